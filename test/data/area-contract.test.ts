import {describe, expect, it} from "vitest";
import {areaDays, restoreDays} from "../../data-loaders/contracts/area-days.js";
import {checkArea} from "../../data-loaders/contracts/brest-load.js";
import {readRows} from "../../data-loaders/contracts/eco2mix-rows.js";
import {areaColumns, readCodes, readOdre} from "../../data-loaders/odre.js";
import {areaLoad} from "../../data-loaders/tables/brest-load.js";
import type {Area} from "../../src/lib/areas.js";
import {areas, metropole} from "../../src/lib/areas.js";
import {addDays, dayNumber, midnight} from "../../src/lib/time/zone.js";
import {answering} from "./answering.js";
import type {AreaWish} from "./generator.js";
import {areaCsv} from "./generator.js";

const zone = "Europe/Paris";
const brest = metropole("brest");
const bretagne = areas[1];
const bytes = (text: string) => new TextEncoder().encode(text);
const start = (day: string) => midnight(zone, day);

/** The days that are made of an export of one area, and what was found while reading. */
function daysOf(area: Area, csv: string) {
  const {rows, breaches} = readRows("éCO2mix", readOdre(bytes(csv), areaColumns), {
    measures: ["consommation"],
    label: "heures"
  });
  return {days: areaDays(area, rows, "2020-01-01", "2030-01-01"), breaches};
}
const wish = (area: Area, first: string, last: string, value?: AreaWish["value"]): AreaWish => ({
  ...{code: area.code, name: area.name, rows: area.rows, value},
  ...{from: start(first), to: start(addDays(last, 1))}
});

describe("a day of a métropole", () => {
  it("is the mean of its 96 quarter-hours, to the kW", () => {
    const first = start("2024-01-10");
    const value = (time: number) => (time === first ? 196 : 100);
    const {days, breaches} = daysOf(brest, areaCsv([wish(brest, "2024-01-10", "2024-01-11", value)]));
    expect(breaches).toEqual([]);
    expect(days).toEqual({
      date: ["2024-01-10", "2024-01-11"],
      load: [101, 100],
      load_recorded: [101, 100],
      share: [1, 1],
      repaired: [false, false]
    });
  });

  it.each([
    ["2023-03-26", 92],
    ["2022-10-30", 100],
    ["2024-01-10", 96]
  ])("on %s has %d quarter-hours", (day, quarters) => {
    const csv = areaCsv([wish(brest, addDays(day, -1), addDays(day, 1))]);
    expect(csv.match(new RegExp(`;${day};`, "g"))).toHaveLength(quarters);
    const {days, breaches} = daysOf(brest, csv);
    expect(breaches).toEqual([]);
    expect(days.share).toEqual([1, 1, 1]);
    expect(days.load[1]).not.toBeNull();
    const short = csv.split("\r\n").filter((line) => !line.includes(`;${day};12:15;`));
    expect(daysOf(brest, short.join("\r\n")).days.share[1]).toBe((quarters - 1) / quarters);
  });

  it("with half its quarter-hours is left out, and what it had is kept", () => {
    const noon = start("2024-01-11") + 12 * 3_600_000;
    const value = (time: number) => (time >= noon && time < start("2024-01-12") ? "ND" : 100);
    const {days, breaches} = daysOf(brest, areaCsv([wish(brest, "2024-01-10", "2024-01-12", value)]));
    expect(breaches).toEqual([]);
    expect(days.load).toEqual([100, null, 100]);
    expect(days.load_recorded).toEqual([100, 100, 100]);
    expect(days.share).toEqual([1, 0.5, 1]);
    const found = checkArea(brest, days, "2024-01-13").find(({code}) => code === "whole");
    expect(found).toMatchObject({level: "warning", sample: ["2024-01-11: 50 % of the day"]});
    expect(found?.message).toBe("Brest Métropole: days that are not whole, and are left out");
  });

  it("that never came stands between its neighbours without a value", () => {
    const csv = areaCsv([
      wish(brest, "2024-01-10", "2024-01-10", () => 100),
      wish(brest, "2024-01-12", "2024-01-12", () => 101)
    ]);
    const {days} = daysOf(brest, csv);
    expect(days).toMatchObject({
      date: ["2024-01-10", "2024-01-11", "2024-01-12"],
      load: [100, null, 101],
      share: [1, 0, 1]
    });
  });

  it("counts rows that come twice once", () => {
    const csv = areaCsv([wish(brest, "2024-01-10", "2024-01-10", () => 100)]);
    const {days, breaches} = daysOf(brest, csv + csv.split("\r\n").slice(1).join("\r\n"));
    expect(days).toMatchObject({load: [100], share: [1]});
    expect(breaches.map(({code, level}) => [code, level])).toEqual([
      ["duplicate", "warning"],
      ["order", "warning"]
    ]);
  });

  it("is not made of texts", () => {
    const value = (time: number) => ((time / 900_000) % 5 === 0 ? "NaN" : 100);
    const {days, breaches} = daysOf(brest, areaCsv([wish(brest, "2024-01-10", "2024-01-10", value)]));
    expect(days.load).toEqual([null]);
    expect(breaches).toMatchObject([{code: "text", level: "error", column: "consommation"}]);
    expect(breaches[0].sample[0]).toMatch(/^2024-01-10 \d\d:\d\d: NaN$/);
  });

  it("does not use what lies off the quarter-hours", () => {
    const first = start("2024-01-10");
    const rows = Array.from(
      {length: 288},
      (_, i) => [first + i * 300_000, {consommation: i % 3 === 0 ? 100 : 300}] as const
    );
    const {load, share} = areaDays(brest, new Map(rows), "2024-01-01", "2024-01-31");
    expect([load, share]).toEqual([[100], [1]]);
  });

  it("outside the days that may be used does not count", () => {
    const csv = areaCsv([wish(brest, "2024-01-10", "2024-01-14")]);
    const {rows} = readRows("éCO2mix", readOdre(bytes(csv), areaColumns), {
      measures: ["consommation"],
      label: "heures"
    });
    expect(areaDays(brest, rows, "2024-01-11", "2024-01-13").date).toEqual([
      "2024-01-11",
      "2024-01-12",
      "2024-01-13"
    ]);
  });
});

describe("a day of the area of Bretagne, energy over 24 hours", () => {
  /** As recorded by Enedis; expected: 1147.347 × 24/23, 912.268 × 24/25, 1256.768 × 24/25, 1414.568 × 24/23. */
  const cases: readonly [string, number, number, boolean][] = [
    ["2022-03-26", 1244.477, 1244.477, false],
    ["2022-03-27", 1147.347, 1197.232, true],
    ["2022-03-28", 1168.513, 1168.513, false],
    ["2022-10-28", 881.889, 881.889, false],
    ["2022-10-29", 912.268, 875.777, true],
    ["2022-10-30", 866.399, 866.399, false],
    ["2023-10-28", 1256.768, 1206.497, true],
    ["2023-10-29", 1177.355, 1177.355, false],
    ["2024-03-31", 1414.568, 1476.071, true]
  ];
  it.each(cases)("%s: %d MW recorded, %d MW over its true hours", (day, recorded, load, repaired) => {
    const {days} = daysOf(bretagne, areaCsv([wish(bretagne, day, day, () => recorded)]));
    expect(days).toEqual({
      date: [day],
      load: [load],
      load_recorded: [recorded],
      share: [1],
      repaired: [repaired]
    });
  });

  it("follows the calendar, not a list of days", () => {
    const found = (day: string) =>
      restoreDays(bretagne, {date: [day], load_recorded: [1000], share: [1]}).load[0];
    expect(found("2027-03-28")).toBe(1043.478);
    expect(found("2027-10-30")).toBe(960);
    expect(found("2027-10-31")).toBe(1000);
  });

  it("is said to be repaired, and a métropole's never is", () => {
    const clock = (area: Area) =>
      checkArea(
        area,
        daysOf(area, areaCsv([wish(area, "2022-10-25", "2022-10-31", () => 1000)])).days,
        "2022-11-01"
      ).find(({code}) => code === "clock");
    expect(clock(bretagne)).toMatchObject({level: "warning", sample: ["2022-10-29"]});
    expect(clock({...brest, range: [500, 2000]})).toBeUndefined();
  });
});

/** Invented days of an area up to a day, changed at will. */
function history(
  area: Area,
  last: string,
  count: number,
  change = (_: string, load: number) => load as number | null
) {
  const date = Array.from({length: count}, (_, i) => addDays(last, i - count + 1));
  const middle = Math.sqrt(area.range[0] * area.range[1]);
  const recorded = date.map((day) => change(day, Math.round(middle + (dayNumber(day) % 11))));
  return restoreDays(area, {
    date,
    load_recorded: recorded,
    share: recorded.map((value) => (value === null ? 0 : 1))
  });
}
const codesOf = (area: Area, days: ReturnType<typeof history>, today: string) =>
  checkArea(area, days, today).map(({code, level}) => `${code} ${level}`);

describe("the contract of an area", () => {
  const today = "2024-01-01";
  const check = (change?: Parameters<typeof history>[3]) =>
    codesOf(brest, history(brest, "2023-12-31", 600, change), today);

  it("is satisfied by what is well", () => {
    expect(check()).toEqual([]);
  });

  it.each<[string, Parameters<typeof history>[3], string]>([
    ["gigawatts", (_, load) => load / 1000, "unit error"],
    ["kilowatts", (_, load) => load * 1000, "unit error"],
    ["a week of zero now", (day, load) => (day > "2023-12-24" ? 0 : load), "stuck error"],
    ["a week of the same load now", (day, load) => (day > "2023-12-24" ? 101 : load), "stuck error"],
    [
      "a week of zero long ago",
      (day, load) => (day >= "2023-05-01" && day <= "2023-05-07" ? 0 : load),
      "stuck warning"
    ],
    ["a day out of bounds", (day, load) => (day === "2023-05-01" ? 900 : load), "range warning"],
    ["many days out of bounds", (day, load) => (day.endsWith("-11") ? 900 : load), "range error"],
    ["a gap of a month", (day, load) => (day.startsWith("2023-05") ? null : load), "missing warning"],
    [
      "a gap of half a year",
      (day, load) => (day > "2023-02" && day < "2023-08" ? null : load),
      "missing error"
    ],
    [
      "five days of each month missing, but for the last two",
      (day, load) => (day < "2023-11" && /-1[3-7]$/.test(day) ? null : load),
      "missing error"
    ],
    [
      "five days of the last four weeks missing",
      (day, load) => (day > "2023-12-10" && day < "2023-12-16" ? null : load),
      "missing error"
    ],
    [
      "two days of the last four weeks missing",
      (day, load) => (day > "2023-12-10" && day < "2023-12-13" ? null : load),
      "missing warning"
    ],
    ["a day late", (day, load) => (day === "2023-12-31" ? null : load), "freshness warning"],
    ["nine days late", (day, load) => (day > "2023-12-22" ? null : load), "freshness error"]
  ])("is breached by %s", (_, change, expected) => {
    expect(check(change)).toContain(expected);
  });

  it("does not believe six days alike less, nor a week of zero at all", () => {
    const zeros = (from: string) =>
      history(brest, "2023-12-31", 600, (day, load) => (day >= from && day <= "2023-05-07" ? 101 : load));
    expect(zeros("2023-05-02").load.filter((value) => value === null)).toHaveLength(0);
    expect(zeros("2023-05-01").load.filter((value) => value === null)).toHaveLength(7);
    expect(zeros("2023-05-01").load_recorded.filter((value) => value === 101).length).toBeGreaterThanOrEqual(
      7
    );
  });

  it("expects nothing after the last day that an area will ever have", () => {
    const days = history(bretagne, "2024-03-31", 600);
    expect(codesOf(bretagne, days, "2024-04-06").filter((one) => one.startsWith("freshness"))).toEqual([]);
    expect(codesOf({...bretagne, until: undefined}, days, "2024-04-06")).toContain("freshness warning");
  });

  it("says which area is too short to be forecast", () => {
    const [short] = checkArea(brest, history(brest, "2023-12-31", 300), today);
    expect(short).toMatchObject({code: "history", level: "warning"});
    expect(short.message).toBe("Brest Métropole: 300 days of load, too few to forecast it (500 are needed)");
  });
});

/** Pulls that answer with the rows of the area asked for, all of them in its first chunk; those of no code for the codes. */
const rowsBy = (csv: (code: string | undefined) => string) =>
  answering((path, place) => {
    const where = new URLSearchParams(path.slice(path.indexOf("?"))).get("where")!;
    return place === 0 ? csv(/code_insee_epci = '(\d+)'/.exec(where)?.[1]) : areaCsv([]);
  });

describe("areas together", () => {
  const today = "2023-06-01";
  const one: Area = {...brest, rows: "daily"};
  const other: Area = {...metropole("nantes"), rows: "daily"};
  const days = (
    area: Area,
    value: (day: string) => number | string = () => area.range[0] * 3,
    first = "2021-04-01"
  ) =>
    areaCsv([
      wish(area, first, "2023-05-31", (time) => {
        const day = new Date(time + 3 * 3_600_000).toISOString().slice(0, 10);
        const load = value(day);
        return typeof load === "number" ? load + (dayNumber(day) % 11) : load;
      })
    ]);
  async function make(csv: (code: string | undefined) => string) {
    const table = areaLoad([other, one]);
    const made = await table.make({pulls: rowsBy(csv), today, now: new Date("2024-01-01T12:00:00Z")});
    // Areas with one row a day are repaired at the changes of clock, which is not what is tested here.
    const breaches = [...made.breaches, ...table.check(made.cells, today)].filter(
      ({code}) => code !== "clock"
    );
    const levels = (level: string) => breaches.filter((one) => one.level === level).map(({code}) => code);
    return {
      made,
      breaches,
      errors: levels("error"),
      warnings: levels("warning"),
      codes: [...new Set(made.cells.area)]
    };
  }
  const both = (change: string) => (code: string | undefined) => (code === one.code ? change : days(other));

  it("come one after the other, by code and day", async () => {
    const {made, errors, warnings} = await make(both(days(one)));
    expect([errors, warnings]).toEqual([[], []]);
    expect(made.cells.area[0]).toBe("242900314");
    expect(made.cells.area.at(-1)).toBe("244400404");
    expect(made.cells.date[0]).toBe("2021-04-01");
    expect(made.asOf).toBe("2023-05-31");
    expect(made.sources.map(({dataset}) => dataset)).toEqual(["eco2mix-metropoles-tr"]);
  });

  it("do without one that the publisher has not, and tell which ones it has", async () => {
    const csv = (code: string | undefined) => {
      if (code === one.code) return areaCsv([]);
      return code === undefined ? areaCsv([wish(other, "2023-05-31", "2023-05-31")]) : days(other);
    };
    const {breaches, errors, codes} = await make(csv);
    expect(errors).toEqual([]);
    expect(codes).toEqual([other.code]);
    expect(breaches).toMatchObject([{code: "area", level: "warning"}]);
    expect(breaches[0].message).toBe(
      "Brest Métropole: eco2mix-metropoles-tr has no load under the code 242900314 from 2021-03-24 to 2023-05-31; its newest rows are of 244400404 Nantes Métropole"
    );
  });

  it("do without one whose values are all texts, and say that", async () => {
    const {breaches, errors, codes} = await make(both(days(one, () => "ND?")));
    expect([errors, codes]).toEqual([[], [other.code]]);
    expect(breaches.map(({code, level}) => `${code} ${level}`)).toEqual(["text warning", "area warning"]);
    expect(breaches[0].message).toMatch(/Brest Métropole: texts where a number was expected$/);
  });

  it("are refused where the publisher has none of them", async () => {
    const {breaches, errors} = await make(() => areaCsv([]));
    expect(errors).toEqual(["area", "area", "history"]);
    expect(breaches[0].message).toMatch(/code 244400404 .*, nor any other area's from 2023-05-30 on$/);
    expect(breaches[2]).toMatchObject({sample: ["no area at all"]});
  });

  it("whose instants are five hours late are refused for that, whatever else is missing", async () => {
    const late = (area: Area) => days(area).replaceAll(/T2[23]:00:00\+/g, "T03:00:00+");
    const {breaches} = await make((code) => (code === one.code ? areaCsv([]) : late(other)));
    expect(breaches.map(({code, level}) => `${code} ${level}`)).toEqual([
      "time-label error",
      "area error",
      "area error",
      "history error"
    ]);
  });

  it("leave out one whose load is zero for a week, and say why", async () => {
    const stuck = days(one, (day) => (day > "2023-05-20" ? "0" : 100));
    const {breaches, errors, codes, made} = await make(both(stuck));
    expect(errors).toEqual([]);
    expect(codes).toEqual([other.code]);
    expect(made.pulled.every(({chunk}) => chunk.name.startsWith(other.code))).toBe(true);
    const [aside] = breaches.filter(({code}) => code === "set-aside");
    expect(aside.message).toBe("Brest Métropole: left out of this edition, because it breaches the contract");
    expect(aside.sample[0]).toMatch(/^stuck: Brest Métropole: the same load for a week/);
  });

  it("are refused where each of them breaches the contract", async () => {
    const zero = (area: Area) => days(area, (day) => (day > "2023-05-20" ? "0" : area.range[0] * 3));
    const {errors, codes} = await make((code) => zero(code === one.code ? one : other));
    expect(errors.filter((code) => code === "stuck")).toHaveLength(2);
    expect(codes).toEqual([one.code, other.code]);
  });

  it("keep one that is too short, but not as the only one", async () => {
    const short = (area: Area) => days(area, undefined, "2023-01-01");
    const {warnings, errors, codes} = await make(both(short(one)));
    expect([errors, warnings, codes]).toEqual([[], ["history"], [one.code, other.code]]);
    const none = await make((code) => short(code === one.code ? one : other));
    expect(none.errors).toEqual(["history"]);
  });

  it("do not take each other's rows", async () => {
    const mixed = `${days(one)}${days(other).split("\r\n").slice(1).join("\r\n")}`;
    const {breaches, errors, codes} = await make((code) => (code === one.code ? mixed : days(other)));
    expect([errors, codes]).toEqual([[], [other.code]]);
    expect(breaches.find(({code, column}) => code === "area" && column === "code_insee_epci")?.message).toBe(
      "Brest Métropole: rows of other areas than 242900314"
    );
    const few = `${days(one)}${areaCsv([wish(other, "2023-05-31", "2023-05-31")])
      .split("\r\n")
      .slice(1)
      .join("\r\n")}`;
    const {codes: kept, warnings} = await make(both(few));
    expect(kept).toEqual([one.code, other.code]);
    expect(warnings).toContain("area");
  });

  it("notice another name", async () => {
    const {warnings, breaches} = await make(both(days({...one, name: "Brest"})));
    expect(warnings).toEqual(["name"]);
    expect(breaches[0].sample).toEqual(["Brest"]);
  });

  it("that nobody configured are refused in finished cells", () => {
    const cells = {
      area: ["999"],
      date: ["2023-05-31"],
      load: [1],
      load_recorded: [1],
      share: [1],
      repaired: [false]
    };
    expect(
      areaLoad([one])
        .check(cells, today)
        .map(({code, level}) => `${code} ${level}`)
    ).toEqual(["area error", "history error"]);
  });
});

it("the codes of an export come once each, in order", () => {
  const csv = areaCsv([
    wish(metropole("nantes"), "2024-01-01", "2024-01-01"),
    wish(brest, "2024-01-01", "2024-01-01")
  ]);
  expect(readCodes(bytes(csv))).toEqual(["242900314 Brest Métropole", "244400404 Nantes Métropole"]);
});
