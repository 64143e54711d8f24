import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {Town} from "../../src/lib/towns.js";
import type {BomFile} from "../bom.js";
import type {Rule} from "../table.js";
import {breach, printable} from "./breach.js";
import type {RainVariable} from "./rain-variables.js";
import {rainVariables, rainyAbove} from "./rain-variables.js";

/** The contract of the rows of both publishers as they come, and their way to days. */

/** Share of the towns that weatherAUS may lack. */
const leftOut = 0.05;
/** The last day of weatherAUS, which is closed. */
const closed = "2017-06-25";

export const rainRowRules: readonly Rule[] = [
  {
    code: "history",
    level: "error",
    column: "station",
    rule: "weatherAUS, which is closed, has rows of each town (above 5 % without is an error), and none after 2017-06-25"
  },
  {
    code: "station",
    level: "both",
    column: "station",
    rule: "a file is of the town and month that were asked for; a row of weatherAUS is of one of the towns (above 0.5 % is an error)"
  },
  {
    code: "moved",
    level: "error",
    column: "station",
    rule: "the rain of a file is from the station that the town is known to have: a new one is another record"
  },
  {
    code: "name",
    level: "warning",
    column: "station",
    rule: "a file names the place under which the town is known here"
  },
  {
    code: "date",
    level: "error",
    column: "date",
    rule: "each row has a day of its file's month, with or without a leading zero"
  },
  {
    code: "cells",
    level: "error",
    column: "",
    rule: "each row of a file has as many cells as its header: a decimal comma would add one"
  },
  {
    code: "rows",
    level: "error",
    column: "date",
    rule: "a file has a row for each day from the first of its month on"
  },
  {code: "duplicate", level: "warning", column: "date", rule: "no day twice; the first row counts"},
  {
    code: "conflict",
    level: "error",
    column: "date",
    rule: "no day twice with different values"
  },
  {
    code: "decimal-comma",
    level: "error",
    column: "",
    rule: "numbers have a decimal point"
  },
  {
    code: "text",
    level: "both",
    column: "",
    rule: "a value is a number or missing, a wind may be Calm (0 km/h), rain and evaporation Tr (a trace, 0 mm), a direction is one of 16; other texts are left out, above 2 % of a file, or 10 % of one of its columns, is an error"
  },
  {
    code: "label",
    level: "both",
    column: "rain_today",
    rule: `RainToday and RainTomorrow of weatherAUS are what its rain says: more than ${rainyAbove.toFixed(1)} mm; above 0.1 % is an error`
  }
];

export type Value = number | string | null;

/** A day of a town: its values in the order of the variables. */
export interface RainDay {
  readonly date: string;
  readonly values: readonly Value[];
}

/** Days by their date, in the order in which they came, and what was wrong with them. */
export interface Reading {
  readonly days: ReadonlyMap<string, RainDay>;
  readonly breaches: readonly Breach[];
}

/** What was found, by code. */
type Cases = Map<string, string[]>;
const note = (cases: Cases, code: string, text: string) =>
  cases.has(code) ? cases.get(code)!.push(text) : cases.set(code, [text]);

/** The days of one of the Bureau's files. */
export function bomDays(town: Town, month: string, file: BomFile): Reading {
  const cases: Cases = new Map();
  const days = new Map<string, RainDay>();
  for (const {date: written, cells, excess} of file.rows) {
    const date = dayOf(written);
    if (!date?.startsWith(month)) note(cases, "date", printable(written));
    else if (excess !== 0)
      note(cases, "cells", `${date}: ${Math.abs(excess)} too ${excess > 0 ? "many" : "few"}`);
    else add(days, {date, values: readValues(cells, date, cases)}, cases);
  }
  const texts = cases.get("text") ?? [];
  const ofOne = Math.max(
    0,
    ...rainVariables.map(({name}) => texts.filter((text) => text.includes(` ${name}: `)).length)
  );
  const many =
    texts.length > 0.02 * file.rows.length * rainVariables.length ||
    (ofOne > 2 && ofOne > 0.1 * file.rows.length);
  const isDated = !cases.has("date") && !cases.has("cells");
  const known = isDated ? [...days.keys()].sort() : [];
  known.forEach((day, i) => {
    const expected = `${month}-${String(i + 1).padStart(2, "0")}`;
    if (day !== expected && !cases.has("rows")) note(cases, "rows", `${expected} expected, ${day} came`);
  });
  return {
    days,
    breaches: [
      ...checkFile(town, month, file),
      ...told(`${town.name}, ${month}`, cases, {text: many ? "error" : "warning", duplicate: "warning"})
    ]
  };
}

/** A date as written, `2024-08-1`, in ISO 8601; undefined where it is none. */
export function dayOf(text: string): string | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const day = [match[1], match[2].padStart(2, "0"), match[3].padStart(2, "0")].join("-");
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : undefined;
}

/** Whether a file is of the place and month that were asked for, and of the station that is known. */
function checkFile(town: Town, month: string, {place, product, site}: BomFile): Breach[] {
  const asked = town.bom!;
  const name = `${asked.product}.${month.replace("-", "")}`;
  const at = `${town.name}, ${month}`;
  const isKnownSite = site === undefined || asked.sites.includes(site);
  if (product !== name || (place !== asked.place && !isKnownSite)) {
    const message = `${at}: the file is of "${printable(place)}" (${product || "no product"}), not of "${asked.place}" (${name})`;
    return [breach("station", "error", "station", message, [`${place} ${product}`])];
  }
  if (!isKnownSite) {
    const message = `${at}: the rain is from station ${site}, not ${asked.sites.join(" or ")}: the station has moved. If its record goes on there, add the new one to the town's sites in src/lib/towns.ts`;
    return [breach("moved", "error", "station", message, [site])];
  }
  if (place === asked.place) return [];
  const message = `${at}: the file names the place "${printable(place)}", known as "${asked.place}"; its station is the same`;
  return [breach("name", "warning", "station", message, [place])];
}

/** The days of the towns in the rows of weatherAUS: date, location, RainToday, RainTomorrow, and the variables. */
export function rattleDays(
  towns: readonly Town[],
  rows: readonly (readonly string[])[]
): {days: ReadonlyMap<string, ReadonlyMap<string, RainDay>>; breaches: Breach[]} {
  const cases: Cases = new Map();
  const days = new Map(towns.map(({station}) => [station, new Map<string, RainDay>()]));
  const labels: {station: string; date: string; today: string; tomorrow: string}[] = [];
  for (const [written, station, today, tomorrow, ...cells] of rows) {
    const own = days.get(station);
    const date = dayOf(written);
    if (!own) note(cases, "station", printable(`${station} ${written}`));
    else if (date && date > closed) note(cases, "history", `${station} ${date}`);
    else if (!date) note(cases, "date", printable(`${station} ${written}`));
    else if (add(own, {date, values: readValues(cells, `${station} ${date}`, cases)}, cases, station))
      labels.push({station, date, today, tomorrow});
  }
  for (const {station, date, today, tomorrow} of labels) {
    const own = days.get(station)!;
    const next = own.get(nextDay(date));
    if (today !== label(own.get(date)!) || (next && tomorrow !== label(next)))
      note(cases, "label", `${station} ${date}: ${today}, ${tomorrow}`);
  }
  const above = (code: string, share: number) =>
    (cases.get(code)?.length ?? 0) > share * rows.length ? "error" : "warning";
  const levels = {
    station: above("station", 0.005),
    text: above("text", 0.001 * rainVariables.length),
    label: above("label", 0.001),
    duplicate: "warning"
  } as const;
  const without = towns.filter(({station}) => days.get(station)!.size === 0).map(({station}) => station);
  const message = "weatherAUS: towns without a row, though the collection is closed";
  return {
    days,
    breaches: [
      ...told("weatherAUS", cases, levels),
      ...(without.length > leftOut * towns.length
        ? [breach("history", "error", "station", message, without)]
        : [])
    ]
  };
}

const nextDay = (date: string) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const rainAt = rainVariables.findIndex(({name}) => name === "rainfall");
const label = ({values}: RainDay) => {
  const rain = values[rainAt] as number | null;
  return rain === null ? "NA" : rain > rainyAbove ? "Yes" : "No";
};

/** Keeps the first row of a day, and tells of others; whether it was the first. */
function add(days: Map<string, RainDay>, day: RainDay, cases: Cases, station?: string): boolean {
  const before = days.get(day.date);
  if (!before) {
    days.set(day.date, day);
    return true;
  }
  const same = before.values.every((value, i) => value === day.values[i]);
  note(cases, same ? "duplicate" : "conflict", station ? `${station} ${day.date}` : day.date);
  return false;
}

const directions = new Set("N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" "));

function readValues(cells: readonly string[], at: string, cases: Cases): Value[] {
  return rainVariables.map((variable, i) => {
    const text = cells[i].trim();
    if (text === "" || text === "NA") return null;
    const value = readValue(variable, text);
    if (value !== undefined) return value;
    const comma = variable.type === "DOUBLE" && /^-?\d+,\d+$/.test(text);
    note(cases, comma ? "decimal-comma" : "text", `${at} ${variable.name}: ${printable(text)}`);
    return null;
  });
}

/** A value of a variable, to the decimals that the publishers give; undefined where the text is none. */
function readValue({name, type, unit, decimals = 0}: RainVariable, text: string): Value | undefined {
  if (type === "VARCHAR") return directions.has(text) ? text : undefined;
  if (text === "Calm" && name.startsWith("wind_speed")) return 0;
  if (/^tr$/i.test(text) && unit === "mm") return 0;
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const scale = 10 ** decimals;
  return Math.round(Number(text) * scale) / scale;
}

const messages: Readonly<Record<string, readonly [column: string, message: string]>> = {
  station: ["station", "rows of places that are not among the towns"],
  history: ["date", `rows after ${closed}, where the collection ends: its days have moved`],
  date: ["date", "rows whose date is none, or of another month"],
  cells: ["", "rows that have not as many cells as the header: decimal commas?"],
  duplicate: ["date", "days that come twice with the same values"],
  rows: ["date", "days that do not follow each other from the first of the month on"],
  conflict: ["date", "days that come twice with different values"],
  "decimal-comma": ["", "numbers with a decimal comma, where a point is expected"],
  text: ["", "texts that are no value"],
  label: ["rain_today", "RainToday or RainTomorrow that the rain contradicts"]
};

/** The breaches of what was found; errors, where `levels` does not say otherwise. */
function told(at: string, cases: Cases, levels: Readonly<Record<string, Breach["level"]>>): Breach[] {
  return [...cases].map(([code, found]) => {
    const [column, message] = messages[code];
    return breach(code, levels[code] ?? "error", column, `${at}: ${message}`, found);
  });
}
