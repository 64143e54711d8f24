import {beforeAll, describe, expect, it} from "vitest";
import type {Cell, Cells} from "../../data-loaders/columns.js";
import {checkGas, compareGas} from "../../data-loaders/contracts/gas-days.js";
import {limitsOf} from "../../data-loaders/contracts/gas-limits.js";
import {gasColumns} from "../../src/lib/gas/columns.js";
import {recordedGas} from "./gas-world.js";

let recorded: Cells;
beforeAll(async () => {
  recorded = await recordedGas();
});

const dates = () => recorded.date as readonly string[];
/** The record as it was known on a day. */
const until = (today: string, cells: Cells = recorded): Cells => {
  const rows = dates().filter((day) => day < today).length;
  return Object.fromEntries(Object.entries(cells).map(([name, column]) => [name, column.slice(0, rows)]));
};
/** The record with the values of a column changed from one day to another. */
function changed(
  id: string,
  from: string,
  to: string,
  change: (value: number, i: number) => Cell,
  cells: Cells = recorded
): Cells {
  const own = cells[id].map((value, i) =>
    typeof value === "number" && dates()[i] >= from && dates()[i] <= to ? change(value, i) : value
  );
  return {...cells, [id]: own};
}
const errors = (cells: Cells, today = "2024-12-25") =>
  checkGas(cells, today)
    .filter(({level}) => level === "error")
    .map(({code, column}) => `${code} ${column}`);
const codes = (cells: Cells, today = "2024-12-25") => checkGas(cells, today).map(({code}) => code);

describe("the contract of gas days", () => {
  it("has limits for each column, and says so where one has none", () => {
    for (const {id, age} of gasColumns) expect(limitsOf(id).late === undefined).toBe(age !== undefined);
    expect(() => limitsOf("ttf")).toThrow("no limits of ttf");
  });

  it("gives no false alarm on any of the recorded years, nor on the days of their spikes", () => {
    const days = ["2018-03-02", "2018-06-01", "2019-01-01", "2020-05-03", "2021-02-18", "2022-01-02"];
    days.push("2022-06-12", "2022-11-03", "2023-04-11", "2024-01-18", "2024-10-01", "2024-12-25");
    for (const day of days) expect(errors(until(day), day), day).toEqual([]);
  });

  it("names the spikes, the largest first, and the price of 0 with what becomes of it", () => {
    const found = checkGas(recorded, "2024-12-25");
    expect(found.map(({level, code, column}) => `${level} ${code} ${column}`)).toEqual([
      "warning price smp_sell",
      "warning spike sap"
    ]);
    expect(found[0]).toMatchObject({count: 1, sample: ["2022-01-01: 0"]});
    expect(found[0].message).toMatch("a price of 0 counts as 0.01 p/kWh in logarithms");
    expect(found[1].count).toBe(26);
    expect(found[1].sample[0]).toBe("2022-06-11: 0.43 → 3.7949");
    const early = checkGas(until("2018-06-01"), "2018-06-01").find(({code}) => code === "spike")!;
    expect(early.sample.some((text) => text.startsWith("2018-03-01: "))).toBe(true);
  });

  it.each([0, -1.5])("refuses an average price of %d, and a marginal price below 0", (value) => {
    const bad = changed("sap", "2024-12-20", "2024-12-20", () => value);
    expect(errors(bad)).toContain("price sap");
    expect(errors(changed("smp_buy", "2024-12-20", "2024-12-20", () => -0.5))).toContain("price smp_buy");
  });

  it.each([
    ["the last day", "2024-12-24", "2024-12-24"],
    ["the years up to 2020", "2018-01-01", "2020-12-31"],
    ["all", "2018-01-01", "2024-12-31"]
  ])("takes %s in p/therm for what it is", (_, from, to) => {
    const inTherms = (id: string) => changed(id, from, to, (value) => value * 29.3071);
    // What begins in p/therm is seen where it ends.
    expect(errors(inTherms("smp_sell"))).toContainEqual(expect.stringMatching(/^(unit|level) smp_sell$/));
    const found = checkGas(inTherms("sap"), "2024-12-25");
    const message = found.find(({code, column}) => code === "unit" && column === "sap")!.message;
    expect(message).toMatch(/p\/therm, where p\/kWh is expected|another unit than p\/kWh/);
  });

  it.each([
    ["demand", 0.001],
    ["demand", 11],
    ["linepack", 10],
    ["storage_medium", 0.001],
    ["brent", 0.1],
    ["henry_hub", 10],
    ["power", 0.1],
    ["temperature", 0.1]
  ])("sees that all of %s is in another unit (× %d)", (id, factor) => {
    const found = errors(changed(id, "2018-01-01", "2024-12-31", (value) => value * factor));
    expect(found).toContain(`unit ${id}`);
  });

  it("sees a year in another unit by the months beside it", () => {
    const year = (id: string, factor: number) =>
      errors(changed(id, "2023-01-01", "2023-12-31", (value) => value * factor));
    expect(year("demand", 10)).toContain("level demand");
    expect(year("brent", 0.1)).toContain("level brent");
    expect(year("lng_stock", 0.01)).toContain("level lng_stock");
  });

  it("sees days that do not follow each other, and gas days that are missing", () => {
    const without = (i: number) => (_: Cell, j: number) => j !== i;
    const gap = Object.fromEntries(
      Object.entries(recorded).map(([name, column]) => [name, column.filter(without(500))])
    );
    expect(errors(gap)).toEqual(["step date"]);
    expect(errors(changed("sap", "2019-03-01", "2019-03-10", () => null))).toEqual(["missing sap"]);
    expect(errors(changed("temperature", "2019-03-01", "2019-06-10", () => null))).toEqual([
      "missing temperature"
    ]);
  });

  it("sees an item that vanished: of a sudden, for a while and from the beginning, by its id", () => {
    const gone = checkGas(
      changed("demand", "2024-12-10", "2024-12-31", () => null),
      "2024-12-25"
    ).filter(({column}) => column === "demand");
    expect(gone).toMatchObject([{code: "freshness", level: "error"}]);
    expect(gone[0].message).toBe(
      'demand of the day, D+1 (item PUBOB637, "Demand Actual, NTS, D+1") is known up to 2024-12-09: 15 days late for 2024-12-25, when 2024-12-24 was expected'
    );
    const never = checkGas(
      changed("linepack", "2018-01-01", "2024-12-31", () => null),
      "2024-12-25"
    ).filter(({column}) => column === "linepack");
    expect(never.find(({code}) => code === "freshness")!.message).toMatch(
      "has no value at all: has it vanished?"
    );
    const late = changed("sap", "2024-12-24", "2024-12-24", () => null);
    expect(checkGas(late, "2024-12-25")[1]).toMatchObject({code: "freshness", level: "warning"});
  });

  it.each([
    [7, undefined],
    [8, "warning"],
    [9, "warning"],
    [10, "error"]
  ])("says of Brent that has not been updated for %i days: %s", (days, level) => {
    // The newest price is of 24 December minus the days that it lacks.
    const end = dates().indexOf("2024-12-24");
    const newest = end + 1 - days;
    const age = recorded.brent_age.map((value, i) => (i > newest ? i - newest : i === newest ? 0 : value));
    const value = recorded.brent.map((price, i) => (i > newest ? recorded.brent[newest] : price));
    const found = checkGas({...recorded, brent: value, brent_age: age}, "2024-12-25").filter(
      ({code}) => code === "stale"
    );
    expect(found.map((one) => one.level)).toEqual(level === undefined ? [] : [level]);
    if (level === "error")
      expect(found[0].message).toBe(
        "Brent crude oil, spot has not been updated for 10 days: its newest price is of 2024-12-15"
      );
  });

  it("sees a hole in the record of a price that is carried forward", () => {
    const from = dates().indexOf("2019-05-01");
    const age = recorded.henry_hub_age.map((value, i) => (i > from && i < from + 30 ? i - from : value));
    expect(errors({...recorded, henry_hub_age: age})).toEqual(["stale henry_hub"]);
  });

  it.each([1, -1])("sees temperature and power that stand %i day from their own", (by) => {
    const moved = (id: string) => ({
      ...recorded,
      [id]: recorded[id].map((_, i) => recorded[id][i + by] ?? null)
    });
    expect(errors(moved("temperature"))).toContain("moved temperature");
    expect(errors(moved("power"))).toContain("moved power");
  });

  it("sees marginal prices that changed places", () => {
    const swapped = {...recorded, smp_buy: recorded.smp_sell, smp_sell: recorded.smp_buy};
    expect(errors(swapped)).toEqual(["order smp_buy", "order smp_sell"]);
  });

  it("names single values out of bounds, and refuses many", () => {
    const one = changed("demand", "2022-05-05", "2022-05-05", () => 900);
    expect(codes(one)).toContain("range");
    expect(errors(one)).toEqual([]);
    expect(errors(changed("demand", "2022-05-01", "2022-05-09", () => 900))).toContain("range demand");
  });
});

describe("what the last good table of gas knew", () => {
  const found = (now: Cells, before = until("2024-12-24")) =>
    compareGas(now, before).map(({level, code, column}) => `${level} ${code} ${column}`);

  it("is still so a day later", () => {
    expect(found(until("2024-12-25"))).toEqual([]);
  });

  it("may be restated a little, which is named with both values", () => {
    const now = changed("sap", "2024-12-03", "2024-12-03", (value) => value + 0.01, until("2024-12-25"));
    const [one] = compareGas(now, until("2024-12-24"));
    expect(one).toMatchObject({code: "restated-since", level: "warning", count: 1});
    expect(one.sample[0]).toMatch(/^sap 2024-12-03: [\d.]+ → [\d.]+$/);
  });

  it("was not restated where a price was carried forward until its day's own came", () => {
    const before = until("2024-12-24");
    const last = before.date.length - 1;
    const late = (column: readonly Cell[], value: Cell) => [...column.slice(0, last), value];
    const carried = {
      ...before,
      brent: late(before.brent, before.brent[last - 1]),
      brent_age: late(before.brent_age, 3)
    };
    expect(before.brent[last]).not.toBe(before.brent[last - 1]);
    expect(found(until("2024-12-25"), carried)).toEqual([]);
  });

  it("is not lost, of another level, moved by a day, or older", () => {
    const now = until("2024-12-25");
    const month = (id: string, change: (value: number, i: number) => Cell) =>
      found(changed(id, "2024-11-01", "2024-11-30", change, now));
    expect(month("power", () => null)).toContain("error lost power");
    expect(month("sap", (value) => value * 1.2)).toContain("error revision sap");
    expect(month("temperature", (_, i) => recorded.temperature[i - 1])).toEqual(
      expect.arrayContaining([expect.stringMatching(/^error (moved|revision) temperature$/)])
    );
    expect(found(until("2024-12-20"))).toContain("error older date");
  });
});
