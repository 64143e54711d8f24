import {gasVector, toLevel} from "../../../src/lib/gas/vector.js";
import type {Truth} from "../../../src/lib/rolled.js";
import {energyScore} from "../../../src/lib/scores/distribution/energy.js";
import {type GasData, horizon} from "../data.js";
import type {VectorPanel} from "./panel.js";

/** Members that each member is compared with, of a thousand. */
const pairs = 5;
/** Members come in order of time, and those next to each other are alike: steps of a prime put them apart. */
const stride = 389;

/** Scores of joint distributions. */
export interface EnergyMeter {
  /** `[origin][lead]`, NaN where nothing was measured. */
  readonly scores: Float64Array;
  /** Scores equally likely vectors of levels for an origin and a lead (from 1), `[member][series]`, where the truth is known and counts. */
  readonly measure: (origin: number, lead: number, members: () => Float64Array) => void;
}

/**
 * Energy scores of joint distributions against the truth. Each series is divided by the deviation of its daily change over the record before the first origin, in
 * what the models see.
 */
export function energyMeter(
  {rows}: GasData,
  {panel, from}: VectorPanel,
  {actual, comparable}: Pick<Truth, "actual" | "comparable">
): EnergyMeter {
  const width = gasVector.length;
  const scales = deviations(panel.values, width, rows[0] - from);
  const scores = new Float64Array(rows.length * horizon).fill(Number.NaN);
  return {
    scores,
    measure(o, lead, members) {
      const place = (s: number) => (o * width + s) * horizon + lead - 1;
      if (comparable[place(0)] !== 1) return;
      const truth = Float64Array.from(gasVector, (one, s) => toLevel(one, actual[place(s)]));
      if (!truth.every(Number.isFinite)) return;
      scores[o * horizon + lead - 1] = energyScore(apart(members(), width), truth, {scales, pairs});
    }
  };
}

/** Root mean squares of the changes of the first rows, by series. */
function deviations(values: Float64Array, width: number, rows: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = width; i < rows * width; ++i) sums[i % width] += (values[i] - values[i - width]) ** 2;
  return sums.map((sum) => Math.sqrt(sum / (rows - 1)));
}

function apart(members: Float64Array, width: number): Float64Array {
  const count = members.length / width;
  const step = count % stride === 0 ? 1 : stride;
  const out = new Float64Array(members.length);
  for (let i = 0; i < count; ++i) {
    const from = ((i * step) % count) * width;
    out.set(members.subarray(from, from + width), i * width);
  }
  return out;
}
