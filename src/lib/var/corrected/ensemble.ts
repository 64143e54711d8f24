import type {Panel} from "../panel.js";
import {type CorrectedModel, fillPath, pathRoom} from "./model.js";
import {rowsNeeded} from "./terms.js";

/** Mean paths from consecutive rows by one model, whose errors make the distribution of a forecast. */
export interface PastPaths {
  readonly model: CorrectedModel;
  readonly levels: Panel;
  readonly steps: number;
  /** The rows that paths start from: `first` … `last`. */
  readonly first: number;
  readonly last: number;
  /** `[row − first][step][series]` */
  readonly paths: Float64Array;
}

/**
 * The mean paths that a model gives from every row of a span: those of the past are judged by what came, that of the origin is the forecast.
 * @throws when the span holds rows without what the model needs before them, or normal values do not reach its last step.
 */
export function pastPaths(
  model: CorrectedModel,
  levels: Panel,
  {first, last, steps}: {readonly first: number; readonly last: number; readonly steps: number}
): PastPaths {
  const width = model.names.length;
  const least = rowsNeeded(model.lags, model.terms) - 1;
  if (!(first >= least && first <= last && last < levels.rows))
    throw new Error(`past paths: expected rows within ${least} … ${levels.rows - 1}, got ${first} … ${last}`);
  for (const {name, normal} of model.terms)
    if (normal !== undefined && normal.length < last + steps)
      throw new Error(
        `correction ${name}: expected normal values up to row ${last + steps - 1}, got ${normal.length} of them`
      );
  const size = steps * width;
  const paths = new Float64Array((last - first + 1) * size);
  const room = pathRoom(model, steps);
  for (let row = first; row <= last; ++row)
    fillPath(
      model,
      levels.values,
      row,
      row,
      steps,
      room,
      paths.subarray((row - first) * size, (row - first + 1) * size)
    );
  return {model, levels, steps, first, last, paths};
}

/** Which errors make a distribution, and how far they follow the volatility. */
export interface EnsembleOptions {
  /** At most so many of the latest past rows, 1,000 unless told. */
  readonly members?: number;
  /** Power of volatility now over volatility then, by step from 1; .7, and .4 from step 20 on, unless told. */
  readonly power?: (step: number) => number;
}

const usualPower = (step: number) => (step < 20 ? 0.7 : 0.4);

/**
 * The distribution of the levels `step` rows after row `origin`, as equally likely members `[member][series]`: the mean path plus the joint errors of the same
 * coefficients from past rows, × (volatility at the origin / then)^power of each series. Only rows whose outcome is known at the origin count.
 * @param deviations `[row][series]`, above 0
 * @throws when the origin or step lies outside the paths, or no past row's outcome is known.
 */
export function ensembleAt(
  past: PastPaths,
  deviations: Float64Array,
  origin: number,
  step: number,
  {members = 1000, power = usualPower}: EnsembleOptions = {}
): Float64Array {
  if (!(Number.isInteger(step) && step >= 1 && step <= past.steps))
    throw new Error(`ensemble: expected a step within 1 … ${past.steps}, got ${step}`);
  const {first, count} = membersOf(past, origin, step, members);
  const width = past.model.names.length;
  const out = new Float64Array(count * width);
  const scales = raised(deviations, power(step));
  for (let m = 0; m < count; ++m) addMember(past, scales, origin, first + m, step, out, m * width);
  return out;
}

/**
 * The same as joint paths, `[member][step][series]`, from the past rows whose outcome is known for every step; a member's errors stay together over
 * series and steps.
 */
export function ensemblePaths(
  past: PastPaths,
  deviations: Float64Array,
  origin: number,
  {members = 1000, power = usualPower}: EnsembleOptions = {}
): Float64Array {
  const {steps, model} = past;
  const width = model.names.length;
  const {first, count} = membersOf(past, origin, steps, members);
  const out = new Float64Array(count * steps * width);
  for (let step = 1; step <= steps; ++step) {
    const scales = raised(deviations, power(step));
    for (let m = 0; m < count; ++m)
      addMember(past, scales, origin, first + m, step, out, (m * steps + step - 1) * width);
  }
  return out;
}

function membersOf(
  {first, last}: PastPaths,
  origin: number,
  step: number,
  members: number
): {first: number; count: number} {
  if (!(Number.isInteger(origin) && origin >= first && origin <= last))
    throw new Error(`ensemble: expected an origin within ${first} … ${last}, got ${origin}`);
  if (!Number.isInteger(members) || members < 1)
    throw new Error(`ensemble: expected a whole number of members from 1, got ${members}`);
  const newest = origin - step;
  const from = Math.max(first, newest - members + 1);
  if (newest < from)
    throw new Error(
      `ensemble: expected paths from rows up to ${newest}, whose outcome ${step} rows later is known at row ${origin}; they start at ${first}`
    );
  return {first: from, count: newest - from + 1};
}

const raisedBefore = new WeakMap<Float64Array, Map<number, Float64Array>>();

/** All deviations to a power, made once for each of both. */
function raised(deviations: Float64Array, power: number): Float64Array {
  const known = raisedBefore.get(deviations) ?? new Map<number, Float64Array>();
  raisedBefore.set(deviations, known);
  const made = known.get(power) ?? deviations.map((deviation) => deviation ** power);
  known.set(power, made);
  return made;
}

/** Writes the member that a past row makes into `out` from `at` on. */
function addMember(
  {first, steps, levels, paths, model}: PastPaths,
  scales: Float64Array,
  origin: number,
  row: number,
  step: number,
  out: Float64Array,
  at: number
): void {
  const width = model.names.length;
  const now = ((origin - first) * steps + step - 1) * width;
  const then = ((row - first) * steps + step - 1) * width;
  for (let i = 0; i < width; ++i) {
    const error = levels.values[(row + step) * width + i] - paths[then + i];
    out[at + i] = paths[now + i] + (error * scales[origin * width + i]) / scales[row * width + i];
  }
}
