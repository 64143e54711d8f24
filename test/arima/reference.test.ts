import {describe, expect, it} from "vitest";
import {arimaErrors} from "../../src/lib/arima/errors.js";
import {type ArimaFit, type ArimaOptions, fitArima} from "../../src/lib/arima/fit.js";
import {forecastArima} from "../../src/lib/arima/forecast.js";
import {likelihoodOf} from "../../src/lib/arima/likelihood.js";
import {type ArimaOrder, fullOrder} from "../../src/lib/arima/order.js";
import reference from "../reference/arima-ets.json" with {type: "json"};
import series from "../reference/series.json" with {type: "json"};

const numbers = (...values: number[]) => Float64Array.from(values);

/** Largest relative difference. */
function apart(own: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(own.length).toBe(theirs.length);
  return Array.from(own).reduce((most, value, i) => Math.max(most, Math.abs(value / theirs[i] - 1)), 0);
}

describe("seasonal ARIMA by exact likelihood, against statsmodels' SARIMAX", () => {
  const y = Float64Array.from(reference.y);
  const x = Float64Array.from(reference.exog);
  const cases: [keyof typeof reference, ArimaOrder, ArimaOptions, (fit: ArimaFit) => number[]][] = [
    ["(1,1,1)", {p: 1, d: 1, q: 1}, {}, (fit) => [fit.ar[0], fit.ma[0], fit.variance]],
    [
      "(2,0,1)c",
      {p: 2, d: 0, q: 1},
      {constant: true},
      (fit) => [fit.constant! * (1 - fit.ar[0] - fit.ar[1]), ...fit.ar, fit.ma[0], fit.variance]
    ],
    [
      "(1,0,0)(0,1,1,7)+x",
      {p: 1, d: 0, q: 0, D: 1, Q: 1, season: 7},
      {regressors: [x]},
      (fit) => [fit.weights[0], fit.ar[0], fit.seasonalMa[0], fit.variance]
    ]
  ];
  it.each(cases)("%s", (label, order, options, parameters) => {
    const theirs = reference[label] as {
      params: object;
      llf: number;
      aic: number;
      forecast: number[];
      se: number[];
    };
    const fit = fitArima(y, order, options);
    expect(fit.converged).toBe(true);
    // They start differences with a large variance, not an infinite one.
    expect(fit.logLikelihood).toBeCloseTo(theirs.llf, 4);
    expect(fit.aic).toBeCloseTo(theirs.aic, 3);
    expect(apart(parameters(fit), Object.values(theirs.params))).toBeLessThan(5e-4);
    const {mean, variance} = forecastArima(fit, 7, options.regressors && [new Float64Array(7)]);
    expect(apart(mean, theirs.forecast)).toBeLessThan(2e-4);
    expect(apart(variance.map(Math.sqrt), theirs.se)).toBeLessThan(1e-4);
  });
});

describe("gaps, and differences that begin anywhere", () => {
  const level = Float64Array.from(series.level);
  const holes = level.slice();
  for (const gap of series.gaps) holes[gap] = Number.NaN;
  const none = numbers();
  const cases: [keyof typeof series.arima, Float64Array, ArimaOrder, number][] = [
    ["(2,1,2)", level, {p: 2, d: 1, q: 2}, 1],
    ["(2,1,2) gaps", holes, {p: 2, d: 1, q: 2}, 1],
    ["(1,2,1) gaps", holes, {p: 1, d: 2, q: 1}, 2],
    ["(1,1,1)(1,1,1)[7] gaps", holes, {p: 1, d: 1, q: 1, P: 1, D: 1, Q: 1, season: 7}, 8]
  ];
  it.each(cases)("%s at given parameters", (label, values, order, differences) => {
    const {params, llf, forecast, se} = series.arima[label];
    const full = fullOrder(order);
    const [ar, ma] = [params.slice(0, full.p), params.slice(full.p, full.p + full.q)];
    const rest = params.slice(full.p + full.q, -1);
    const variance = params.at(-1)!;
    const coefficients = {
      ar: numbers(...ar),
      ma: numbers(...ma),
      seasonalAr: numbers(...rest.slice(0, full.P)),
      seasonalMa: numbers(...rest.slice(full.P))
    };
    const {logLikelihood, seen, space, filter, ...own} = likelihoodOf(
      full,
      coefficients,
      values,
      values.length
    );
    // From the likelihood at the best variance to that at the given one.
    const spread = -2 * logLikelihood - seen * (Math.log(2 * Math.PI * own.variance) + 1);
    const given = -0.5 * (seen * (Math.log(2 * Math.PI * variance) + own.variance / variance) + spread);
    // They count log 2π for the values that settle the differences too.
    expect(given - (differences / 2) * Math.log(2 * Math.PI)).toBeCloseTo(llf, 6);
    expect(seen + differences).toBe(values.filter(Number.isFinite).length);
    const fit = {
      ...fitArima(level, {p: 0, d: 1, q: 0}),
      ...coefficients,
      order: full,
      variance,
      weights: none,
      steps: values.length,
      space,
      filter
    };
    const ahead = forecastArima(fit, 5);
    expect(apart(ahead.mean, forecast)).toBeLessThan(1e-8);
    expect(apart(ahead.variance.map(Math.sqrt), se)).toBeLessThan(1e-8);
  });

  const fits: [keyof typeof series.fits, Float64Array, ArimaOrder][] = [
    ["(2,1,2)+x", level, {p: 2, d: 1, q: 2}],
    ["(1,1,1)+x gaps", holes, {p: 1, d: 1, q: 1}]
  ];
  it.each(fits)("%s fitted, with standard errors", (label, values, order) => {
    const theirs = series.fits[label];
    const regressors = [Float64Array.from(series.exog)];
    const fit = fitArima(values, order, {regressors});
    expect(fit.logLikelihood - 0.5 * Math.log(2 * Math.PI)).toBeCloseTo(theirs.llf, 5);
    expect(apart([...fit.weights, ...fit.ar, ...fit.ma, fit.variance], theirs.params)).toBeLessThan(1e-3);
    const ahead = forecastArima(fit, 5, [Float64Array.from(series.future)]);
    expect(apart(ahead.mean, theirs.forecast)).toBeLessThan(1e-5);
    expect(apart(ahead.variance.map(Math.sqrt), theirs.se)).toBeLessThan(1e-5);
    const errors = arimaErrors(fit, values, regressors);
    expect(apart(errors.coefficients, theirs.bse.slice(1, -1))).toBeLessThan(5e-3);
    // They let the weight's error depend on the coefficients' too.
    expect(apart(errors.weights, theirs.bse.slice(0, 1))).toBeLessThan(2e-2);
  });
});
