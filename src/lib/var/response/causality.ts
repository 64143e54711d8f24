import {factor, solveFactored} from "../../algebra/cholesky.js";
import {fisherTail} from "../../distributions/fisher.js";
import {chiSquareTail} from "../../distributions/gamma.js";
import type {VarFit} from "../fit.js";
import {placeOf} from "../panel.js";

/** Granger's test in both forms; a small p says that the past of the causing series helps to forecast the caused ones. */
export interface Causality {
  readonly wald: {readonly statistic: number; readonly df: number; readonly p: number};
  readonly f: {readonly statistic: number; readonly df: readonly [number, number]; readonly p: number};
}

/**
 * Granger causality: that all coefficients of the causing series in the equations of the caused ones are 0. The Wald statistic has a
 * χ² distribution; over the number of coefficients it is an F statistic. Source: Lütkepohl (2005), §3.6.1.
 * @throws when a series is not in the fit, is on both sides, or the fit has no lags.
 */
export function grangerCausality(
  {names, lags, coefficients, covariance, gramInverse, used}: VarFit,
  causing: readonly string[],
  caused: readonly string[]
): Causality {
  const width = names.length;
  const from = causing.map((name) => placeOf(names, name));
  const to = caused.map((name) => placeOf(names, name));
  const both = causing.filter((name) => caused.includes(name));
  if (both.length > 0) throw new Error(`Granger causality: ${both.join(", ")} is on both sides`);
  if (lags < 1 || from.length === 0 || to.length === 0)
    throw new Error(
      `Granger causality: expected a fit with lags and series on both sides, got ${lags} lags, ${from.length} and ${to.length} series`
    );
  const places = Array.from({length: lags}, (_, l) =>
    from.flatMap((series) => to.map((equation) => ({l, series, equation})))
  ).flat();
  const columns = 1 + width * lags;
  const n = places.length;
  const spread = new Float64Array(n * n);
  places.forEach((a, i) => {
    places.forEach((b, j) => {
      spread[i * n + j] =
        gramInverse[(1 + a.l * width + a.series) * columns + 1 + b.l * width + b.series] *
        covariance[a.equation * width + b.equation];
    });
  });
  const values = Float64Array.from(
    places,
    ({l, series, equation}) => coefficients[(l * width + equation) * width + series]
  );
  const solved = solveFactored(factor(spread, n), n, values.slice());
  const statistic = values.reduce((sum, value, i) => sum + value * solved[i], 0);
  const below = width * (used - columns);
  return {
    wald: {statistic, df: n, p: chiSquareTail(statistic, n)},
    f: {statistic: statistic / n, df: [n, below], p: fisherTail(statistic / n, n, below)}
  };
}
