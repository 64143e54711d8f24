import {factor, solveFactoredMany} from "../../algebra/cholesky.js";
import {chiSquareTail} from "../../distributions/gamma.js";
import type {VarFit} from "../fit.js";
import {centredRows} from "../forecast/paths.js";

/** A χ² test. */
export interface ChiSquareTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/**
 * The portmanteau test that the residuals of a fit have no correlation over lags 1 … `lags`: T Σ tr(Cₕᵀ C₀⁻¹ Cₕ C₀⁻¹).
 * Source: Lütkepohl (2005), §4.4.3, without the correction for small samples.
 * @throws when the lags are not more than the fit's or not fewer than its rows.
 */
export function whiteness({names, lags: fitted, residuals, used}: VarFit, lags: number): ChiSquareTest {
  if (!Number.isInteger(lags) || lags <= fitted || lags >= used)
    throw new Error(`whiteness: expected lags within ${fitted + 1} … ${used - 1}, got ${lags}`);
  const width = names.length;
  const centred = centredRows(residuals, width);
  const covarianceAt = (lag: number) => {
    const out = new Float64Array(width * width);
    for (let t = lag; t < used; ++t)
      for (let i = 0; i < width; ++i)
        for (let j = 0; j < width; ++j)
          out[i * width + j] += (centred[t * width + i] * centred[(t - lag) * width + j]) / used;
    return out;
  };
  const lower = factor(covarianceAt(0), width);
  let statistic = 0;
  for (let h = 1; h <= lags; ++h) {
    const c = covarianceAt(h);
    const turned = new Float64Array(width * width);
    for (let i = 0; i < width; ++i) for (let j = 0; j < width; ++j) turned[j * width + i] = c[i * width + j];
    const left = solveFactoredMany(lower, width, c, width);
    const right = solveFactoredMany(lower, width, turned, width);
    for (let i = 0; i < width; ++i)
      for (let j = 0; j < width; ++j) statistic += used * left[i * width + j] * right[j * width + i];
  }
  const df = width * width * (lags - fitted);
  return {statistic, df, p: chiSquareTail(statistic, df)};
}
