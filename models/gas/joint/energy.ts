import {gasVector, toLevel} from "../../../src/lib/gas/vector.js";
import type {Truth} from "../../../src/lib/rolled.js";
import {energyScore} from "../../../src/lib/scores/distribution/energy.js";
import {type GasData, horizon} from "../data.js";
import type {VectorPanel} from "./panel.js";

/** Members that each member is compared with, of a thousand. */
const pairs = 5;
/** Members come in order of time, and those next to each other are alike: steps of a prime put them apart. */
const stride = 389;

/**
 * The energy score of joint distributions against the truth, `[origin][lead]`, NaN where it is not known or does not count. Each series is divided by the
 * deviation of its daily change over the record before the first origin, in what the models see.
 * @param members equally likely vectors of levels for the origin and the lead (from 1), `[member][series]`
 */
export function energyScores(
  {rows}: GasData,
  {panel, from}: VectorPanel,
  {actual, comparable}: Pick<Truth, "actual" | "comparable">,
  members: (origin: number, lead: number) => Float64Array
): Float64Array {
  const width = gasVector.length;
  const scales = deviations(panel.values, width, rows[0] - from);
  const out = new Float64Array(rows.length * horizon).fill(Number.NaN);
  rows.forEach((_, o) => {
    for (let lead = 1; lead <= horizon; ++lead) {
      const place = (s: number) => (o * width + s) * horizon + lead - 1;
      if (comparable[place(0)] !== 1) continue;
      const truth = Float64Array.from(gasVector, (one, s) => toLevel(one, actual[place(s)]));
      if (!truth.every(Number.isFinite)) continue;
      out[o * horizon + lead - 1] = energyScore(apart(members(o, lead), width), truth, {scales, pairs});
    }
  });
  return out;
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
