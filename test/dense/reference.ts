import type {DenseExamples} from "../../src/lib/dense/fit.js";
import {type DenseShape, type DenseWeights, initialDense} from "../../src/lib/dense/weights.js";
import {mulberry32} from "../../src/lib/random.js";

/** The arrays of a dense net in double precision: kernel and bias of each layer in turn. */
export type Arrays = readonly Float64Array[];

/** The weights in double precision, or a gradient in their form. */
export function doubles({kernels, biases}: DenseWeights): Arrays {
  return kernels.flatMap((kernel, l) => [Float64Array.from(kernel), Float64Array.from(biases[l])]);
}

/** The net written down as its equations stand, one number at a time in double precision: `[row][output]`. */
export function slowForward({inputs, units}: DenseShape, arrays: Arrays, rows: Float32Array): Float64Array {
  const count = rows.length / inputs;
  let values = Float64Array.from(rows);
  let width = inputs;
  units.forEach((wide, l) => {
    const out = new Float64Array(count * wide);
    for (let r = 0; r < count; ++r)
      for (let u = 0; u < wide; ++u) {
        let sum = arrays[2 * l + 1][u];
        for (let i = 0; i < width; ++i) sum += values[r * width + i] * arrays[2 * l][i * wide + u];
        out[r * wide + u] = l === units.length - 1 || sum > 0 ? sum : Math.expm1(sum);
      }
    values = out;
    width = wide;
  });
  return values;
}

/** Mean squared error. */
export function meanSquare(answers: ArrayLike<number>, targets: Float32Array): number {
  return targets.reduce((sum, y, i) => sum + (answers[i] - y) ** 2, 0) / targets.length;
}

/** A net with drawn weights, biases too, and some rows for it. */
export function drawn(shape: DenseShape, count: number, seed = 11) {
  const random = mulberry32(seed);
  const uniform = (n: number) => Float32Array.from({length: n}, () => 2 * random() - 1);
  const outputs = shape.units[shape.units.length - 1];
  const examples: DenseExamples = {inputs: uniform(count * shape.inputs), targets: uniform(count * outputs)};
  const weights: DenseWeights = {...initialDense(shape, random), biases: shape.units.map(uniform)};
  return {shape, examples, weights, chosen: Uint32Array.from({length: count}, (_, i) => i)};
}
