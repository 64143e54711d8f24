import {matrixProduct, transposed} from "../../algebra/products.js";
import type {LinearForecast} from "./linear.js";

/**
 * The joint covariance of a forecast's errors over all steps and series, `[step, series][step, series]`: Σ_s Ψ_{h−s} Σ Ψ_{g−s}ᵀ. The
 * uncertainty of the coefficients is not in it. Source: Lütkepohl (2005), §2.2.2.
 */
export function forecastCovariance({names, steps, responses, covariance}: LinearForecast): Float64Array {
  const width = names.length;
  const square = width * width;
  const n = steps * width;
  const out = new Float64Array(n * n);
  const psi = Array.from({length: steps}, (_, h) => responses.subarray(h * square, (h + 1) * square));
  const turned = psi.map((matrix) => transposed(matrix, width, width));
  for (let h = 0; h < steps; ++h) {
    const left = matrixProduct(psi[h], covariance, width, width, width);
    for (let g = 0; g <= h; ++g) {
      const block = matrixProduct(left, turned[g], width, width, width);
      for (let i = 0; i < width; ++i)
        for (let j = 0; j < width; ++j) {
          const at = (h * width + i) * n + g * width + j;
          const before = g === 0 ? 0 : out[at - width * (n + 1)];
          out[at] = out[(g * width + j) * n + h * width + i] = before + block[i * width + j];
        }
    }
  }
  return out;
}

/** The standard deviation of each forecast's error, `[step][series]`, without the whole covariance. */
export function forecastDeviations({names, steps, responses, covariance}: LinearForecast): Float64Array {
  const width = names.length;
  const out = new Float64Array(steps * width);
  for (let h = 0; h < steps; ++h)
    for (let i = 0; i < width; ++i) {
      const row = responses.subarray((h * width + i) * width, (h * width + i + 1) * width);
      let variance = h === 0 ? 0 : out[(h - 1) * width + i];
      for (let j = 0; j < width; ++j)
        for (let k = 0; k < width; ++k) variance += row[j] * covariance[j * width + k] * row[k];
      out[h * width + i] = variance;
    }
  return out.map(Math.sqrt);
}
