import {crossProduct} from "../../algebra/products.js";
import {chiSquareTail} from "../../distributions/gamma.js";
import {choleskyOf} from "../covariance.js";
import type {VarFit} from "../fit.js";
import {centredRows} from "../forecast/paths.js";
import type {ChiSquareTest} from "./whiteness.js";

/**
 * The test of Jarque and Bera in several dimensions that the residuals of a fit are normal: skewness and kurtosis of the residuals turned
 * into uncorrelated ones by the Cholesky factor. Source: Lütkepohl (2005), §4.5.
 * @throws when the residuals' covariance is singular.
 */
export function normality({names, residuals, used}: VarFit): ChiSquareTest {
  const width = names.length;
  const centred = centredRows(residuals, width);
  const lower = choleskyOf(crossProduct(centred, centred, used, used), names);
  const third = new Float64Array(width);
  const fourth = new Float64Array(width);
  for (let t = 0; t < used; ++t) {
    const row = centred.subarray(t * width, (t + 1) * width);
    for (let i = 0; i < width; ++i) {
      for (let j = 0; j < i; ++j) row[i] -= lower[i * width + j] * row[j];
      row[i] /= lower[i * (width + 1)];
      third[i] += row[i] ** 3 / used;
      fourth[i] += row[i] ** 4 / used;
    }
  }
  const statistic = third.reduce(
    (sum, skew, i) => sum + used * (skew ** 2 / 6 + (fourth[i] - 3) ** 2 / 24),
    0
  );
  return {statistic, df: 2 * width, p: chiSquareTail(statistic, 2 * width)};
}
