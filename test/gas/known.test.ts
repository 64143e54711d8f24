import {describe, expect, it} from "vitest";
import {gasColumn, gasColumns, gasFrom} from "../../src/lib/gas/columns.js";
import {knownDay, knownOn, knownRow} from "../../src/lib/gas/known.js";
import {mulberry32} from "../../src/lib/random.js";
import {addDays, daysBetween, weekday} from "../../src/lib/time/zone.js";

describe("what is known on a gas day", () => {
  it("is the day before of prices, two days before of temperature, and six of the second reading of demand", () => {
    const known = (id: string) => knownDay(gasColumn(id), "2024-12-25");
    expect(known("sap")).toBe("2024-12-24");
    expect(known("power")).toBe("2024-12-24");
    expect(known("temperature")).toBe("2024-12-23");
    expect(known("flow_lng")).toBe("2024-12-23");
    expect(known("demand_d6")).toBe("2024-12-19");
  });

  it.each([
    ["2024-12-16", "2024-12-11"], // Monday: Wednesday's price
    ["2024-12-17", "2024-12-12"],
    ["2024-12-18", "2024-12-15"], // Wednesday: Friday's, which is that of the weekend too
    ["2024-12-19", "2024-12-16"],
    ["2024-12-20", "2024-12-17"],
    ["2024-12-21", "2024-12-17"], // nothing is published on a weekend
    ["2024-12-22", "2024-12-17"]
  ])("is on %s the price of Brent up to %s, three business days late", (today, last) => {
    expect(knownDay(gasColumn("brent"), today)).toBe(last);
  });

  it.each([
    ["2024-03-28", "2024-03-25"], // Thursday before Easter
    ["2024-04-02", "2024-03-26"], // after Good Friday and Easter Monday: a weekday passed without a price
    ["2024-04-03", "2024-03-27"],
    ["2024-04-04", "2024-04-01"], // Thursday before Easter's price, carried forward
    ["2022-06-06", "2022-05-30"], // two days off for a jubilee
    ["2024-11-29", "2024-11-25"] // the day after Thanksgiving
  ])("counts no holiday as a business day: on %s Brent is known up to %s", (today, last) => {
    expect(knownDay(gasColumn("brent"), today)).toBe(last);
  });

  it("never goes back, and never reaches the day itself", () => {
    for (const column of gasColumns) {
      let before = knownDay(column, "2023-12-31");
      for (let i = 0; i < 60; ++i) {
        const today = addDays("2024-01-01", i);
        const day = knownDay(column, today);
        expect(day >= before && day < today).toBe(true);
        if (column.days === "business" && weekday(day) < 5)
          expect(daysBetween(day, today)).toBeGreaterThanOrEqual(3);
        before = day;
      }
    }
  });

  it("does not change with anything that is published later", () => {
    const [rows, random] = [120, mulberry32(7)];
    const values = Object.fromEntries(
      gasColumns.map(({id}) => [id, Float64Array.from({length: rows}, () => random())])
    );
    for (const at of [1, 7, 60, 119]) {
      const today = addDays(gasFrom, at);
      const seen = knownOn({first: gasFrom, values}, gasColumns, today);
      const shifted = Object.fromEntries(
        gasColumns.map((column) => {
          const row = knownRow(column, gasFrom, today);
          return [column.id, values[column.id].map((value, i) => (i > row ? 1e6 - value : value))];
        })
      );
      expect(knownOn({first: gasFrom, values: shifted}, gasColumns, today)).toEqual(seen);
      for (const column of gasColumns)
        expect(seen[column.id]).toHaveLength(Math.max(0, knownRow(column, gasFrom, today) + 1));
    }
  });

  it("is at most what the record holds, and names a column that it lacks", () => {
    const values = {sap: new Float64Array(3)};
    expect(knownOn({first: gasFrom, values}, [gasColumn("sap")], "2024-01-01").sap).toHaveLength(3);
    expect(() => knownOn({first: gasFrom, values}, [gasColumn("brent")], "2024-01-01")).toThrow(
      "expected the column brent, got sap"
    );
    expect(() => gasColumn("ttf")).toThrow(/unknown gas column "ttf": there are sap, smp_buy/);
  });
});
