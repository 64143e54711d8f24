import type {RecordedDays, RecordedTown} from "../../../src/lib/report/rain/verification/shapes.js";
import {candidateNamed} from "../../../src/lib/report/scores.js";
import {addDays, localDay} from "../../../src/lib/time/zone.js";
import {type Town, townOf} from "../../../src/lib/towns.js";
import type {ArtifactsInput} from "../../study.js";
import {type RainData, zone} from "../data.js";

/** What the builder takes. */
export type DaysInput = Pick<
  ArtifactsInput<RainData>,
  "backtest" | "champion" | "data" | "forecast" | "judged"
>;

/** Days that are shown. */
const most = 60;

/**
 * days.json: what was said of the last days whose rain is known, and what fell. They are the days after the scored ones, or the last scored
 * ones where there is none after them.
 * @throws where champion or climatology has no forecasts or no threshold
 */
export function daysArtifact(input: DaysInput): Record<string, Uint8Array> {
  return {"days.json": new TextEncoder().encode(JSON.stringify(recordedDays(input)))};
}

/** The same as an object. */
export function recordedDays(input: DaysInput): RecordedDays {
  const {backtest, champion, data, forecast} = input;
  const {scheme, truth, scoredTo} = data;
  const {record, originDays, trainings} = data.data;
  const n = record.towns.length;
  const isKnown = (o: number) =>
    truth.actual.subarray(o * n, (o + 1) * n).some((value) => !Number.isNaN(value));
  const all = Array.from(scheme.origins, (_, o) => o).filter(isKnown);
  const after = all.filter((o) => o >= scoredTo);
  const origins = (after.length > 0 ? after : all).slice(-most);
  const order = northToSouth(record.towns.map(townOf));
  const block = <T>(of: (cell: number) => T) => origins.map((o) => order.map((t) => of(o * n + t)));
  const values = valuesOf(input, champion);
  const usual = valuesOf(input, "climatology");
  const dayOf = (o: number) => localDay(zone, scheme.times[o]);
  // The rain of the 24 hours to 9 am of the day after the origin's last known one stands in that day's row.
  const rainAt = (cell: number) =>
    record.values.rainfall[(originDays[Math.floor(cell / n)] + 1) * n + (cell % n)] ?? Number.NaN;
  return {
    study: backtest.study,
    unit: backtest.unit,
    issuedAt: forecast.issuedAt,
    provenance: forecast.provenance,
    champion,
    label: candidateNamed(backtest, champion).label,
    threshold: thresholdOf(input, champion),
    climatologyThreshold: thresholdOf(input, "climatology"),
    days: origins.map(dayOf),
    scored: after.length === 0,
    towns: order.map((t) => recordedTown(townOf(record.towns[t]))),
    probability: block((cell) => values[cell]),
    climatology: block((cell) => usual[cell]),
    happened: block((cell) => outcome(truth.actual[cell])),
    rain: block((cell) => (Number.isNaN(rainAt(cell)) ? null : Number(rainAt(cell).toFixed(1)))),
    trainings: trainings.flatMap(({day, from, to}) => {
      const own = origins.filter((o) => o >= from && o < to);
      return own.length === 0
        ? []
        : [{before: dayOfIndex(record.days, day), from: dayOf(own[0]), to: dayOf(own.at(-1)!)}];
    })
  };
}

/** The day at an index that may lie one or more after the record's last. */
function dayOfIndex(days: readonly string[], index: number): string {
  return days[index] ?? addDays(days[0], index);
}

function outcome(value: number): 0 | 1 | null {
  return Number.isNaN(value) ? null : value > 0 ? 1 : 0;
}

function recordedTown({id, name, state, climate, latitude, withoutFiles}: Town): RecordedTown {
  return {id, name, state, climate, latitude, ...(withoutFiles === undefined ? {} : {without: withoutFiles})};
}

/** Indices of the towns, from north to south within their states, the states by their mean latitude. */
function northToSouth(towns: readonly Town[]): number[] {
  const middle = new Map(
    [...new Set(towns.map(({state}) => state))].map((state) => {
      const own = towns.filter((town) => town.state === state);
      return [state, own.reduce((sum, {latitude}) => sum + latitude, 0) / own.length];
    })
  );
  return [...towns.keys()].sort(
    (a, b) =>
      middle.get(towns[b].state)! - middle.get(towns[a].state)! ||
      towns[b].latitude - towns[a].latitude ||
      a - b
  );
}

function valuesOf({judged}: DaysInput, name: string): Float64Array {
  const found = judged.find(({candidate}) => candidate === name);
  if (found) return found.values;
  throw new Error(
    `rain: expected forecasts of candidate "${name}" for the recorded days, got those of ${judged.map(({candidate}) => candidate).join(", ")}`
  );
}

function thresholdOf({backtest}: DaysInput, name: string): number {
  const {threshold} = candidateNamed(backtest, name).metrics;
  if (threshold != null) return threshold;
  throw new Error(
    `rain: expected a threshold among the scores of candidate "${name}": has it been judged as a probability?`
  );
}
