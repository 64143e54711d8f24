import {describe, expect, it} from "vitest";
import {movesOf} from "../../models/gas/moves/artifact.js";
import {naturalResponses} from "../../models/gas/moves/responses.js";
import {naturalChange, naturalShock, shockOrder} from "../../src/lib/gas/shocks.js";
import {gasVector} from "../../src/lib/gas/vector.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {fitVar} from "../../src/lib/var/fit.js";
import {differences, panelOf} from "../../src/lib/var/panel.js";

/**
 * Temperature, the price and the system's buy price. A day colder by 1 °C makes the price 2 % dearer at once and half as much again on the next day; the system
 * price follows the price, and leads nothing.
 */
const draw = normal(mulberry32(4));
const days = 1200;
const temperature = new Float64Array(days);
const price = new Float64Array(days);
const buy = new Float64Array(days);
let before = 0;
for (let t = 1; t < days; ++t) {
  const cold = 1.5 * draw();
  temperature[t] = temperature[t - 1] + cold;
  price[t] = price[t - 1] - 0.02 * cold - 0.01 * before + 0.01 * draw();
  buy[t] = buy[t - 1] + 0.6 * (price[t] - price[t - 1]) + 0.005 * draw();
  before = cold;
}
const levels = panelOf({temperature, sap: price, smp_buy: buy});
const options = {steps: 5, draws: 60, seed: 3};
const made = movesOf(levels, 3, options);
const at = (impulse: string, series: string) =>
  made.shocks.find((one) => one.series === impulse)!.responses.find((one) => one.series === series)!;

describe("what moves what in a known system", () => {
  it("has the response of the price to a colder day, in %", () => {
    const {unit, value, lo80, hi80, lo95, hi95} = at("temperature", "sap");
    expect(unit).toBe("%");
    expect(value).toHaveLength(6);
    // e^.02 and e^.03 of it, less 1; the errors of 1,200 days are far below .1 %.
    expect(value[0]).toBeCloseTo(100 * Math.expm1(0.02), 0);
    expect(Math.abs(value[0] - 2.02)).toBeLessThan(0.06);
    expect(Math.abs(value[5] - 3.05)).toBeLessThan(0.15);
    value.forEach((one, h) => {
      expect(lo95[h]).toBeLessThanOrEqual(lo80[h]);
      expect(lo80[h]).toBeLessThan(one);
      expect(one).toBeLessThan(hi80[h]);
      expect(hi80[h]).toBeLessThanOrEqual(hi95[h]);
    });
    expect(lo95[0]).toBeLessThan(2.02);
    expect(hi95[0]).toBeGreaterThan(2.02);
  });

  it("begins with the shock itself, and with nothing in what stands before it", () => {
    const own = at("temperature", "temperature");
    expect([own.unit, own.value[0], own.lo95[0], own.hi95[0]]).toEqual(["°C", -1, -1, -1]);
    const dearer = at("sap", "sap");
    expect([dearer.value[0], dearer.hi95[0]]).toEqual([10, 10]);
    expect(at("sap", "temperature").value[0]).toBe(0);
    // The price does not follow the system price, which follows it by .6.
    expect(at("smp_buy", "sap").value[0]).toBe(0);
    expect(Math.abs(at("sap", "smp_buy").value[0] - 100 * (1.1 ** 0.6 - 1))).toBeLessThan(0.3);
  });

  it("shares out the price's variance by the order of the shocks", () => {
    const [own, systemFirst] = made.decompositions;
    expect(own.order).toEqual(["temperature", "sap", "smp_buy"]);
    expect(systemFirst.order).toEqual(["temperature", "smp_buy", "sap"]);
    expect(own.rows.map(({days}) => days)).toEqual([1, 5, 10, 30]);
    // One day ahead: .02² × 1.5² of temperature against .01² of its own, .9 and .1.
    expect(own.rows[0].shares[0]).toBeCloseTo(0.9, 1);
    expect(own.rows[0].shares[2]).toBe(0);
    expect(systemFirst.rows[0].shares[1]).toBeGreaterThan(0.03);
    // Of the level, every day adds .03² × 1.5² against .01²: 20 to 1.
    expect(own.rows[3].shares[0]).toBeGreaterThan(0.94);
    for (const {shares} of [...own.rows, ...systemFirst.rows])
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
  });

  it("tests both directions", () => {
    const p = (causing: string, caused: string) =>
      made.granger.find((one) => one.causing.join() === causing && one.caused === caused)!.p;
    expect(made.granger).toHaveLength(5);
    expect(p("temperature", "sap")).toBeLessThan(1e-6);
    expect(p("temperature,smp_buy", "sap")).toBeLessThan(1e-6);
    expect(p("sap", "temperature")).toBeGreaterThan(0.01);
    expect(p("smp_buy", "sap")).toBeGreaterThan(0.01);
  });

  it("finds unit roots in the levels, none in their changes, and a stable model of one lag", () => {
    for (const {of, adf, kpss} of made.unitRoots) {
      expect(adf.p < 0.01).toBe(of === "difference");
      expect(kpss.p <= 0.05).toBe(of === "level");
    }
    expect(made.lags.chosen.bic).toBe(1);
    expect(made.lags.byOrder).toHaveLength(4);
    expect(made.lags.used).toBe(made.lags.chosen.aic);
    expect(made.stability.stable).toBe(true);
    expect(made.cointegration.rank).toBe(0);
    expect(made.cointegration.tests.map(({rank}) => rank)).toEqual([0, 1, 2]);
  });

  it("repeats with its seed", () => {
    const changes = differences(levels);
    const again = naturalResponses(fitVar(changes, made.lags.used), changes, options);
    expect(again).toEqual(made.shocks);
  });
});

describe("natural shocks", () => {
  it("are a degree colder and a tenth more", () => {
    expect(naturalShock("temperature")).toEqual({series: "temperature", size: -1, unit: "°C", change: -1});
    expect(naturalShock("brent")).toMatchObject({size: 10, unit: "%", change: Math.log(1.1)});
    expect(naturalChange("sap").of(naturalShock("sap").change)).toBeCloseTo(10, 9);
    expect(naturalChange("temperature").of(-0.4)).toBe(-0.4);
    expect(() => naturalShock("linepack")).toThrow("expected one of sap, smp_buy");
  });

  it("have one place each in the order", () => {
    expect([...shockOrder].sort()).toEqual(gasVector.map(({id}) => id).sort());
  });
});
