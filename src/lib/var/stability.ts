import {eigenvalues} from "../algebra/eigenvalues.js";
import type {VarModel} from "./fit.js";

/** Whether a model returns to its mean, and how far it is from not doing so. */
export interface Stability {
  readonly stable: boolean;
  /** The largest modulus of the companion matrix: stable below 1. */
  readonly largest: number;
  /** All moduli, falling; their inverses are the moduli of the roots of the characteristic polynomial. */
  readonly moduli: Float64Array;
}

/** Stability of a vector autoregression by its companion matrix. Source: Lütkepohl (2005), §2.1. */
export function stability({names, lags, coefficients}: VarModel): Stability {
  const width = names.length;
  const n = width * lags;
  const companion = new Float64Array(n * n);
  for (let l = 0; l < lags; ++l)
    for (let i = 0; i < width; ++i)
      for (let j = 0; j < width; ++j)
        companion[i * n + l * width + j] = coefficients[(l * width + i) * width + j];
  for (let i = width; i < n; ++i) companion[i * n + i - width] = 1;
  const {real, imaginary} = eigenvalues(companion, n);
  const moduli = real.map((value, i) => Math.hypot(value, imaginary[i]));
  const largest = n === 0 ? 0 : moduli[0];
  return {stable: largest < 1, largest, moduli};
}
