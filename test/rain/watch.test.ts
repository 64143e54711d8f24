import {expect, test} from "vitest";
import {watchedOf} from "../../models/rain/watch.js";
import {neighboursOf, wideFeatures} from "../../src/lib/rain/features.js";
import {rainyDays} from "../../src/lib/rain/record.js";
import {inventedTowns} from "./invented-record.js";

const record = inventedTowns();
const n = record.towns.length;

test("what is watched is a mean over the towns that report, and missing where none does", () => {
  const watched = watchedOf(record);
  const [wet, , , humidity] = watched;
  expect(watched.map(({column}) => column).slice(0, 4)).toEqual([
    ...["towns with rain", "highest temperature", "temperature at 3 pm", "humidity at 3 pm"]
  ]);
  const d = record.days.indexOf("2024-10-01");
  // The second town has reported nothing since 2017.
  const [first, , third] = record.values.humidity_3pm.subarray(d * n, d * n + n);
  expect(humidity.values[d]).toBeCloseTo((first + third) / 2, 12);
  const rainy = rainyDays(record).subarray(d * n, d * n + n);
  expect(wet.values[d]).toBe((rainy[0] + rainy[2]) / 2);
  expect(wet.values[record.days.indexOf("2020-01-01")]).toBeNaN();
});

test("a sum of rain counts the days that are known, and is missing where more than a third are not", () => {
  const field = new Float64Array(record.days.length * n);
  const neighbours = neighboursOf(rainyDays(record), n, 400, 2);
  const sumOf = (gaps: number) => {
    const rainfall = record.values.rainfall.slice();
    for (let k = 0; k < 3; ++k) rainfall[(100 - k) * n] = k < gaps ? Number.NaN : 1 + k;
    const of = {...record, values: {...record.values, rainfall}};
    const {names, table} = wideFeatures(of, field, neighbours, [100 * n]);
    return table.columns[names.indexOf("rainfall_sum3")][0];
  };
  expect([0, 1, 2].map(sumOf)).toEqual([6, 5, Number.NaN]);
});
