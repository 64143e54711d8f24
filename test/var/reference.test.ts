import {describe, expect, it} from "vitest";
import {fitVar} from "../../src/lib/var/fit.js";
import {forecastCovariance, forecastDeviations} from "../../src/lib/var/forecast/covariance.js";
import {forecastVar, movingAverage} from "../../src/lib/var/forecast/linear.js";
import {criteriaOf, lagOrder} from "../../src/lib/var/order.js";
import {panelOf} from "../../src/lib/var/panel.js";
import {normality} from "../../src/lib/var/residuals/normality.js";
import {whiteness} from "../../src/lib/var/residuals/whiteness.js";
import {grangerCausality} from "../../src/lib/var/response/causality.js";
import {varianceDecomposition} from "../../src/lib/var/response/decomposition.js";
import {orthogonalResponses} from "../../src/lib/var/response/impulse.js";
import {stability} from "../../src/lib/var/stability.js";
import reference from "../reference/var.json" with {type: "json"};
import more from "../reference/var-more.json" with {type: "json"};

const column = (j: number) => reference.y.map((row) => row[j]);
const panel = panelOf({"0": column(0), "1": column(1), "2": column(2)});
const fit = fitVar(panel, 2);

/** The reference has ten digits, and so has its input: a relative difference below 2e-9 (of the largest, for a table) is agreement. */
function near(actual: Float64Array | number[], expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i] - value)), 0);
  expect(worst / scale).toBeLessThan(2e-9);
}

describe("a VAR equals statsmodels'", () => {
  it("coefficients, their errors, the covariance, the likelihood", () => {
    near(fit.intercept, reference.intercept);
    near(fit.coefficients, reference.coefs.flat(2));
    near(fit.standardErrors, reference.stderr.flat());
    near(fit.covariance, reference.sigma_u.flat());
    near(fit.covarianceMle, reference.sigma_u_mle.flat());
    near([fit.logLikelihood], [reference.llf]);
  });

  it("criteria of each order, and the orders that they choose on common rows", () => {
    const each = [1, 2, 3, 4, 5, 6].map((lags) => criteriaOf(fitVar(panel, lags)));
    near(
      each.map(({aic}) => aic),
      reference.order.aic
    );
    near(
      each.map(({bic}) => bic),
      reference.order.bic
    );
    near(
      each.map(({hq}) => hq),
      reference.order.hqic
    );
    near(
      each.map(({fpe}) => fpe),
      reference.order.fpe
    );
    const {hqic: hq, ...others} = reference.order["select_order(6)"];
    const {byOrder, chosen} = lagOrder(panel, 6);
    expect(chosen).toEqual({...others, hq});
    for (const [name, theirs] of [
      ["aic", "aic"],
      ["bic", "bic"],
      ["hq", "hqic"],
      ["fpe", "fpe"]
    ] as const)
      near(
        byOrder.map((criteria) => criteria[name]),
        more.order[theirs]
      );
  });

  it("roots and stability", () => {
    const {stable, moduli, largest} = stability(fit);
    near(
      Array.from(moduli, (modulus) => 1 / modulus),
      reference.roots_abs
    );
    expect(stable).toBe(reference.stable);
    expect(largest).toBe(moduli[0]);
    const explosive = {...fit, coefficients: fit.coefficients.map((value) => 2 * value)};
    expect(stability(explosive).stable).toBe(false);
  });

  it("forecast with its 80 % interval", () => {
    const forecast = forecastVar(fit, panel, 6);
    const deviations = forecastDeviations(forecast);
    const wide = (sign: number) =>
      Array.from(forecast.mean, (mean, i) => mean + sign * 1.2815515655446004 * deviations[i]);
    near(forecast.mean, reference.forecast.mean.flat());
    near(wide(-1), reference.forecast.lo80.flat());
    near(wide(1), reference.forecast.hi80.flat());
    const covariance = forecastCovariance(forecast);
    near(
      Array.from(deviations, (_, i) => Math.sqrt(covariance[i * 19])),
      Array.from(deviations)
    );
  });

  it("impulse responses and the decomposition of variance", () => {
    near(movingAverage(fit, 9), reference.irf.flat(2));
    near(orthogonalResponses(fit, 8), reference.orth_irf.flat(2));
    const shares = varianceDecomposition(fit, 8);
    near(
      reference.fevd.flatMap((steps, series) =>
        steps.flatMap((_, h) => Array.from(shares.subarray((h * 3 + series) * 3, (h * 3 + series + 1) * 3)))
      ),
      reference.fevd.flat(2)
    );
  });

  it.each(Object.entries(reference.causality))("Granger causality %s", (pair, {F, p, df}) => {
    const [causing, caused] = pair.split("->");
    const {f, wald} = grangerCausality(fit, [causing], [caused]);
    near([f.statistic, f.p], [F, p]);
    expect(f.df).toEqual(df);
    expect(wald.statistic).toBeCloseTo(2 * f.statistic, 12);
  });

  it("whiteness and normality of the residuals", () => {
    const white = whiteness(fit, reference.whiteness.nlags);
    near([white.statistic, white.p], [reference.whiteness.statistic, reference.whiteness.p]);
    expect(white.df).toBe(reference.whiteness.df);
    const normal = normality(fit);
    near([normal.statistic, normal.p], [reference.normality.statistic, reference.normality.p]);
    expect(normal.df).toBe(reference.normality.df);
  });
});
