import {addOuter, dot, factor, solveFactored} from "../algebra/cholesky.js";

/**
 * The second stage: a small recursive ridge for each local hour and lead day that says, from the errors of the last
 * days, how far the regression will be off. It learns only from targets that are known at the origin.
 */
export interface CorrectionOptions {
  /** Days after which an observation counts half. */
  readonly halfLife: number;
  readonly penalty: number;
  /** Errors are divided by this, so that their spread is about 1. */
  readonly scale: number;
}

export const correctionDefaults: CorrectionOptions = {halfLife: 300, penalty: 30, scale: 0.02};

const HOURS = 24;

export const correctionNames = [
  "yesterday, this hour",
  "yesterday, the hour before",
  "yesterday, the hour after",
  "yesterday, mean",
  "yesterday, evening",
  "yesterday, last hour",
  "the day before, this hour",
  "the day before, mean",
  "last seven days, this hour",
  "last seven days, mean",
  "same weekday, this hour",
  "same weekday, mean",
  "change of day type × yesterday's mean",
  "change of day type × yesterday, this hour",
  "holiday ahead × yesterday's mean",
  "holiday yesterday × yesterday's mean",
  "day off × mean of seven days",
  "constant"
] as const;

export const correctionCount = correctionNames.length;

/** Errors of the one-day-ahead regression up to an origin, and what kind of days they are. */
export interface ErrorHistory {
  /** log load − regression of the day at its own midnight, `[day][local hour]`, NaN where unknown. */
  readonly errors: Float64Array;
  /** 1 at weekends and on holidays, by day. */
  readonly off: Uint8Array;
  /** 1 on public holidays, by day. */
  readonly holiday: Uint8Array;
}

/** Means over the known errors of one day from local hour `from` on; 0 where none is known. */
function meanOf(errors: Float64Array, day: number, from = 0): number {
  let sum = 0;
  let n = 0;
  for (let h = from; h < HOURS; ++h) {
    const e = errors[day * HOURS + h];
    if (Number.isNaN(e)) continue;
    sum += e;
    n += 1;
  }
  return n ? sum / n : 0;
}

/**
 * The features of all hours of a target day, `[local hour][correctionCount]`: `day` is the first day after the origin,
 * `lead` counts days from it. An error that is not known counts as the day's mean, and as nothing where the day has none.
 */
export function correctionRows(
  {errors, off, holiday}: ErrorHistory,
  day: number,
  lead: number,
  scale: number
): Float64Array {
  const out = new Float64Array(HOURS * correctionCount);
  const means = Array.from({length: 7}, (_, k) => meanOf(errors, day - 1 - k));
  const at = (d: number, h: number) => {
    const e = errors[d * HOURS + h];
    return Number.isNaN(e) ? means[day - 1 - d] : e;
  };
  const evening = meanOf(errors, day - 1, 18);
  const week = means.reduce((a, b) => a + b, 0) / 7;
  const target = day + lead;
  const same = lead < 7 ? target - 7 : target - 14;
  const change = off[target] === off[day - 1] ? 0 : 1;
  for (let h = 0; h < HOURS; ++h) {
    let hour = 0;
    for (let k = 1; k <= 7; ++k) hour += at(day - k, h) / 7;
    const values = [
      at(day - 1, h),
      at(day - 1, Math.max(h - 1, 0)),
      at(day - 1, Math.min(h + 1, HOURS - 1)),
      means[0],
      evening,
      at(day - 1, HOURS - 1),
      at(day - 2, h),
      means[1],
      hour,
      week,
      at(same, h),
      means[day - 1 - same],
      change * means[0],
      change * at(day - 1, h),
      holiday[target] * means[0],
      holiday[day - 1] * means[0],
      off[target] * week
    ];
    for (let j = 0; j < values.length; ++j) out[h * correctionCount + j] = values[j] / scale;
    out[h * correctionCount + values.length] = 1;
  }
  return out;
}

/** The state of the corrections of one lead day, `[local hour][…]`. */
export interface Correction {
  readonly options: CorrectionOptions;
  readonly gram: Float64Array[];
  readonly moment: Float64Array[];
  coefficients: Float64Array[];
}

/** A correction that corrects nothing yet. */
export function startCorrection(options: CorrectionOptions = correctionDefaults): Correction {
  const zeros = (length: number) => Array.from({length: HOURS}, () => new Float64Array(length));
  return {
    options,
    gram: zeros(correctionCount ** 2),
    moment: zeros(correctionCount),
    coefficients: zeros(correctionCount)
  };
}

/** Learns one target day: its features as they were at the origin, and the regression's error that then came, by local hour. */
export function learnCorrection(correction: Correction, rows: Float64Array, errors: Float64Array): void {
  const {options, gram, moment} = correction;
  const forget = 0.5 ** (1 / options.halfLife);
  for (let h = 0; h < HOURS; ++h) {
    if (Number.isNaN(errors[h])) continue;
    const x = rows.subarray(h * correctionCount, (h + 1) * correctionCount);
    const a = gram[h];
    const b = moment[h];
    for (let k = 0; k < a.length; ++k) a[k] *= forget;
    addOuter(a, correctionCount, x);
    for (let j = 0; j < correctionCount; ++j) b[j] = b[j] * forget + (errors[h] / options.scale) * x[j];
  }
  correction.coefficients = gram.map((a, h) => {
    const l = a.slice();
    for (let j = 0; j < correctionCount; ++j) l[j * correctionCount + j] += options.penalty;
    return solveFactored(factor(l, correctionCount), correctionCount, moment[h].slice());
  });
}

/** The expected error of the regression, as log load, at a local hour. */
export function correct(correction: Correction, hour: number, rows: Float64Array): number {
  return (
    correction.options.scale *
    dot(correction.coefficients[hour], rows, correctionCount, hour * correctionCount)
  );
}
