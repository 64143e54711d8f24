import {expect, it} from "vitest";
import {asKnown} from "../../src/lib/gas/as-known.js";
import {gasColumn, gasColumns} from "../../src/lib/gas/columns.js";
import {normalTemperature} from "../../src/lib/gas/temperature-normal.js";
import {mulberry32} from "../../src/lib/random.js";

const first = "2024-03-25"; // a Monday, the week before Easter
const record = (id: string, values: Float64Array) => ({first, values: {[id]: values}});
const count = (n: number) => Float64Array.from({length: n}, (_, i) => i);

it("gives each gas day what is published on the morning after", () => {
  const known = (id: string) => [...asKnown(record(id, count(10)), gasColumn(id))];
  expect(known("sap")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(known("temperature")).toEqual([Number.NaN, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  // The morning after Wednesday 27th is Thursday: Monday's price; then Good Friday, a weekend and Easter Monday without a new one.
  expect(known("brent").slice(2)).toEqual([0, 0, 0, 0, 0, 1, 2, 7]);
});

it("takes the last value in place of one that is missing", () => {
  const values = Float64Array.of(Number.NaN, 4, Number.NaN, Number.NaN, 7);
  expect([...asKnown(record("sap", values), gasColumn("sap"))]).toEqual([Number.NaN, 4, 4, 4, 7]);
});

it("changes in no entry with anything that is published later", () => {
  const random = mulberry32(5);
  const values = Float64Array.from({length: 60}, () => random());
  for (const column of gasColumns) {
    const whole = asKnown(record(column.id, values), column);
    for (const day of [20, 41]) {
      // The values of this day and after are published on the mornings after it.
      const later = values.map((value, i) => (i >= day ? -value : value));
      const changed = asKnown(record(column.id, later), column);
      expect([...changed.subarray(0, day)]).toEqual([...whole.subarray(0, day)]);
    }
  }
});

it("knows what temperature is normal", () => {
  expect(normalTemperature("2024-01-15")).toBeCloseTo(4.7, 0);
  expect(normalTemperature("2023-07-25")).toBeCloseTo(17, 0);
});
