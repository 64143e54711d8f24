import {logDeterminant} from "./covariance.js";
import {fitVar, type VarFit} from "./fit.js";
import {type Panel, panelRows} from "./panel.js";

/** How the lag order is judged; smaller is better. */
export type Criterion = "aic" | "bic" | "hq" | "fpe";

/** Akaike's, Schwarz's and Hannan and Quinn's criterion per row, and Akaike's final prediction error. */
export type Criteria = Readonly<Record<Criterion, number>>;

/**
 * The four criteria of a fit. Source: Lütkepohl (2005), §4.3. Compare only fits on the same rows.
 */
export function criteriaOf({names, lags, used, covarianceMle}: VarFit): Criteria {
  const width = names.length;
  const regressors = 1 + lags * width;
  const free = width * regressors;
  const base = logDeterminant(covarianceMle, names);
  return {
    aic: base + (2 / used) * free,
    bic: base + (Math.log(used) / used) * free,
    hq: base + ((2 * Math.log(Math.log(used))) / used) * free,
    fpe: ((used + regressors) / (used - regressors)) ** width * Math.exp(base)
  };
}

/** The criteria of every order from 0, and the order that each chooses. */
export interface LagOrder {
  readonly byOrder: readonly Criteria[];
  readonly chosen: Readonly<Record<Criterion, number>>;
}

/**
 * Chooses the lag order from 0 … `most`, all fitted to the same rows (those that have `most` lags).
 * @throws when the rows do not suffice for `most` lags.
 */
export function lagOrder(panel: Panel, most: number): LagOrder {
  fitVar(panel, most);
  const byOrder = Array.from({length: most + 1}, (_, lags) =>
    criteriaOf(fitVar(panelRows(panel, most - lags, panel.rows), lags))
  );
  const best = (name: Criterion) =>
    byOrder.reduce((at, criteria, lags) => (criteria[name] < byOrder[at][name] ? lags : at), 0);
  return {byOrder, chosen: {aic: best("aic"), bic: best("bic"), hq: best("hq"), fpe: best("fpe")}};
}
