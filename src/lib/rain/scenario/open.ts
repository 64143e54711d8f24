import {addDays} from "../../time/zone.js";
import {logistic} from "../../trees/logistic.js";
import type {RainRecord, Variable} from "../record.js";
import {effectsOf, mixed, type Routes} from "./explain.js";
import {type AnsweringField, fieldChanges, knownFeatures} from "./field.js";
import {type RainChoices, type RainKnobs, type RainReading, readingKnobs, untouched} from "./knobs.js";
import {type MemberFile, openMember} from "./members.js";
import {type RainScenario, type ScenarioTown, unpackRecord} from "./state.js";
import {type Move, movedReadings, movesOf} from "./turn.js";

/** What a moved knob does to the answer. */
export interface Effect extends Move {
  /** Log-odds that it adds, and by which routes. */
  readonly change: number;
  readonly routes: Routes;
}

/** The mixed model's answer under some knobs. */
export interface RainAnswer {
  readonly town: ScenarioTown;
  /** The last known day, and the day whose 9 am ends the 24 hours that are forecast. */
  readonly day: string;
  readonly target: string;
  /** As the town reports. */
  readonly before: Chance;
  /** As the knobs have it. */
  readonly after: Chance;
  /** In the order of the knobs; their changes make the difference of the log-odds. */
  readonly effects: readonly Effect[];
  readonly climatology: number;
  readonly threshold: number;
  /** What was issued, where these very models did. */
  readonly issued: number | null;
  /** mm of rain in those 24 hours, where that is known by now. */
  readonly fell: number | null;
}

/** A probability and its log-odds. */
export interface Chance {
  readonly logOdds: number;
  readonly probability: number;
}

/** The chance at a value of a reading. */
export interface CurvePoint {
  readonly value: number;
  readonly probability: number;
}

/** Steps of a curve over the range of a reading. */
const curveSteps = 24;

/** A reading as the town reports it, and as the knobs have it; NaN is missing, a wind direction is its place in `compass`. */
export interface Reading {
  readonly reported: number;
  readonly now: number;
}

/** The published models, ready to answer. */
export interface RainModel extends RainChoices {
  readonly about: readonly ScenarioTown[];
  readonly label: string;
  readonly champion: string | null;
  readonly threshold: number;
  /** What the town reports on the day, and what it is under the knobs. Throws as `run` does. */
  readonly reading: (knobs: RainKnobs, variable: Variable) => Reading;
  /** @throws where the town or the day is none of those it knows */
  readonly run: (knobs: RainKnobs) => RainAnswer;
  /** The chance at values of one reading over its range, in order, all other knobs as they stand. Throws as `run` does. */
  readonly curve: (knobs: RainKnobs, reading: RainReading) => CurvePoint[];
}

/**
 * Opens the published models: with all knobs left alone they give the forecast that was issued.
 * @param files the models by candidate
 * @throws where a member's file is missing or another's
 */
export function openRainScenario(
  state: RainScenario,
  files: Readonly<Record<string, MemberFile>>
): RainModel {
  const {towns, mix} = state;
  const ids = towns.map(({id}) => id);
  const record = unpackRecord(
    state,
    towns.map(({station}) => station)
  );
  const n = towns.length;
  const first = record.days.length - state.starts;
  const starts = record.days.slice(first);
  const field = new Float64Array(record.days.length * n).fill(Number.NaN);
  field.set(state.field, first * n);
  const world = {record, field, own: state.own, neighbours: Int32Array.from(state.neighbours)};
  const members = state.members.map((member) => {
    const file = files[member.name];
    if (!file)
      throw new Error(
        `scenario of rain: expected a file of ${member.name}, got ${Object.keys(files).join(", ") || "none"}`
      );
    return openMember(member, file, world);
  });
  const answer = (cell: number, moves: readonly Move[]) =>
    withMoves(world, cell, moves, () =>
      mixed(
        members.map(({say}) => say(cell)),
        mix
      )
    );
  const cellOf = ({town, day}: RainKnobs) => {
    const t = ids.indexOf(town);
    const s = starts.indexOf(day);
    if (t < 0 || s < 0)
      throw new Error(
        `scenario of rain: expected a town and a day from ${starts[0]} to ${starts[starts.length - 1]}, got "${town}" and "${day}"`
      );
    return (first + s) * n + t;
  };
  const chance = (logOdds: number): Chance => ({logOdds, probability: logistic(logOdds)});
  const readingOf = (knobs: RainKnobs, variable: Variable): Reading => {
    const cell = cellOf(knobs);
    const reported = record.values[variable][cell]!;
    const now = movedReadings(record, cell, movesOf(record, cell, knobs)).get(variable) ?? reported;
    return {reported, now};
  };
  const run = (knobs: RainKnobs): RainAnswer => {
    const cell = cellOf(knobs);
    const moves = movesOf(record, cell, knobs);
    const {before, after, effects} = effectsOf(
      moves.length,
      (made) =>
        answer(
          cell,
          made.map((k) => moves[k]!)
        ),
      mix
    );
    const at = cell - first * n;
    const gauge = record.values.rainfall[cell + n] ?? Number.NaN;
    return {
      town: towns[cell % n]!,
      day: knobs.day,
      target: addDays(knobs.day, 1),
      before: chance(before.margin),
      after: chance(after.margin),
      effects: moves.map((move, k) => {
        const {own, field: through, rest} = effects[k]!;
        return {...move, change: own + through + rest, routes: effects[k]!};
      }),
      climatology: state.climatology[at]!,
      threshold: state.threshold,
      issued: state.issued[at] ?? null,
      fell: Number.isNaN(gauge) ? null : gauge
    };
  };
  const latest = starts[starts.length - 1]!;
  return {
    towns: ids,
    about: towns,
    starts,
    label: state.label,
    champion: state.champion,
    threshold: state.threshold,
    reading: readingOf,
    run,
    curve: (knobs, reading) => {
      const cell = cellOf(knobs);
      const {range, variable} = readingKnobs.find(({name}) => name === reading)!;
      const {reported, now} = readingOf(knobs, variable);
      const {min, max, step} = range;
      const values = Array.from(
        {length: curveSteps + 1},
        (_, i) => min + step * Math.round(((max - min) * i) / curveSteps / step)
      );
      // The two that are marked lie on it.
      const marked = [reported, now].filter((value) => value >= min && value <= max);
      return [...new Set([...values, ...marked])]
        .sort((a, b) => a - b)
        .map((value) => {
          const {margin} = answer(cell, movesOf(record, cell, {...knobs, [reading]: value}));
          return {value, probability: chance(margin).probability};
        });
    },
    opening: openingOf(record, ids, latest, (town) => run({...untouched, town, day: latest}).before.logOdds)
  };
}

/** Does something with a world in which a cell reports otherwise, and puts it back as it was. */
function withMoves<T>(world: AnsweringField, cell: number, moves: readonly Move[], use: () => T): T {
  const {record, field} = world;
  const readings = [...movedReadings(record, cell, moves)];
  const reported = readings.map(([variable]) => [variable, record.values[variable][cell]!] as const);
  const put = (values: readonly (readonly [Variable, number])[]) => {
    for (const [variable, value] of values) record.values[variable][cell] = value;
  };
  const before = knownFeatures(world, cell);
  put(readings);
  const after = knownFeatures(world, cell);
  const changes = fieldChanges(
    world,
    cell,
    after.map((x, j) => x - before[j]!)
  );
  const fields = changes.map(([at]) => field[at]!);
  changes.forEach(([at, change]) => {
    field[at]! += change;
  });
  try {
    return use();
  } finally {
    changes.forEach(([at], i) => {
      field[at] = fields[i]!;
    });
    put(reported);
  }
}

/** The driest likely town of the last day, under humid, cloudy air: how much of the answer is the town's own. */
function openingOf(
  {days, values}: RainRecord,
  towns: readonly string[],
  day: string,
  logOddsOf: (town: string) => number
): RainKnobs {
  const from = days.indexOf(day) * towns.length;
  const known = towns.filter((_, t) =>
    (["humidity_3pm", "pressure_3pm", "rainfall"] as const).every(
      (name) => !Number.isNaN(values[name][from + t]!)
    )
  );
  const driest = (known.length ? known : towns)
    .map((town) => ({town, chance: logOddsOf(town)}))
    .reduce((best, one) => (one.chance < best.chance ? one : best));
  return {...untouched, town: driest.town, day, humidity: 90};
}
