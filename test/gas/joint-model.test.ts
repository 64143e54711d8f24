import {describe, expect, it} from "vitest";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {GasModel, GasPaths, GasRecent} from "../../src/lib/artifacts/gas.js";
import {jointForecast, openJointModel} from "../../src/lib/gas/joint-model.js";
import {compactPaths} from "../../src/lib/paths/compact.js";
import {aboveText, answerAbove, openScenarios} from "../../src/lib/report/gas/above.js";
import {gasHeadline, priceRows} from "../../src/lib/report/gas/headline.js";
import {pricePoints} from "../../src/lib/report/gas/points.js";
import {seriesOutlooks} from "../../src/lib/report/gas/series.js";
import {inUnit, priceText} from "../../src/lib/report/gas/units.js";
import {readGasView, writeGasView} from "../../src/lib/report/gas/view.js";
import {conditionalForecast} from "../../src/lib/var/forecast/conditional.js";

/** Two series: the first follows the last change of the second by half, and closes a fifth of its gap to it. */
const published: Pick<GasModel, "model"> = {
  model: {
    names: ["sap", "temperature"],
    ...{lags: 1, rows: 2, steps: 3},
    levels: [1, 10, 1.2, 8],
    deviations: [0.1, 1],
    // The constant, the last change of each series, the gap; for both equations.
    coefficients: [0, 0, 0, 0, 0.5, 0, -0.2, 0],
    covariance: [0.01, -0.05, -0.05, 1],
    terms: [{name: "price", series: [0], weights: [1], window: 0}]
  }
};

describe("the published joint model", () => {
  it("forecasts by hand", () => {
    const {mean, steps, names} = jointForecast(published);
    expect([steps, names]).toEqual([3, ["sap", "temperature"]]);
    // 1.2 + .5 × (8 − 10) − .2 × 1.2 = −.04, then −.2 of itself, and no change of temperature.
    expect([...mean].map((value) => Number(value.toFixed(6)))).toEqual([-0.04, 8, -0.032, 8, -0.0256, 8]);
  });

  it("moves the price with a colder day by their covariance", () => {
    const forecast = jointForecast(published);
    const bound = conditionalForecast(forecast, [{name: "temperature", step: 1, value: 7}]);
    expect(bound.mean[1]).toBe(7);
    // One degree colder than its mean: −1 × (−.05 ∕ 1).
    expect(bound.mean[0] - forecast.mean[0]).toBeCloseTo(0.05, 9);
  });

  it("is refused where rows are missing", () => {
    const {model} = published;
    expect(() => openJointModel({model: {...model, levels: [1, 2]}})).toThrow("expected 2 rows of 2 levels");
  });
});

describe("what the page says of the price", () => {
  const row = (series: string, day: number, value: number) => ({
    ...{series, time: `2024-12-${day}T05:00:00.000Z`, value},
    ...{lo80: value - 0.1, hi80: value + 0.1, lo95: value - 0.2, hi95: value + 0.2},
    quantiles: [value - 0.05, value + 0.05]
  });
  const forecast = {
    levels: [0.25, 0.75],
    rows: [row("sap", 25, 3.8), row("sap", 26, 3.9), row("demand", 25, 200)]
  } as unknown as Forecast;
  const recent = {
    days: ["2024-12-22", "2024-12-23", "2024-12-24"],
    series: [{id: "sap", values: [3.7, null, 3.85]}]
  } as unknown as GasRecent;

  it("is in both units: a therm is 29.3071 kWh", () => {
    expect(inUnit(1, "p/therm")).toBeCloseTo(29.3071, 4);
    expect(priceText(3.4567, "p/kWh")).toBe("3.457\u00a0p/kWh");
    expect(gasHeadline(forecast, {unit: "p/therm", dated: true})).toBe(
      "Gas on Wed 25 Dec 2024: 111.4\u00a0p/therm, 80 % between 108.4 and 114.3"
    );
    expect(() => priceRows({...forecast, rows: []})).toThrow("expected rows of the series sap");
  });

  it("is drawn for as many gas days as are asked for, over the prices that came", () => {
    const {points, known} = pricePoints(forecast, recent, {periods: 1, unit: "p/kWh", before: 30});
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({value: 3.8, last: 3.85, lo50: 3.75, hi80: 3.9});
    expect(known.map(({value}) => value)).toEqual([3.7, 3.85]);
  });

  it("is above a threshold in so many scenarios", () => {
    // Four paths of two days from 4 p/kWh: up, down, up and down again, and no change.
    const up = Math.log(1.1);
    const values = Float64Array.of(up, up, -up, -up, up, 0, 0, 0);
    const compact = compactPaths(values, 2, 0.0001);
    const series = [{id: "sap", title: "", unit: "p/kWh", decimals: 4, least: 0.01, last: 4, step: 0.0001}];
    const paths = {paths: 4, leads: 2, series} as unknown as GasPaths;
    const scenarios = openScenarios(paths, compact.bytes);
    expect(answerAbove(scenarios, {days: {from: 1, to: 2}, above: 4.1}).share).toBe(0.5);
    expect(answerAbove(scenarios, {days: {from: 2, to: 2}, above: 4.1}).share).toBe(0.25);
    expect(aboveText(scenarios, {days: {from: 1, to: 2}, above: 4.1}, "p/kWh")).toMatch(
      /^The mean price of gas days 1 to 2 is above 4.100.p\/kWh with a probability of 50.0/
    );
    expect(() => openScenarios({...paths, series: []}, compact.bytes)).toThrow("expected the series sap");
  });

  it("has the series that go with it, as far as they are forecast", () => {
    const known = {id: "demand", title: "demand", unit: "mscm", decimals: 1, values: [180, 190, 195]};
    const other = {...known, id: "brent"};
    const made = seriesOutlooks(
      forecast,
      {...recent, series: [...recent.series, known, other]} as GasRecent,
      2
    );
    expect(made.map(({id}) => id)).toEqual(["demand"]);
    expect(made[0]).toMatchObject({unit: "mscm", known: [{value: 190}, {value: 195}], ahead: [{value: 200}]});
  });

  it("is kept in a link, whose nonsense changes nothing", () => {
    const view = {periods: 10, unit: "p/kWh"} as const;
    expect(readGasView(writeGasView(view, 30), 30)).toEqual(view);
    expect(writeGasView({periods: 30, unit: "p/therm"}, 30)).toBe("");
    expect(readGasView("?periods=31&unit=EUR", 30)).toEqual({periods: 30, unit: "p/therm"});
  });
});
