import type {LstmShape, LstmWeights} from "../../src/lib/recurrent/weights.js";

/** The arrays of `LstmWeights` in double precision. */
export type Arrays = Record<
  "kernel" | "recurrentKernel" | "bias" | "denseKernel" | "denseBias",
  Float64Array
>;

/** The weights in double precision. */
export function doubles({kernel, recurrentKernel, bias, denseKernel, denseBias}: LstmWeights): Arrays {
  return {
    kernel: Float64Array.from(kernel),
    recurrentKernel: Float64Array.from(recurrentKernel),
    bias: Float64Array.from(bias),
    denseKernel: Float64Array.from(denseKernel),
    denseBias: Float64Array.from(denseBias)
  };
}

/** The net written down as its equations stand, one number at a time in double precision: `[window][output]`. */
export function slowForward(
  {steps, features, units, outputs}: LstmShape,
  w: Arrays,
  windows: Float32Array,
  keep: (window: number, unit: number) => number = () => 1
): Float64Array {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const count = windows.length / (steps * features);
  const out = new Float64Array(count * outputs);
  for (let n = 0; n < count; ++n) {
    let h = new Float64Array(units);
    const c = new Float64Array(units);
    for (let t = 0; t < steps; ++t) {
      const z = Float64Array.from(w.bias);
      for (let k = 0; k < 4 * units; ++k) {
        for (let f = 0; f < features; ++f)
          z[k] += windows[(n * steps + t) * features + f] * w.kernel[f * 4 * units + k];
        for (let u = 0; u < units; ++u) z[k] += h[u] * w.recurrentKernel[u * 4 * units + k];
      }
      h = h.map((_, u) => {
        c[u] = sigmoid(z[units + u]) * c[u] + sigmoid(z[u]) * Math.tanh(z[2 * units + u]);
        return sigmoid(z[3 * units + u]) * Math.tanh(c[u]);
      });
    }
    for (let o = 0; o < outputs; ++o) {
      out[n * outputs + o] = w.denseBias[o];
      for (let u = 0; u < units; ++u)
        out[n * outputs + o] += h[u] * keep(n, u) * w.denseKernel[u * outputs + o];
    }
  }
  return out;
}

/** Mean squared error. */
export function meanSquare(answers: ArrayLike<number>, targets: Float32Array): number {
  return targets.reduce((sum, y, i) => sum + (answers[i] - y) ** 2, 0) / targets.length;
}

/** The largest difference of two arrays of one length, as a share of the largest number in the second. */
export function relative(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) throw new Error(`${got.length} numbers beside ${expected.length}`);
  let [most, scale] = [0, 0];
  for (let i = 0; i < expected.length; ++i) {
    most = Math.max(most, Math.abs(got[i] - expected[i]));
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return most / scale;
}
