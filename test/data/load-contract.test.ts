import {describe, expect, it} from "vitest";
import type {Cells} from "../../data-loaders/columns.js";
import {noCounts, type Pulls} from "../../data-loaders/pulls.js";
import {franceLoad} from "../../data-loaders/tables/france-load.js";
import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays, hoursOfDay, midnight} from "../../src/lib/time/zone.js";
import type {Eco2mixWish} from "./generator.js";
import {eco2mixCsv, loadAt} from "./generator.js";

const zone = "Europe/Paris";
const HOUR = 3_600_000;
const today = "2021-06-10";

/** `france-load` made of invented exports, spoilt in some way. */
async function make(
  wish: Partial<Eco2mixWish> = {},
  {
    day = today,
    csv = (text: string) => text,
    realTime
  }: {day?: string; csv?: (text: string) => string; realTime?: Partial<Eco2mixWish>} = {}
): Promise<{cells: Cells; breaches: Breach[]; asOf: string; found: (code: string) => Breach | undefined}> {
  const end = midnight(zone, addDays(day, 2));
  const known = midnight(zone, addDays(day, 1));
  const pulls: Pulls = {
    counts: noCounts(),
    accept: async () => {},
    pull: async (chunks) =>
      chunks.map((chunk) => {
        const query = new URLSearchParams(chunk.path.slice(chunk.path.indexOf("?"))).get("where")!;
        const [from, to] = [...query.matchAll(/date'([^']+)'/g)].map(([, text]) => Date.parse(text));
        const more = chunk.dataset.endsWith("-tr") ? realTime : wish;
        const text = csv(eco2mixCsv({from, to: more ? Math.min(to, end) : from, known, ...more}));
        const bytes = new TextEncoder().encode(text);
        const record = {
          publisher: "odre",
          dataset: chunk.dataset,
          url: "",
          pulledAt: "2021-06-10T12:00:00.000Z",
          sha256: "",
          bytes: bytes.length
        };
        return {chunk, bytes, record};
      })
  };
  const made = await franceLoad.make({pulls, today: day, now: new Date(`${day}T12:00:00Z`)});
  const breaches = [...made.breaches, ...franceLoad.check(made.cells, day)];
  return {
    cells: made.cells,
    breaches,
    asOf: made.asOf,
    found: (code) => breaches.find((one) => one.code === code)
  };
}

const at = (cells: Cells, column: string, time: number) =>
  cells[column][(cells.time as number[]).indexOf(time)];
const isRecent = (cells: Record<string, string>) => cells.date >= "2021-06-01";

describe("good rows", () => {
  it("make an hourly table without a breach, known to the end of today", async () => {
    const {cells, breaches, asOf} = await make();
    expect(breaches).toEqual([]);
    expect(asOf).toBe("2021-06-09");
    expect(cells.time[0]).toBe(midnight(zone, "2021-03-23"));
    expect(cells.time.at(-1)).toBe(midnight(zone, "2021-06-12") - HOUR);
    const last = midnight(zone, "2021-06-11") - HOUR;
    expect(at(cells, "load", last)).toBe(loadAt(last, 1));
    expect(at(cells, "load", last + HOUR)).toBeNull();
    expect(at(cells, "co2", last + HOUR)).toBeNull();
    expect(at(cells, "forecast_j1", last + HOUR)).not.toBeNull();
  });

  it("do not show what a later clock let through", async () => {
    const {cells} = await make({known: midnight(zone, "2021-06-12")});
    expect(at(cells, "load", midnight(zone, "2021-06-11"))).toBeNull();
  });

  it("have 23 and 25 hours on the days of a change of clock", async () => {
    const {cells, breaches} = await make({}, {day: "2021-11-03"});
    expect(breaches).toEqual([]);
    const hoursOf = (day: string) => hoursOfDay(zone, day).map((time) => at(cells, "load", time));
    expect(hoursOf("2021-03-28")).toHaveLength(23);
    expect(hoursOf("2021-10-31")).toHaveLength(25);
    expect([...hoursOf("2021-03-28"), ...hoursOf("2021-10-31")]).not.toContain(null);
    expect(hoursOf("2021-10-31")).not.toContain(undefined);
  });

  it("of 15 minutes become the mean of the hour", async () => {
    const {cells, breaches} = await make({step: 15});
    expect(breaches).toEqual([]);
    const time = midnight(zone, "2021-05-01");
    const quarters = [0, 15, 30, 45].map((minutes) => loadAt(time + minutes * 60_000, 1));
    expect(at(cells, "load", time)).toBe(quarters.reduce((a, b) => a + b) / 4);
  });

  it("count where half of the hour's rows have a value, and not where fewer do", async () => {
    const [half, fewer] = [midnight(zone, "2021-05-01"), midnight(zone, "2021-05-02")];
    const {cells} = await make({
      step: 15,
      spoil: (row, time) => {
        const minutes = (time % HOUR) / 60_000;
        const hour = time - (time % HOUR);
        if ((hour === half && minutes % 30 === 15) || (hour === fewer && minutes > 0)) row.consommation = "";
      }
    });
    expect(at(cells, "load", half)).toBe((loadAt(half, 1) + loadAt(half + HOUR / 2, 1)) / 2);
    expect(at(cells, "load", fewer)).toBeNull();
  });

  it("of real time fill what the consolidated set lacks", async () => {
    const time = midnight(zone, "2021-05-20");
    const lacking = {
      spoil: (row: Record<string, string>, t: number) => void (t === time && (row.consommation = "ND"))
    };
    const alone = await make(lacking);
    expect(at(alone.cells, "load", time)).toBeNull();
    expect(alone.breaches).toEqual([]);
    const {cells} = await make(lacking, {realTime: {seed: 7}});
    expect(at(cells, "load", time)).toBe(loadAt(time, 7));
    expect(at(cells, "load", time + HOUR)).toBe(loadAt(time + HOUR, 1));
  });
});

describe("late days", () => {
  const late = new Set(["2021-05-11", "2021-05-12", "2021-05-13"]);

  it("are marked, moved to true time, and kept as recorded", async () => {
    const {cells, found} = await make({late});
    expect(found("clock")).toMatchObject({level: "warning", count: 3, sample: [...late]});
    for (const day of late) {
      for (const time of hoursOfDay(zone, day)) {
        expect(at(cells, "repaired", time)).toBe(true);
        expect(at(cells, "load_recorded", time)).toBe(loadAt(time - HOUR, 1));
        const isLast = time === midnight(zone, "2021-05-14") - HOUR;
        expect(at(cells, "load", time)).toBe(isLast ? null : loadAt(time, 1));
      }
    }
    expect(at(cells, "load", midnight(zone, "2021-05-14"))).toBe(loadAt(midnight(zone, "2021-05-14"), 1));
  });

  it("do not make the day before today look unknown", async () => {
    expect((await make({late: new Set(["2021-06-09"])})).asOf).toBe("2021-06-09");
  });
});

describe("hostile rows", () => {
  it.each<[string, Partial<Eco2mixWish>, Partial<Breach>, RegExp]>([
    [
      "gigawatts",
      {spoil: (row) => void (row.consommation = String(Number(row.consommation) / 1000 || ""))},
      {code: "unit", column: "load"},
      /look like GW, not MW/
    ],
    [
      "gigawatts in the last month only",
      {
        spoil: (row) =>
          void (
            isRecent(row) &&
            row.consommation &&
            (row.consommation = String(Number(row.consommation) / 1000))
          )
      },
      {code: "range", column: "load"},
      /outside 25,000 … 105,000 MW/
    ],
    [
      "kilowatts",
      {spoil: (row) => void (row.consommation && (row.consommation += "000"))},
      {code: "unit"},
      /look like kW/
    ],
    [
      "instants that moved by an hour",
      {spoil: (row, time) => void (row.date_heure = new Date(time + HOUR).toISOString())},
      {code: "time-label"},
      /local date and time/
    ],
    [
      "load that moved by three hours against the forecast, one of which looks like late stamps",
      {
        spoil: (row, time) =>
          void (row.consommation && (row.consommation = String(loadAt(time - 3 * HOUR, 1))))
      },
      {code: "profile"},
      /2 h later than in the day-ahead forecast/
    ],
    [
      "a gap of five days",
      {spoil: (row) => void (row.date > "2021-06-03" && row.date < "2021-06-09" && (row.consommation = ""))},
      {code: "missing"},
      /% of the values .* are missing/
    ],
    [
      "texts for numbers",
      {
        spoil: (row, time) =>
          void (
            time % (5 * HOUR) === 0 &&
            (row.consommation = ["NaN", "ND", "-", "erreur"][(time / (5 * HOUR)) % 4])
          )
      },
      {code: "text", column: "consommation"},
      /texts where a number was expected/
    ],
    [
      "load a tenth too high",
      {
        spoil: (row) =>
          void (row.consommation && (row.consommation = String(Math.round(Number(row.consommation) * 1.1))))
      },
      {code: "agreement"},
      /above 9 %/
    ],
    [
      "nothing of the last nine days",
      {known: midnight(zone, "2021-06-01")},
      {code: "freshness"},
      /the last whole day is 2021-05-31: 9 days late/
    ],
    [
      "rows without an instant",
      {spoil: (row, time) => void (time % (7 * HOUR) === 0 && (row.date_heure = "n/a"))},
      {code: "row"},
      /without a usable date/
    ]
  ])("are refused: %s", async (_, wish, expected, message) => {
    const {breaches} = await make(wish);
    const found = breaches.filter(({code, level}) => code === expected.code && level === "error");
    expect(found).not.toEqual([]);
    expect(found[0]).toMatchObject(expected);
    expect(found[0].message).toMatch(message);
    expect(found[0].count).toBeGreaterThan(0);
    expect(found[0].sample.length).toBeGreaterThan(0);
  });

  it("are used once where they come twice, and said to", async () => {
    const twice = (text: string) =>
      text
        .split("\r\n")
        .flatMap((line, i) => (i > 0 && i % 10 === 0 ? [line, line] : [line]))
        .join("\r\n");
    const {cells, breaches, found} = await make({}, {csv: twice});
    expect(found("duplicate")).toMatchObject({level: "warning"});
    expect(breaches.filter(({level}) => level === "error")).toEqual([]);
    expect(cells.load).toEqual((await make()).cells.load);
  });

  it("are refused where the same instants come with other values", async () => {
    const {found} = await make(
      {},
      {
        csv: (text) =>
          text +
          text
            .split("\r\n")
            .slice(1, 40)
            .join("\r\n")
            .replaceAll(/;(\d)(\d{4});/g, ";2$2;")
      }
    );
    expect(found("conflict")).toMatchObject({level: "error"});
  });

  it("that March invents are dropped by their label", async () => {
    const night = Date.parse("2021-03-28T01:00Z");
    const invented = (text: string) =>
      text.replace(
        /(2021-03-28);03:00;([^\r]*)/,
        (line, day, rest) =>
          `${day};02:00;${rest.replace(/nnées temps réel;\d+/, "nnées temps réel;99999")}\r\n${line}`
      );
    const {cells, found} = await make({}, {csv: invented});
    expect(found("time-label")).toMatchObject({
      level: "warning",
      count: 1,
      sample: ["2021-03-28 02:00 2021-03-28T01:00Z"]
    });
    expect(at(cells, "load", night)).toBe(loadAt(night, 1));
  });

  it.each([
    ["lacks", (text: string) => text.replaceAll(/^((?:[^;]*;){4})[^;]*;/gm, "$1")],
    ["renames", (text: string) => text.replace("consommation", "consommation_mw")]
  ])("are refused where the export %s a column", async (_, csv) => {
    await expect(make({}, {csv})).rejects.toThrow(/expected the column consommation, got date, heure/);
  });

  it("stay texts: a breach shows them without control characters", async () => {
    const evil = "<script>alert(1)</script>\u001b[2J'; DROP TABLE cells; --";
    const {found} = await make({
      spoil: (row, time) => void (time % (9 * HOUR) === 0 && (row.consommation = evil)),
      step: 60
    });
    expect(found("text")).toMatchObject({level: "error"});
    const sample = found("text")!.sample[0];
    expect(sample).toContain("<script>alert(1)</script>");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect(sample).not.toMatch(/[\u0000-\u001f]/);
  });
});
