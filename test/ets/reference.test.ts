import {describe, expect, it} from "vitest";
import {type EtsFit, fitEts} from "../../src/lib/ets/fit.js";
import {forecastEts} from "../../src/lib/ets/forecast.js";
import type {EtsForm} from "../../src/lib/ets/form.js";
import {etsLikelihood, etsPass} from "../../src/lib/ets/recursion.js";
import reference from "../reference/arima-ets.json" with {type: "json"};
import series from "../reference/series.json" with {type: "json"};

/** Largest relative difference. */
function apart(own: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(own.length).toBe(theirs.length);
  return Array.from(own).reduce((most, value, i) => Math.max(most, Math.abs(value / theirs[i] - 1)), 0);
}

/** "MAdA" → its form. */
function formOf(name: string, period: number): EtsForm {
  const [, error, trend, season] = /^([AM])(N|Ad?)([NAM])$/.exec(name)!;
  return {
    error: error === "A" ? "additive" : "multiplicative",
    trend: trend === "N" ? "none" : trend === "A" ? "additive" : "damped",
    season: season === "N" ? "none" : season === "A" ? "additive" : "multiplicative",
    period: season === "N" ? 1 : period
  };
}

const positive = Float64Array.from(series.positive);

type Theirs = {
  names: string[];
  params: number[];
  llf: number;
  forecast: number[];
  variance?: number[];
  fit: {llf: number};
};
const forms = Object.entries(series.ets) as [string, Theirs][];

describe("exponential smoothing against statsmodels' ETSModel", () => {
  // Where the season multiplies, statsmodels divides by the new level and not, as the book does, by the one expected: R stands for those below.
  it.each(forms.filter(([name]) => !name.endsWith("M")))("%s at given parameters", (name, theirs) => {
    const form = formOf(name, 7);
    const given = (key: string) => {
      const at = theirs.names.indexOf(key);
      return at < 0 ? undefined : theirs.params[at];
    };
    const parts = [0, 1, 2, 3, 4, 5, 6].flatMap((k) => given(`initial_seasonal.${k}`) ?? []);
    const parameters = {
      alpha: given("smoothing_level")!,
      beta: given("smoothing_trend") ?? 0,
      gamma: given("smoothing_seasonal") ?? 0,
      phi: given("damping_trend") ?? 1
    };
    const start = Float64Array.of(given("initial_level")!, given("initial_trend") ?? 0, ...parts.reverse());
    const pass = etsPass(form, parameters, start, positive);
    expect(etsLikelihood(pass, positive.length)).toBeCloseTo(theirs.llf, 6);
    const whole = fitEts(positive, formOf("ANN", 1));
    const fit: EtsFit = {
      ...whole,
      form,
      parameters,
      start,
      state: pass.state,
      variance: pass.squares / positive.length
    };
    const {mean, variance, exact} = forecastEts(fit, 10, {seed: 1, paths: 2});
    expect(apart(mean, theirs.forecast)).toBeLessThan(1e-9);
    expect(exact).toBe(theirs.variance !== undefined);
    if (theirs.variance) expect(apart(variance, theirs.variance)).toBeLessThan(1e-9);
  });

  it.each(forms)("%s fitted: at least as likely", (name, theirs) => {
    const fit = fitEts(positive, formOf(name, 7));
    expect(fit.converged).toBe(true);
    expect(fit.logLikelihood).toBeGreaterThan(theirs.fit.llf - 1e-3);
    // With a season there is one summit, but for their bounds of the damping.
    if (/^.[NA][AM]$/.test(name)) expect(fit.logLikelihood).toBeLessThan(theirs.fit.llf + 0.03);
  });

  it("Holt and Winters' method, and simple smoothing", () => {
    const weekly = reference["holt-winters add/add 7"];
    const fit = fitEts(Float64Array.from(reference.y), formOf("AAA", 7));
    expect((fit.variance * fit.seen) / weekly.sse - 1).toBeLessThan(1e-5);
    expect(apart(forecastEts(fit, 7).mean, weekly.forecast)).toBeLessThan(1e-5);
    const simple = reference["ses (walk)"];
    const walk = fitEts(Float64Array.from(simple.y), formOf("ANN", 1));
    expect(walk.variance * walk.seen).toBeCloseTo(simple.sse, 6);
    expect(walk.parameters.alpha).toBeCloseTo(simple.alpha, 4);
    expect(apart(forecastEts(walk, 3).mean, simple.forecast)).toBeLessThan(1e-5);
  });
});

describe("exponential smoothing against R's forecast::ets", () => {
  const y = Float64Array.from(series.R.y);
  it.each(["MAdM", "MAM", "MNM", "MAA"] as const)("%s", (name) => {
    const theirs = series.R[name] as Record<"first" | "last" | "forecast", number[]> &
      Record<"alpha" | "beta" | "gamma" | "phi", number | null> & {logLikelihood: number};
    const form = formOf(name, 4);
    const stateOf = (state: number[]) => {
      const [level, ...rest] = state;
      const trend = form.trend === "none" ? 0 : rest.shift()!;
      return Float64Array.of(level, trend, ...rest.reverse());
    };
    const parameters = {
      alpha: theirs.alpha!,
      beta: theirs.beta ?? 0,
      gamma: theirs.gamma!,
      phi: theirs.phi ?? 1
    };
    const pass = etsPass(form, parameters, stateOf(theirs.first), y);
    const start = stateOf(theirs.last);
    for (const [i, value] of pass.state.entries()) expect(value).toBeCloseTo(start[i], 3);
    // R leaves n / 2 (log (2π / n) + 1) out.
    const rest = (y.length / 2) * (Math.log((2 * Math.PI) / y.length) + 1);
    expect(etsLikelihood(pass, y.length) + rest).toBeCloseTo(theirs.logLikelihood, 3);
    const fit = fitEts(y, form);
    expect(fit.converged).toBe(true);
    expect(fit.logLikelihood + rest).toBeGreaterThan(theirs.logLikelihood - 0.02);
    // R forecasts a damped trend, where errors and season multiply, with 1 + φ + φ² …, though it fits it with φ + φ² + … as everybody.
    const state = pass.state.map((value, i) => (i === 1 ? value / parameters.phi : value));
    const {mean} = forecastEts({...fit, parameters, state}, 4, {seed: 1});
    expect(apart(mean, theirs.forecast)).toBeLessThan(1e-5);
  });
});
