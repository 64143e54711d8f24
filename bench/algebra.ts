import {addOuter, factor} from "../src/lib/algebra/cholesky.js";
import {featureColumns} from "../src/lib/load/features.js";
import {mulberry32, normal} from "../src/lib/random.js";
import type {Bench} from "./measure.js";
import {typical} from "./measure.js";

/** Cholesky's factor entry by entry, as a textbook has it: what the tiles of `factor` are measured against. */
function plainFactor(a: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; ++i)
    for (let j = 0; j <= i; ++j) {
      let s = a[i * n + j];
      for (let k = 0; k < j; ++k) s -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(s) : s / a[j * n + j];
    }
  return a;
}

/** Solving the normal equations: one factor of the size that the regression of France has. */
export const algebra: Bench = {
  name: "algebra",
  about: "Cholesky's factor, in tiles and plain",
  run: async () => {
    const n = featureColumns.length;
    const draw = normal(mulberry32(1));
    const a = new Float64Array(n * n);
    for (let row = 0; row < 2 * n; ++row) addOuter(a, n, Float64Array.from({length: n}, draw));
    const tiled = await typical(() => factor(a.slice(), n));
    const plain = await typical(() => plainFactor(a.slice(), n));
    return [
      {what: `factor of ${n} × ${n}, tiled`, value: 1000 * tiled, unit: "ms"},
      {what: `factor of ${n} × ${n}, plain`, value: 1000 * plain, unit: "ms"},
      {what: "plain / tiled", value: plain / tiled, unit: "×"}
    ];
  }
};
