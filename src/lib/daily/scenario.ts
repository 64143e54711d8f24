import type {SeenWindow} from "../report/daily/shapes.js";
import type {ScenarioAnswer} from "../scenario/model.js";
import {midnight} from "../time/zone.js";
import {coldestEnd, endsOf} from "./ends.js";
import {type OriginWindows, originWindows, type WindowNet} from "./forecast.js";
import {dailyGroups, groupSteps} from "./groups.js";
import {joined} from "./join.js";
import {type DailyKnobs, daysAfter} from "./knobs.js";
import {beyondScale, type FeatureRange} from "./reach.js";
import {type DailyRecord, type WeatherName, weatherNames} from "./record.js";
import {turnDays} from "./turn.js";
import {loadOf, type WindowScale} from "./windows.js";

/** Everything that the published LSTM of an area needs to answer again, as the artifact `model/<area>/scenario.json` holds it. */
export interface DailyScenario {
  /** The area's name as published. */
  readonly area: string;
  readonly zone: string;
  /** Local days of the record and of the horizon. */
  readonly days: readonly string[];
  /** Mean of the day, MW; null where it is not known. */
  readonly load: readonly (number | null)[];
  readonly weather: Readonly<Record<WeatherName, readonly (number | null)[]>>;
  /** Names of public holidays. */
  readonly holiday: readonly (string | null)[];
  /** 1 in school holidays. */
  readonly school: readonly number[];
  /** Days of a window. */
  readonly size: number;
  /** Days that are forecast. */
  readonly horizon: number;
  /** The first day of the issued forecast. */
  readonly origin: string;
  readonly scale: WindowScale;
  /** The LSTM's forecast as it was issued, before rounding, MW: what a scenario at rest must give. */
  readonly issued: readonly number[];
}

/** The LSTM's forecast of some days under some knobs. */
export interface DailyAnswer {
  /** The last day whose load is known. */
  readonly end: string;
  /** The days ahead. */
  readonly days: readonly string[];
  readonly scenario: ScenarioAnswer;
  /** The same window with all other knobs at rest. */
  readonly before: ScenarioAnswer;
  /** The load of the days ahead where it is known by now, MW. */
  readonly truth: readonly (number | null)[];
  /** The days of the window and those ahead, in natural units: load up to the end, weather and holidays as the knobs turn them. */
  readonly window: SeenWindow;
  /** Where the knobs take the weather beyond what the net was scaled by. */
  readonly beyond: readonly FeatureRange[];
}

/** The published net of an area, ready to answer. */
export interface DailyModel {
  readonly area: string;
  readonly zone: string;
  readonly horizon: number;
  /** Days that may be the last known one, in order; the last is that of the issued forecast. */
  readonly ends: readonly string[];
  /** The end before the coldest days of the record, as many as are forecast. */
  readonly coldest: string;
  /** Public holidays of the record by day. */
  readonly holidays: ReadonlyMap<string, string>;
  /** @throws where `end` is none of `ends`, or `holiday` none of the days after it */
  readonly run: (knobs: DailyKnobs) => DailyAnswer;
}

/**
 * Opens the published net: with all knobs at rest it gives the issued forecast. What moved is told by putting the scenario's features
 * in the place of the forecast's, group after group; the steps add up to the whole change. All its windows are answered in one
 * call, and the forecast of a window is made once.
 * @param predict the net's answers to windows `[window][step][feature]`
 */
export function openDailyScenario(state: DailyScenario, predict: WindowNet["predict"]): DailyModel {
  const {days, size, horizon, scale, zone} = state;
  const record = recordOf(state);
  const ends = endsOf(record, state);
  /** The forecast of the last end that was asked for. */
  let rest: (OriginWindows & {readonly day: number; readonly value: Float64Array}) | undefined;
  const run = ({end: asked, ...knobs}: DailyKnobs): DailyAnswer => {
    const end = asked || ends[ends.length - 1];
    if (!ends.includes(end))
      throw new Error(
        `scenario of ${state.area}: expected a window that ends on a day from ${ends[0]} to ${ends[ends.length - 1]}, got "${end}"`
      );
    const day = days.indexOf(end) + 1;
    const ahead = daysAfter(end, horizon);
    if (knobs.holiday && !ahead.includes(knobs.holiday))
      throw new Error(
        `scenario of ${state.area}: expected a holiday from ${ahead[0]} to ${ahead[horizon - 1]}, got "${knobs.holiday}"`
      );
    const turned = turnDays(record, knobs, day, horizon);
    if (rest?.day !== day) {
      const own = originWindows(record, record.weather, {size, scale}, day, horizon);
      rest = {day, ...own, value: loadOf(predict(own.windows), scale, own.lastLoads)};
    }
    const {value: still, lastLoads} = rest;
    const {windows} = originWindows(turned, turned.weather, {size, scale}, day, horizon);
    const steps = groupSteps(rest.windows, windows);
    const answers = steps.length ? Float64Array.from(predict(joined(steps.map((step) => step.windows)))) : [];
    const values = [
      still,
      ...steps.map((_, i) => loadOf(answers.slice(i * horizon, (i + 1) * horizon), scale, lastLoads))
    ];
    const times = ahead.map((each) => midnight(zone, each));
    const moved = (name: string): Float64Array => {
      const i = steps.findIndex(({group}) => group === name);
      return i < 0 ? new Float64Array(horizon) : values[i + 1].map((value, lead) => value - values[i][lead]);
    };
    return {
      end,
      days: ahead,
      scenario: {
        times,
        value: values[values.length - 1],
        groups: dailyGroups.map(({name, label}) => ({name, label, values: moved(name)}))
      },
      before: {
        times,
        value: still,
        groups: dailyGroups.map(({name, label}) => ({name, label, values: new Float64Array(horizon)}))
      },
      truth: state.load.slice(day, day + horizon),
      window: seen(turned, day, size, horizon),
      beyond: beyondScale(turned.weather, record.weather, scale, day, horizon)
    };
  };
  return {
    area: state.area,
    zone,
    horizon,
    ends,
    coldest: coldestEnd(record, ends, horizon),
    holidays: new Map(state.holiday.flatMap((name, d) => (name === null ? [] : [[days[d], name]]))),
    run
  };
}

function recordOf({days, load, weather, holiday, school}: DailyScenario): DailyRecord {
  const numbers = (values: readonly (number | null)[]) => Float64Array.from(values, (x) => x ?? Number.NaN);
  return {
    days,
    load: numbers(load),
    weather: Object.fromEntries(
      weatherNames.map((name) => [name, numbers(weather[name])])
    ) as unknown as DailyRecord["weather"],
    holiday: Uint8Array.from(holiday, (name) => (name === null ? 0 : 1)),
    school: Uint8Array.from(school)
  };
}

function seen({days, load, weather, holiday}: DailyRecord, day: number, size: number, horizon: number) {
  const from = day - size;
  const column = (values: ArrayLike<number>, until = day + horizon) =>
    Array.from({length: size + horizon}, (_, i) =>
      from + i < until && !Number.isNaN(values[from + i]) ? values[from + i] : null
    );
  return {
    days: days.slice(from, day + horizon),
    features: [
      {name: "load", unit: "MW", values: column(load, day)},
      {name: "temperature", unit: "°C", values: column(weather.temperature)},
      {name: "precipitation", unit: "mm", values: column(weather.precipitation)},
      {name: "wind", unit: "km/h", values: column(weather.wind)},
      {name: "cloud", unit: "%", values: column(weather.cloud)},
      {name: "public holiday", unit: "0 or 1", values: column(holiday)}
    ]
  };
}
