import {expect, it} from "vitest";
import {readBom} from "../../data-loaders/bom.js";
import {hourlyMeans, readRows} from "../../data-loaders/contracts/eco2mix-rows.js";
import {bomDays, rattleDays} from "../../data-loaders/contracts/rain-rows.js";
import {rainVariables} from "../../data-loaders/contracts/rain-variables.js";
import {readSchoolDays} from "../../data-loaders/education.js";
import {areaColumns, nationalColumns, readOdre} from "../../data-loaders/odre.js";
import {readWeather} from "../../data-loaders/open-meteo.js";
import {readRattle} from "../../data-loaders/rattle.js";
import type {Breach} from "../../src/lib/artifacts/tables.js";
import {bomText, rattleText, someTowns} from "../data/bom-world.js";
import {areaCsv, eco2mixCsv, openMeteoJson, schoolJson} from "../data/generator.js";

/** What a cell may hold that is no value; none has a separator, so that it stays one cell. */
const hostile = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "=cmd|' /C calc'!A0",
  "__proto__",
  "../../etc/passwd",
  "\u001b[2J\u202e##[add-mask]x"
];

const bytes = (text: string) => new TextEncoder().encode(text);
const from = Date.UTC(2021, 5, 8);
const to = from + 6 * 3_600_000;
const area = {code: "242900314", name: "Brest Métropole", rows: "quarter-hours" as const, from, to};
const place = {id: "paris", name: "Paris", latitude: 48.85, longitude: 2.35};
const town = someTowns[0]!;
const names = (key: "bom" | "rattle") => rainVariables.map((one) => one[key]);

/** Every publisher's answers, and what is kept of them: values, and what the contract says was wrong. */
interface Reader {
  readonly text: string;
  /** What stands between two cells; none in JSON. */
  readonly separator?: string;
  readonly read: (bytes: Uint8Array) => {kept: unknown; breaches: readonly Breach[]};
}
const readers: Readonly<Record<string, Reader>> = {
  "odre, France": {
    text: eco2mixCsv({from, to}),
    separator: ";",
    read: (came) => {
      const {hourly, breaches} = hourlyMeans("a", readOdre(came, nationalColumns));
      return {kept: hourly, breaches};
    }
  },
  "odre, an area": {
    text: areaCsv([area]),
    separator: ";",
    read: (came) => {
      const measures = ["consommation"] as const;
      const {rows, breaches} = readRows("a", readOdre(came, areaColumns), {measures, label: "heures"});
      return {kept: rows, breaches};
    }
  },
  "open-meteo": {
    text: openMeteoJson("2021-06-08", "2021-06-08", 1, [place]),
    read: (came) => ({kept: readWeather(came, [place]), breaches: []})
  },
  education: {
    text: schoolJson(2021, 2021),
    read: (came) => ({kept: readSchoolDays(came), breaches: []})
  },
  bom: {
    text: bomText(town, "2024-08", "2024-08-04"),
    separator: ",",
    read: (came) => {
      const {days, breaches} = bomDays(town, "2024-08", readBom(came, names("bom")));
      return {kept: days, breaches};
    }
  },
  rattle: {
    text: rattleText([town], "2017-06-01", "2017-06-04"),
    separator: ",",
    read: (came) => {
      const columns = ["Date", "Location", "RainToday", "RainTomorrow", ...names("rattle")];
      const {days, breaches} = rattleDays([town], readRattle(came, columns));
      return {kept: days, breaches};
    }
  }
};

/** The answer with one cell of its second-last line, or one text of its first thing, replaced: each in turn. */
function* spoilt({text, separator}: Reader, cell: string): Generator<string> {
  if (separator === undefined) {
    const places = [...text.matchAll(/"([^"]*)"(?!\s*:)/g)].slice(0, 12);
    for (const {index, 0: whole} of places)
      yield text.slice(0, index) + JSON.stringify(cell) + text.slice(index + whole.length);
    return;
  }
  const lines = text.trimEnd().split("\n");
  const cells = lines.at(-2)!.split(separator);
  for (const i of cells.keys())
    yield [...lines.slice(0, -2), cells.with(i, cell).join(separator), lines.at(-1)].join("\n");
}

/** A value with all that its maps and sets hold, as text. */
const spelt = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    item instanceof Map || item instanceof Set ? [...item] : item
  );

it.each(Object.entries(readers))(
  "%s: a hostile text in a cell is no value, and is told without what steers",
  (_, one) => {
    const {kept, breaches} = one.read(bytes(one.text));
    expect(spelt(kept).length).toBeGreaterThan(50);
    expect(breaches.filter(({level}) => level === "error")).toEqual([]);
    let told = 0;
    for (const cell of hostile)
      for (const text of spoilt(one, cell)) {
        let found: ReturnType<Reader["read"]>;
        try {
          found = one.read(bytes(text));
        } catch {
          told += 1;
          continue;
        }
        expect(spelt(found.kept)).not.toContain(JSON.stringify(cell).slice(1, -1));
        if (found.breaches.length > breaches.length) told += 1;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these would steer a terminal
        expect(spelt(found.breaches)).not.toMatch(/##\[|[\u0000-\u001f\u202e]|\\u001b/);
      }
    expect(told).toBeGreaterThanOrEqual(hostile.length);
  }
);
