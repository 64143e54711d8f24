import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {GasColumn} from "../../src/lib/gas/columns.js";
import type {NationalGasRow} from "../nationalgas.js";
import type {Rule} from "../table.js";
import {breach, printable} from "./breach.js";
import {badTexts, isDay, numberOf, rounded} from "./gas-series.js";

/** The contract of the rows of National Gas's data portal as they come, and their way to one value for each gas day. */

/** Values generated too early that a month may have. */
const earlyTolerated = 3;
/** A gas day ends at 05:00 UTC of the next day; milliseconds after 00:00 UTC of its own. */
const gasDayEnds = 29 * 3_600_000;

export const gasRowRules: readonly Rule[] = [
  {
    code: "item",
    level: "both",
    column: "Data Item",
    rule: "each row is of an item that was asked for (above 0.5 % others is an error)"
  },
  {
    code: "date",
    level: "error",
    column: "date",
    rule: "each row has a day that exists: in the portal dd/mm/yyyy, with the time of its generation, else YYYY-MM-DD"
  },
  {
    code: "asked",
    level: "error",
    column: "date",
    rule: "each row is of a gas day that was asked for"
  },
  {
    code: "text",
    level: "both",
    column: "",
    rule: "a value is a number with a decimal point, or missing; other texts are left out, above 2 % of a column is an error"
  },
  {
    code: "duplicate",
    level: "warning",
    column: "",
    rule: "no gas day twice with the same value and time of generation; one counts"
  },
  {
    code: "conflict",
    level: "error",
    column: "",
    rule: "no gas day twice with other values of the same time of generation"
  },
  {
    code: "restated",
    level: "warning",
    column: "",
    rule: "of several generations of a value the newest counts; the first is kept beside it"
  },
  {
    code: "early",
    level: "both",
    column: "Generated Time",
    rule: "what is measured was generated after its gas day had ended (more than 3 in a month that were not are an error): else the days have moved"
  },
  {
    code: "history",
    level: "warning",
    column: "sap",
    rule: "of the two publications of the price, the portal and the Office for National Statistics, the portal's counts: they differ on 2022-01-10 (7.1227, ONS 7.0516) and 2022-01-11 (6.6733, ONS 6.5893)"
  }
];

/** The value of a gas day. */
export interface Publication {
  /** As generated last. */
  readonly value: number;
  /** As generated first, where that is another value. */
  readonly first?: number;
}

/** Values of a gas day by when they were generated. */
type Generations = Map<number, number>;

/** A column's publications by gas day. */
export type Publications = ReadonlyMap<string, Publication>;

/**
 * The values of each column by gas day, what is wrong with the rows, and those that were left out as repeated or no value. `from` and `to` are the gas days that were
 * asked for.
 */
export function readItems(
  columns: readonly GasColumn[],
  rows: readonly NationalGasRow[],
  {from, to}: {readonly from: string; readonly to: string}
): {
  items: ReadonlyMap<string, Publications>;
  breaches: Breach[];
  leftOut: ReadonlySet<NationalGasRow>;
} {
  const leftOut = new Set<NationalGasRow>();
  const byTitle = new Map(columns.flatMap((column) => (column.item ? [[column.item.title, column]] : [])));
  const kept = new Map<string, Map<string, Generations>>();
  const cases = new Map<string, string[]>();
  const note = (code: string, text: string) => {
    if (!cases.has(code)) cases.set(code, []);
    cases.get(code)!.push(printable(text));
  };
  const dayOf = dayReader();
  const texts = new Map<string, {bad: number; known: number}>();
  for (const row of rows) {
    const {day: written, item, value: text, generated} = row;
    const column = byTitle.get(item);
    const day = dayOf(written);
    const [on, clock] = [dayOf(generated.slice(0, 10)), clockOf(generated.slice(10))];
    const at = on === undefined || clock === undefined ? undefined : Date.parse(on) + clock;
    if (!column) note("item", `${item} ${written}`);
    else if (day === undefined || at === undefined) note("date", `${column.id} ${written}, ${generated}`);
    else if (day < from || day > to) note("asked", `${column.id} ${day}`);
    else if (text !== "") {
      const share = texts.get(column.id) ?? {bad: 0, known: 0};
      texts.set(column.id, share);
      share.known += 1;
      const value = numberOf(text);
      if (value === undefined) {
        share.bad += 1;
        leftOut.add(row);
        note("text", `${column.id} ${day}: ${text}`);
        continue;
      }
      const days = kept.get(column.id) ?? new Map<string, Generations>();
      kept.set(column.id, days);
      const own = days.get(day) ?? new Map<number, number>();
      days.set(day, own);
      const here = rounded(value, column.decimals);
      const there = own.get(at);
      if (there === undefined) own.set(at, here);
      else if (there === here) {
        leftOut.add(row);
        note("duplicate", `${column.id} ${day}: ${here}, generated ${generated}`);
      } else note("conflict", `${column.id} ${day}: ${there} and ${here}, generated ${generated}`);
    }
  }
  const items = new Map<string, Map<string, Publication>>();
  const tooEarly = new Map<string, string[]>();
  for (const column of columns) {
    if (!column.item) continue;
    const days = new Map<string, Publication>();
    items.set(column.id, days);
    for (const [day, generations] of kept.get(column.id) ?? []) {
      let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const at of generations.keys()) [first, last] = [Math.min(first, at), Math.max(last, at)];
      const [early, value] = [generations.get(first)!, generations.get(last)!];
      const isRestated = early !== value;
      days.set(day, {value, ...(isRestated ? {first: early} : {})});
      if (isRestated) note("restated", `${column.id} ${day}: ${early} → ${value}`);
      if (column.measured && last < Date.parse(`${day}T00:00:00Z`) + gasDayEnds) {
        const month = day.slice(0, 7);
        tooEarly.set(month, [...(tooEarly.get(month) ?? []), `${column.id} ${day}`]);
      }
    }
  }
  const moved = [...tooEarly.values()].some((list) => list.length > earlyTolerated);
  const spoilt = [...texts.values()].some(({bad, known}) => bad > badTexts * known);
  const strange = (cases.get("item")?.length ?? 0) > 0.005 * rows.length;
  const levels: Readonly<Record<string, Breach["level"]>> = {
    item: strange ? "error" : "warning",
    text: spoilt ? "error" : "warning",
    duplicate: "warning",
    restated: "warning"
  };
  const breaches = Object.entries(messages).flatMap(([code, [column, message]]) => {
    const found = cases.get(code);
    return found ? [breach(code, levels[code] ?? "error", column, message, found)] : [];
  });
  if (tooEarly.size > 0)
    breaches.push(
      breach(
        "early",
        moved ? "error" : "warning",
        "Generated Time",
        "values that were generated before their gas day had ended: have the days moved?",
        [...tooEarly.values()].flat()
      )
    );
  return {items, breaches, leftOut};
}

const messages: Readonly<Record<string, readonly [column: string, message: string]>> = {
  item: ["Data Item", "rows of items that were not asked for"],
  date: ["date", "rows without a gas day or a time of generation as dd/mm/yyyy"],
  asked: ["date", "rows of gas days that were not asked for"],
  text: ["", "texts that are no value, left out"],
  duplicate: ["", "values that come twice; one counts"],
  conflict: ["", "gas days that come twice with other values of the same time of generation"],
  restated: ["", "values that were restated: the newest counts, the first is kept"]
};

/** Reads days written dd/mm/yyyy as ISO 8601, each text once; undefined where it is none. */
function dayReader(): (text: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const match = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
    const day = match ? `${match[3]}-${match[2]}-${match[1]}` : "";
    known.set(text, isDay(day) ? day : undefined);
    return known.get(text);
  };
}

/** Milliseconds of a clock written hh:mm:ss or hh:mm after a blank; undefined where it is none. */
function clockOf(text: string): number | undefined {
  const match = /^ ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!match) return undefined;
  return 1000 * (3600 * Number(match[1]) + 60 * Number(match[2]) + Number(match[3] ?? 0));
}
