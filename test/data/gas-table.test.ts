import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Cells} from "../../data-loaders/columns.js";
import {updateLive} from "../../data-loaders/live.js";
import type {TableRecord} from "../../data-loaders/record.js";
import {readSample, sampleFolder} from "../../data-loaders/sample.js";
import {gasDays} from "../../data-loaders/tables/gas-days.js";
import {gasColumns} from "../../src/lib/gas/columns.js";
import {knownDay} from "../../src/lib/gas/known.js";
import {answering} from "./answering.js";
import type {GasWish} from "./gas-world.js";
import {gasBodies} from "./gas-world.js";

let cells: Cells;
let record: TableRecord;
let root: string;
beforeAll(async () => {
  ({cells, record} = await readSample(sampleFolder, gasDays));
  root = await mkdtemp(join(tmpdir(), "almanac-gas-"));
});
afterAll(() => rm(root, {recursive: true, force: true}));

const dates = () => cells.date as readonly string[];
const at = (id: string, day: string) => cells[id][dates().indexOf(day)];
const around = (today: string) => ({today, now: new Date(`${today}T12:00:00Z`)});
const make = (today: string, from: Cells, wish: Partial<GasWish> = {}) =>
  gasDays.make({...around(today), pulls: answering(gasBodies(from, {until: "2024-12-31", ...wish}))});

describe("the sample of gas", () => {
  it("has seven years of gas days in few bytes, with a week of truth after its origin", () => {
    expect(record).toMatchObject({
      ...{today: "2024-12-25", asOf: "2024-12-24", from: "2018-01-01", to: "2024-12-31"},
      rows: 2557
    });
    expect(record.bytes).toBeLessThan(100_000);
    expect(cells.sap.every((value) => typeof value === "number")).toBe(true);
    for (const {id, first} of gasColumns) {
      expect(dates()[cells[id].findIndex((value) => value !== null)], id).toBe(first);
    }
  });

  it("warns of nothing but what is known, and names the days that were restated", () => {
    expect(record.breaches.map(({level, code}) => `${level} ${code}`)).toEqual([
      ...["warning restated", "warning clock", "warning price", "warning spike"]
    ]);
    expect(record.days.restated).toHaveLength(837);
    expect(cells.demand_d6_first.filter((value) => value !== null)).toHaveLength(837);
    expect([at("demand_d6_first", "2021-01-11"), at("demand_d6", "2021-01-11")]).toEqual([327.819, 327.862]);
  });

  it("takes the portal's price where the Office for National Statistics has another", () => {
    expect([at("sap", "2022-01-10"), at("sap", "2022-01-11")]).toEqual([7.1227, 6.6733]);
    expect([at("sap", "2018-01-01"), at("smp_buy", "2018-01-01")]).toEqual([1.7083, null]);
    expect(at("smp_sell", "2022-01-01")).toBe(0);
  });

  it("carries prices of business days forward, with their age, and has one of each day else", () => {
    const row = (id: string, day: string) => [at(id, day), at(`${id}_age`, day)];
    expect(row("brent", "2024-12-20")).toEqual([73.19, 0]);
    expect(row("brent", "2024-12-22")).toEqual([73.19, 2]);
    expect(row("henry_hub", "2018-01-07")).toEqual([4.65, 3]);
    expect(row("brent", "2018-01-01")[1]).toBe(3);
    expect([at("temperature", "2024-12-31"), at("power", "2018-03-26")]).toEqual([8.8, 54.24]);
  });

  it("names its publishers, and who else the price is from", () => {
    expect(record.sources.map(({publisher, dataset}) => `${publisher} ${dataset}`)).toEqual([
      "nationalgas find-gas-data",
      "github brent-daily",
      "github henry-hub-daily",
      "hadcet meantemp-daily",
      "ember european-wholesale-electricity-price-daily"
    ]);
    expect(record.sources[0].citation).toMatch(
      /Office for National Statistics .*Open Government Licence v3.0/
    );
  });
});

describe("the table of gas days", () => {
  it("is what the publishers' formats hold, and nothing after its day", async () => {
    const {cells: made, breaches, asOf, days} = await make("2024-12-25", cells);
    const rows = dates().indexOf("2024-12-25");
    for (const [name, column] of Object.entries(made))
      expect(column, name).toEqual(
        // Nothing is known here of prices before the first day.
        column.map((value, i) => (i < 1 && value === null ? null : cells[name][i]))
      );
    expect(made.date).toHaveLength(rows);
    expect(asOf).toBe("2024-12-24");
    expect(days!.restated).toHaveLength(
      837 -
        dates()
          .slice(rows)
          .filter((day) => at("demand_d6_first", day)).length
    );
    expect(breaches.map(({level, code}) => `${level} ${code}`)).toEqual(["warning restated"]);
  });

  it("does not change before its day with anything that is published later", async () => {
    const today = "2023-06-15";
    const later = Object.fromEntries(
      Object.entries(cells).map(([name, column]) => [
        name,
        column.map((value, i) =>
          typeof value === "number" && dates()[i] >= today && !name.endsWith("_age") ? value * 2 + 50 : value
        )
      ])
    );
    const {cells: made} = await make(today, later);
    const rows = dates().indexOf(today);
    expect(made.date).toHaveLength(rows);
    for (const name of ["sap", "demand", "brent", "henry_hub", "temperature", "power"])
      expect(made[name].slice(1), name).toEqual(cells[name].slice(1, rows));
    for (const column of gasColumns) expect(knownDay(column, today) < today).toBe(true);
  });

  it("is asked for again where rows of a reply came twice, however old", async () => {
    const twice = (body: string, path: string) =>
      path.includes("dateFrom=2018") ? body.replace(/^.*"SAP, Actual Day".*$/m, "$&\n$&") : body;
    const {pulled} = await make("2021-02-01", cells, {spoil: twice});
    expect(pulled.flatMap(({chunk, doubtful}) => (doubtful ? [chunk.name] : []))).toEqual(["2018"]);
  });

  it("stays as it was where a pull breaches the contract, and readers are told why", async () => {
    const path = join(root, "live", "tables", "gas-days.parquet");
    const update = (today: string, wish: Partial<GasWish> = {}) => {
      const pulls = answering(gasBodies(cells, {until: today, ...wish}));
      return updateLive(gasDays, {state: root, pulls, ...around(today)});
    };
    const first = await update("2024-12-23");
    expect(first).toMatchObject({mode: "live", asOf: "2024-12-22"});
    const bytes = await readFile(path);
    const spoils: readonly (readonly [string, GasWish["spoil"], RegExp])[] = [
      [
        "a page to log in",
        (body, path) => (path.includes("2024-12") ? "<html>Log in</html>" : body),
        /National Gas data portal: expected the columns Applicable For/
      ],
      [
        "a day twice",
        (body) => body.replace(/^(.*22\/12\/2024,"SAP, Actual Day",)([\d.]+)(.*)$/m, "$&\n$19.5$3"),
        /conflict of : gas days that come twice with other values/
      ],
      [
        "a price of 0",
        (body) => body.replace(/^(.*20\/12\/2024,"SAP, Actual Day",)[\d.]+/m, "$10.0000"),
        /price of sap: prices of 0 or less, where a positive one is expected \(2024-12-20: 0\)/
      ],
      [
        "a negative price",
        (body) => body.replace(/^(.*20\/12\/2024,"SMP Buy, Actual Day",)/m, "$1-"),
        /price of smp_buy: prices of 0 or less, where a positive one is expected \(2024-12-20: -\d/
      ],
      [
        "a month in p/therm",
        (body, path) =>
          path.includes("2024-12")
            ? body.replace(/("SAP, Actual Day",)([\d.]+)/g, (_, item, value) => `${item}${value * 29.3071}`)
            : body,
        /unit of sap: prices that look like p\/therm, where p\/kWh is expected: about 29\.3 times the usual \(2024-12-01: /
      ],
      [
        "an id that vanished",
        (body, path) =>
          path.includes("2024-12") ? body.replace(/^.*"Demand Actual, NTS, D\+1".*\n/gm, "") : body,
        /freshness of demand: demand of the day, D\+1 \(item PUBOB637, "Demand Actual, NTS, D\+1"\) is known up to 2024-11-30: 23 days late/
      ],
      [
        "Brent of ten days ago",
        (body, path) => (path.includes("brent") ? body.replace(/2024-12-1[4-9].*|2024-12-2.*/g, "") : body),
        /stale of brent: Brent crude oil, spot has not been updated for 11 days/
      ]
    ];
    for (const [name, spoil, message] of spoils) {
      const result = await update("2024-12-24", {spoil});
      expect(result.mode, name).toBe("last-good");
      expect(result.detail, name).toMatch(message);
      expect(result.reason, name).toMatch(
        /^the pull breached the contract: |^what was pulled could not be used$/
      );
      expect((await readFile(path)).equals(bytes), name).toBe(true);
    }
    // Columns in another order are the same data.
    const turned = (body: string, path: string) =>
      path.includes("find-gas-data") ? body.replace(/^([^,\n]*),([^,\n]*),(.*)$/gm, "$3,$2,$1") : body;
    expect(await update("2024-12-23", {spoil: turned})).toMatchObject({
      mode: "live",
      breaches: first.breaches
    });
    expect((await readFile(path)).equals(bytes)).toBe(true);
  }, 120_000);
});
