import {describe, expect, it} from "vitest";
import {readItems} from "../../data-loaders/contracts/gas-rows.js";
import {isClockChange, numberOf, readSeries, rounded} from "../../data-loaders/contracts/gas-series.js";
import {eiaChunk, eiaPrices, readEia} from "../../data-loaders/eia.js";
import {readEmber} from "../../data-loaders/ember.js";
import {readHadcet} from "../../data-loaders/hadcet.js";
import {nationalGasChunks, readNationalGas} from "../../data-loaders/nationalgas.js";
import {gasColumn, gasColumns} from "../../src/lib/gas/columns.js";
import {mulberry32, permutation} from "../../src/lib/random.js";
import {addDays} from "../../src/lib/time/zone.js";
import {portalDay, portalHeader, portalRow} from "./gas-world.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const told = (found: readonly {level: string; code: string}[]) =>
  found.map(({level, code}) => `${level} ${code}`);
const span = {from: "2024-01-01", to: "2024-12-31"};
const sap = gasColumn("sap");
const demand = gasColumn("demand");
const days = Array.from({length: 60}, (_, i) => addDays("2024-02-01", i));
const rows = days.flatMap((day, i) => [
  portalRow(sap, day, (2 + i / 100).toFixed(4)),
  portalRow(demand, day, (200 + i).toFixed(3))
]);
const csv = (...more: string[]) => bytes([portalHeader, ...rows, ...more, ""].join("\n"));
const read = (...more: string[]) => readItems(gasColumns, readNationalGas(csv(...more)), span);

describe("the CSV of the data portal", () => {
  it("gives each item its values by gas day, without a complaint", () => {
    const {items, breaches} = read();
    expect(breaches).toEqual([]);
    expect(items.get("sap")!.get("2024-02-11")).toEqual({value: 2.1});
    expect(items.get("demand")!.get("2024-02-29")).toEqual({value: 228});
    expect(items.get("smp_buy")!.size).toBe(0);
    expect([...items.keys()]).toEqual(gasColumns.flatMap(({id, item}) => (item ? [id] : [])));
  });

  it("is the same whatever the order of its columns and rows, with line ends and a mark of any system", () => {
    const random = mulberry32(11);
    const cells = [portalHeader.split(","), ...rows.map((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))];
    for (let round = 0; round < 5; ++round) {
      const columns = permutation(6, random);
      const [head, ...others] = cells.map((row) => [...columns].map((i) => row[i]).join(","));
      const shuffled = [...permutation(others.length, random)].map((i) => others[i]);
      const text = `\uFEFF${[head, ...shuffled].join("\r\n")}\r\n\r\n`;
      const again = readItems(gasColumns, readNationalGas(bytes(text)), span);
      expect(again.breaches).toEqual([]);
      expect([...again.items.get("sap")!].sort()).toEqual([...read().items.get("sap")!].sort());
      expect([...again.items.get("demand")!].sort()).toEqual([...read().items.get("demand")!].sort());
    }
  });

  it("is refused without one of its columns, and where it is a page to log in", () => {
    const without = (name: string) => bytes([portalHeader.replace(name, "Other"), ...rows].join("\n"));
    for (const name of ["Applicable For", "Data Item", "Value", "Generated Time"])
      expect(() => readNationalGas(without(name))).toThrow(
        new RegExp(`^National Gas data portal: expected the column ${name}, got Applicable At, .*Other`)
      );
    expect(() => readNationalGas(bytes("<html><form>Log in,\u001b[2J</form></html>"))).toThrow(
      /expected the columns Applicable For, Data Item, Value, Generated Time, got <html><form>Log in, {1,2}\[2J/
    );
    expect(() => readNationalGas(bytes(""))).toThrow(/got none$/);
  });

  it("counts the newest of several generations, keeps the first, and names the days", () => {
    const later = portalRow(sap, "2024-02-03", "2.5000", 20);
    const between = portalRow(sap, "2024-02-03", "9.0000", 10);
    const {items, breaches} = read(later, between);
    expect(items.get("sap")!.get("2024-02-03")).toEqual({value: 2.5, first: 2.02});
    expect(breaches).toMatchObject([
      {code: "restated", level: "warning", sample: ["sap 2024-02-03: 2.02 → 2.5"]}
    ]);
    const same = read(portalRow(sap, "2024-02-03", "2.0200", 20));
    expect(same.breaches).toEqual([]);
    expect(same.items.get("sap")!.get("2024-02-03")).toEqual({value: 2.02});
  });

  it("may have a row twice, but not with other values of the same generation", () => {
    const twice = read(rows[0], rows[7]);
    expect(told(twice.breaches)).toEqual(["warning duplicate"]);
    expect([...twice.leftOut].map(({item, value}) => `${item} ${value}`)).toEqual([
      "SAP, Actual Day 2.0000",
      "Demand Actual, NTS, D+1 203.000"
    ]);
    const {breaches} = read(portalRow(sap, "2024-02-03", "2.9"));
    expect(told(breaches)).toEqual(["error conflict"]);
    expect(breaches[0].sample[0]).toMatch(/^sap 2024-02-03: 2.02 and 2.9, generated 05\/02\/2024 12:41:00$/);
  });

  it.each([
    [1, ["error early"]],
    [0, []],
    [-1, []]
  ])("whose gas days are moved by %i days: %j", (by, expected) => {
    const moved = rows.map((row) =>
      row.replace(/^([^,]+),([^,]+)/, (_, at: string, day: string) => {
        const iso = day.split("/").reverse().join("-");
        return `${at},${portalDay(addDays(iso, 2 * by))}`;
      })
    );
    const text = bytes([portalHeader, ...moved].join("\n"));
    expect(told(readItems(gasColumns, readNationalGas(text), span).breaches)).toEqual(expected);
  });

  it.each([
    ["a text", portalRow(sap, "2024-04-10", "n/a"), "warning text"],
    ["a decimal comma", portalRow(sap, "2024-04-10", '"2,95"'), "warning text"],
    ["a number without end", portalRow(sap, "2024-04-10", "1e999"), "warning text"],
    ["a day of no month", portalRow(sap, "2024-04-10", 2).replace(",10/04/", ",10/14/"), "error date"],
    ["an American day", portalRow(sap, "2024-04-20", 2).replace(",20/04/", ",04/20/"), "error date"],
    ["another year", portalRow(sap, "2031-04-10", 2), "error asked"],
    ["an item that nobody asked for", `x,10/04/2024,"__proto__",1,12/04/2024 12:00:00,`, "error item"]
  ])("with %s: %s", (_, row, expected) => {
    const found = read(row).breaches;
    expect(told(found)).toEqual([expected]);
    expect(({} as Record<string, unknown>).value).toBeUndefined();
  });

  it("is refused where a fifth of its values are no numbers, and takes a blank for none", () => {
    const every = rows.map((row, i) => (i % 5 ? row : row.replace(/,[\d.]+,/, ",NaN,")));
    const text = bytes([portalHeader, ...every].join("\n"));
    expect(told(readItems(gasColumns, readNationalGas(text), span).breaches)).toEqual(["error text"]);
    const {items, breaches} = read(portalRow(sap, "2024-04-10", ""));
    expect(breaches).toEqual([]);
    expect(items.get("sap")!.has("2024-04-10")).toBe(false);
  });

  it("is asked for by years that are over and months, with every generation, and never again when settled", () => {
    const now = Date.parse("2024-12-25T12:00:00Z");
    const chunks = nationalGasChunks("2018-01-01", "2024-12-24", now);
    expect(chunks.map(({name}) => name)).toEqual([
      ...["2018", "2019", "2020", "2021", "2022"],
      ...[2023, 2024].flatMap((year) =>
        Array.from({length: 12}, (_, i) => `${year}-${String(i + 1).padStart(2, "0")}`)
      )
    ]);
    const query = new URL(chunks.at(-1)!.path, "http://x").searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      ...{dateFrom: "2024-12-01", dateTo: "2024-12-31", latestFlag: "N", type: "CSV", dateType: "GASDAY"}
    });
    expect(query.get("ids")).toMatch(/^PUBOB1551,.*PUBOB603,/);
    expect(chunks.map(({every}) => every).slice(-4)).toEqual([30, 30, 0, 0]);
  });
});

describe("daily files", () => {
  const from = {from: "2018-01-01", to: "2024-12-31"};
  const brent = gasColumn("brent");
  const power = gasColumn("power");

  it("of the EIA are read by the names of their columns, with a blank for none", () => {
    const list = readEia(bytes("Price,Date\r\n6.24,2018-01-04\r\n,2018-01-05\r\n2.89,2018-01-08\r\n"));
    expect(list).toEqual([
      {date: "2018-01-04", text: "6.24"},
      {date: "2018-01-05", text: ""},
      {date: "2018-01-08", text: "2.89"}
    ]);
    const {values, breaches} = readSeries(brent, list, from);
    expect([...values]).toEqual([
      ["2018-01-04", 6.24],
      ["2018-01-08", 2.89]
    ]);
    expect(breaches).toEqual([]);
    expect(() => readEia(bytes("Day,Value\n2018-01-04,6"))).toThrow(
      "EIA spot price: expected the columns Date, Price, got Day, Value"
    );
    expect(eiaChunk(eiaPrices.henry_hub).path).toBe("/datasets/natural-gas/main/data/daily.csv");
  });

  it("of business days have no price on a weekend: where they have, their days have moved", () => {
    const prices = Array.from({length: 40}, (_, i) => addDays("2024-01-01", i)).filter((_, i) => i % 7 < 5);
    const list = (by: number) => prices.map((day) => ({date: addDays(day, by), text: "75.5"}));
    expect(readSeries(brent, list(0), from).breaches).toEqual([]);
    expect(told(readSeries(brent, list(1), from).breaches)).toEqual(["error weekend"]);
    expect(told(readSeries(brent, list(-1), from).breaches)).toEqual(["error weekend"]);
  });

  it("of the Met Office have a header after an empty line, and −99.9 for none", () => {
    const text =
      "\nDate        Value\n1772-01-01    3.2\n2024-01-01    6.8\n2024-01-02  -99.9\n2024-01-03   -1.4\n";
    const {values, breaches} = readSeries(gasColumn("temperature"), readHadcet(bytes(text)), from);
    expect([...values]).toEqual([
      ["2024-01-01", 6.8],
      ["2024-01-03", -1.4]
    ]);
    expect(breaches).toEqual([]);
    expect(() => readHadcet(bytes("Day Temp\n1 2\n"))).toThrow(
      "HadCET: expected the columns Date, Value, got Day, Temp"
    );
    expect(() => readHadcet(bytes("\n"))).toThrow("HadCET: expected");
  });

  it("of Ember are those of Great Britain", () => {
    const head = "Date,Country,ISO3 Code,Price (EUR/MWhe)";
    const text = `${head}\n2024-01-01,Austria,AUT,5\n2024-01-01,United Kingdom,GBR,42.5\n`;
    expect(readEmber(bytes(text))).toEqual([{date: "2024-01-01", text: "42.5"}]);
    expect(() => readEmber(bytes(`${head}\n2024-01-01,Austria,AUT,5\n`))).toThrow(
      "expected rows of GBR, got rows of AUT"
    );
    expect(() => readEmber(bytes("Country,Date\n"))).toThrow(
      /expected the columns ISO3 Code, Price \(EUR\/MWhe\), got Country, Date/
    );
  });

  it("may have two prices on a day of a change of clock alone: their mean counts", () => {
    const list = (day: string) => [
      {date: day, text: "60"},
      {date: day, text: "50.5"}
    ];
    const {values, breaches} = readSeries(power, list("2024-04-01"), from, isClockChange);
    expect(values.get("2024-04-01")).toBe(55.25);
    expect(told(breaches)).toEqual(["warning clock"]);
    const again = readSeries(power, [...list("2024-04-01"), list("2024-04-01")[0]], from, isClockChange);
    expect([again.values.get("2024-04-01"), ...told(again.breaches)]).toEqual([
      ...[55.25, "warning duplicate", "warning clock"]
    ]);
    expect(told(readSeries(power, list("2024-05-01"), from, isClockChange).breaches)).toEqual([
      "error conflict"
    ]);
    const changes = Array.from({length: 366}, (_, i) => addDays("2024-01-01", i)).filter(isClockChange);
    expect(changes).toEqual(["2024-03-31", "2024-04-01", "2024-10-27", "2024-10-28"]);
  });

  it("have a number or nothing, on a day that exists", () => {
    for (const text of ["", "-", "ND", "NaN", "1,5", "0x10", "Infinity", "1e999", "1 000", "--1"])
      expect(numberOf(text)).toBeUndefined();
    const random = mulberry32(3);
    for (let i = 0; i < 200; ++i) {
      const value = rounded(1000 * (random() - 0.5), 1 + (i % 4));
      expect(numberOf(String(value))).toBe(value);
    }
    expect(rounded(-0.00001, 2)).toBe(0);
    const bad = [
      {date: "2024-02-30", text: "1"},
      {date: "01/02/2024", text: "1"}
    ];
    const {breaches} = readSeries(brent, bad, from);
    expect(breaches).toMatchObject([{code: "date", level: "error", count: 2}]);
  });
});
