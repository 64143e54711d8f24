import {
  type CorrectionOptions,
  correct,
  correctionDefaults,
  correctionRows,
  learnCorrection,
  startCorrection
} from "../../src/lib/load/correction.js";
import {type Features, loadFeatures} from "../../src/lib/load/features.js";
import {memoryLength, type Weather} from "../../src/lib/load/weather.js";
import {sliceGrid} from "../../src/lib/time/grid.js";
import type {RollInput, RollOutput} from "../study.js";
import type {LoadData} from "./data.js";
import {degrade} from "./degrade.js";
import {horizon} from "./record.js";

const HOURS = 24;
const LEAD_DAYS = 7;

/** Origins before the scored ones from which degraded forecasts are made, for their intervals. */
const degradedBefore = 120;

/** A first stage: it knows nothing of yesterday's errors. */
export interface FirstStage {
  /** The day from which it forecasts, so that the second stage has errors to learn from. */
  readonly from: number;
  /** Called at each midnight before anything is forecast from it; `last` days are known. */
  readonly open: (day: number) => void;
  /** Log load of `count` consecutive hours, given the features from row `at` on. */
  readonly forecast: (features: Features, at: number, count: number, firstHour: number) => Float64Array;
  /** Takes in a day that is now known. */
  readonly learn: (day: number) => void;
}

/** What is left at the last origin, for publication: the part of a scenario's state that the second stage adds. */
export interface LastState {
  /** One-day-ahead errors of the first stage in the 14 days before the origin, `[day][local hour]`, null where unknown. */
  readonly errors: readonly (number | null)[];
  /** Coefficients of the corrections, `[lead day][local hour][feature]`. */
  readonly corrections: readonly number[];
  readonly correctionScale: number;
  /** The issued forecast before rounding, MW. */
  readonly issued: readonly number[];
}

/** The parameters of a two-stage candidate that belong to its correction. */
export const correctionParams = {
  correctionHalfLife: correctionDefaults.halfLife,
  correctionPenalty: correctionDefaults.penalty,
  correctionScale: correctionDefaults.scale
};

function correctionOptions(params: RollInput<LoadData>["params"]): CorrectionOptions {
  const {correctionHalfLife, correctionPenalty, correctionScale} = {...correctionParams, ...params};
  return {
    halfLife: Number(correctionHalfLife),
    penalty: Number(correctionPenalty),
    scale: Number(correctionScale)
  };
}

/** Log load by local hour of a day, NaN where unknown. */
export function logLoad({grid, load}: LoadData, day: number): Float64Array {
  return Float64Array.from({length: HOURS}, (_, h) => {
    const i = grid.at[day * HOURS + h];
    return i < 0 ? Number.NaN : Math.log(load[i]);
  });
}

/**
 * Rolls a first stage and the correction of its errors over all origins, midnight by midnight: open the day, forecast a
 * week, correct it, then learn what the day brought. Degraded forecasts see weather as uncertain as a real forecast's at
 * future hours; errors of the past are measured with the weather that came, which is known by then.
 */
export function rollTwoStages(
  {data, scheme, seed, params}: RollInput<LoadData>,
  features: Features,
  first: FirstStage
): Pick<RollOutput, "values" | "degraded"> & {state: LastState} {
  const {grid, off, kinds, originDays, calibration} = data;
  const options = correctionOptions(params);
  const values = new Float64Array(scheme.origins.length * horizon);
  const degraded = new Float64Array(values.length).fill(Number.NaN);
  const errors = new Float64Array(grid.days.length * HOURS).fill(Number.NaN);
  const history = {errors, off, holiday: kinds.holiday};
  const corrections = Array.from({length: LEAD_DAYS}, () => startCorrection(options));
  const {scale} = options;
  const pending = new Map<number, {raw: Float64Array; rows: Float64Array[]}>();
  const today = originDays[originDays.length - 1];
  for (let day = first.from; day <= today; ++day) {
    first.open(day);
    const start = grid.dayStart[day];
    const raw = first.forecast(features, start, horizon, start);
    const rows = Array.from({length: LEAD_DAYS}, (_, k) => correctionRows(history, day, k, scale));
    pending.set(day, {raw, rows});
    const o = day - originDays[0];
    if (o >= 0) {
      const shift = new Float64Array(horizon);
      for (let lead = 0; lead < horizon; ++lead) {
        const k = Math.min(grid.dayOf[start + lead] - day, LEAD_DAYS - 1);
        shift[lead] = correct(corrections[k], grid.hourOf[start + lead], rows[k]);
        values[o * horizon + lead] = Math.exp(raw[lead] + shift[lead]);
      }
      if (o >= calibration - degradedBefore) {
        const rawDegraded = first.forecast(...degradedFeatures(data, features, day, seed), horizon, start);
        for (let lead = 0; lead < horizon; ++lead)
          degraded[o * horizon + lead] = Math.exp(rawDegraded[lead] + shift[lead]);
      }
    }
    if (day === today) break;
    const known = logLoad(data, day);
    for (let k = 0; k < LEAD_DAYS; ++k) {
      const issued = pending.get(day - k);
      if (!issued) continue;
      const misses = known.map((y, h) => {
        const lead = grid.at[day * HOURS + h] - grid.dayStart[day - k];
        return lead < horizon ? y - issued.raw[lead] : Number.NaN;
      });
      if (k === 0) errors.set(misses, day * HOURS);
      learnCorrection(corrections[k], issued.rows[k], misses);
    }
    pending.delete(day - LEAD_DAYS + 1);
    first.learn(day);
  }
  const state = {
    errors: Array.from(errors.subarray((today - 14) * HOURS, today * HOURS), (e) =>
      Number.isNaN(e) ? null : e
    ),
    corrections: corrections.flatMap(({coefficients}) => coefficients.flatMap((c) => [...c])),
    correctionScale: scale,
    issued: [...values.subarray(-horizon)]
  };
  return {values, degraded, state};
}

/** Features of the horizon under degraded weather, and the row at which the horizon starts in them. */
function degradedFeatures(
  {grid, weather, kinds}: LoadData,
  {memory}: Features,
  day: number,
  seed: number
): [Features, number] {
  const end = Math.min(day + LEAD_DAYS + 1, grid.days.length);
  const window = sliceGrid(grid, day - 1, end);
  const from = grid.dayStart[day - 1];
  const cut = (values: Float64Array) => {
    const out = new Float64Array((values.length / grid.hours) * window.hours);
    for (let k = 0; k * grid.hours < values.length; ++k)
      out.set(values.subarray(k * grid.hours + from, k * grid.hours + from + window.hours), k * window.hours);
    return out;
  };
  const recorded: Weather = {
    temperature: cut(weather.temperature),
    humidity: cut(weather.humidity),
    precipitation: cut(weather.precipitation),
    wind: cut(weather.wind),
    cloud: cut(weather.cloud)
  };
  const before = memory.subarray((day - 2) * memoryLength, (day - 1) * memoryLength);
  const uncertain = degrade(recorded, window.hours, window.dayStart[1], seed * 100_003 + day);
  const windowKinds = {
    holiday: kinds.holiday.slice(day - 1, end + 1),
    school: kinds.school.slice(day - 1, end + 1)
  };
  return [loadFeatures(window, uncertain, windowKinds, before), window.dayStart[1]];
}
