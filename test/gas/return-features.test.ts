import {expect, test} from "vitest";
import {changeOver, daysBefore, gapToMean, logsFrom, overDeviation} from "../../src/lib/gas/changes.js";
import type {GasColumns} from "../../src/lib/gas/known-columns.js";
import {gasReturns} from "../../src/lib/gas/return-features.js";
import {gasScale} from "../../src/lib/gas/scale-features.js";
import {mulberry32} from "../../src/lib/random.js";

const days = 120;
const random = mulberry32(3);
const positive = () => Float64Array.from({length: days}, () => 2 + random());
const sap = positive();
const columns: GasColumns = {
  sap,
  buy: sap.map((price) => price * 1.1),
  sell: sap.map((price) => price / 1.04),
  demand: positive(),
  demandForecast: positive(),
  linepack: positive(),
  power: positive(),
  temperature: positive(),
  brent: positive(),
  henryHub: positive(),
  lng: positive(),
  storage: positive()
};

test("changes, gaps and deviations of a column, by hand", () => {
  const column = Float64Array.of(1, 3, Number.NaN, 8);
  expect([...changeOver(column, 1)]).toEqual([Number.NaN, 2, Number.NaN, Number.NaN]);
  expect([...daysBefore(column, 2)]).toEqual([Number.NaN, Number.NaN, 1, 3]);
  expect([...gapToMean(Float64Array.of(1, 3, 8), 2)]).toEqual([Number.NaN, 1, 2.5]);
  expect([...logsFrom(Float64Array.of(-4, Math.E), 1)]).toEqual([0, 1]);
  const long = Float64Array.from({length: 40}, (_, i) => (i === 39 ? 100 : i % 2 ? 2 : -2));
  const over = overDeviation(long, 35, 4);
  expect([over[28], over[30], over[39]]).toEqual([Number.NaN, -1, 4]);
});

test("features are of their origin: none changes with a later day, in any column", () => {
  const [before, scale] = [gasReturns(columns, 1, 5), gasScale(columns, 1, 0, 5)];
  expect(before.features.known.length).toBe(before.names.known.length);
  for (const name of Object.keys(columns) as (keyof GasColumns)[]) {
    const later = {...columns, [name]: columns[name].map((value, day) => (day > 80 ? 3 * value : value))};
    const [after, other] = [gasReturns(later, 1, 5), gasScale(later, 1, 0, 5)];
    for (const [k, column] of before.features.known.entries())
      expect(after.features.known[k].subarray(0, 81), `${before.names.known[k]} by ${name}`).toEqual(
        column.subarray(0, 81)
      );
    for (const [k, column] of scale.features.known.entries())
      expect(other.features.known[k].subarray(0, 81), `${scale.names[k]} by ${name}`).toEqual(
        column.subarray(0, 81)
      );
  }
});

test("asymmetry is over the volatility, sets name their features, and target days have their weekday", () => {
  const {features, names, scale, sets} = gasReturns(columns, 1, 5);
  const asymmetry = Math.min(4, (Math.log(1.1) - Math.log(1.04)) / scale[90]);
  expect(features.known[names.known.indexOf("asymmetry")][90]).toBeCloseTo(asymmetry, 12);
  expect(sets.map(({known, ahead}) => known.length + ahead.length)).toEqual([25, 8, 10]);
  expect(sets[2].known.map((k) => names.known[k])).toContain("demandSurprise");
  // Gas day 0 is a Monday, and so is the last one, 119.
  expect([...features.ahead[0].subarray(0, 8)]).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);
  expect([...features.ahead[2].subarray(days - 1)]).toEqual([0, 0, 0, 0, 0, 1]);
  expect(() => gasReturns({...columns, sap: sap.with(7, 0)}, 1, 5)).toThrow(
    "above 0 for every gas day, got 0 on day 7"
  );
});
