import {expect, it} from "vitest";
import {guardsOf} from "../../models/france/guards.js";
import {cities} from "../../src/lib/load/cities.js";
import {hourGrid} from "../../src/lib/time/grid.js";

const grid = hourGrid("Europe/Paris", "2024-10-01", "2024-11-30");
const day = (date: string) => grid.days.indexOf(date);
/** Each day one degree colder than the one before, where the heaviest city is; the others say the opposite. */
const heaviest = cities.reduce((best, {weight}, k) => (weight > cities[best]!.weight ? k : best), 0);
const temperature = Float64Array.from({length: cities.length * grid.hours}, (_, i) => {
  const [k, d] = [Math.floor(i / grid.hours), grid.dayOf[i % grid.hours]!];
  return k === heaviest ? 200 - 100 * d : d;
});
const holiday = Uint8Array.from(grid.days, (date) => (date === "2024-11-11" ? 1 : 0));
const index = Int32Array.from({length: grid.hours}, (_, i) => i);
const scored = {from: grid.dayStart[day("2024-10-08")]!, to: grid.dayStart[day("2024-11-17")]!};
const guards = guardsOf(grid, {temperature}, {holiday}, index, scored);
const daysOf = (name: string) => [
  ...new Set([...index].filter((i) => guards[name]![i]).map((i) => grid.days[grid.dayOf[i]!]))
];

it("the evening peak is 18:00 to 21:00 by the clock on the wall, on both sides of a change of hour", () => {
  const mask = guards["evening peak, 18:00–21:00"]!;
  for (const date of ["2024-10-26", "2024-10-27", "2024-10-28"]) {
    const hours = [...index].filter((i) => mask[i] && grid.dayOf[i] === day(date));
    expect(hours.map((i) => grid.hourOf[i])).toEqual([18, 19, 20]);
  }
  expect(new Date(grid.start + 3_600_000 * [...index].find((i) => mask[i])!).toISOString()).toBe(
    "2024-10-01T16:00:00.000Z"
  );
});

it("cold days are the coldest tenth of the scored ones where people live, whole days, and no other day", () => {
  expect(daysOf("coldest tenth of the days")).toEqual([
    "2024-11-13",
    "2024-11-14",
    "2024-11-15",
    "2024-11-16"
  ]);
  expect(guards["coldest tenth of the days"]!.reduce((sum, mark) => sum + mark, 0)).toBe(4 * 24);
});

it("a holiday guards the days beside it", () => {
  expect(daysOf("public holidays and the days beside them")).toEqual([
    "2024-11-10",
    "2024-11-11",
    "2024-11-12"
  ]);
});
