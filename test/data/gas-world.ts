import type {Cells} from "../../data-loaders/columns.js";
import {readSample, sampleFolder} from "../../data-loaders/sample.js";
import {gasDays} from "../../data-loaders/tables/gas-days.js";
import type {GasColumn} from "../../src/lib/gas/columns.js";
import {gasColumns} from "../../src/lib/gas/columns.js";
import {addDays} from "../../src/lib/time/zone.js";

/** The recorded gas days, turned back into the formats of their publishers. */

/** The cells of the sample. */
export async function recordedGas(): Promise<Cells> {
  return (await readSample(sampleFolder, gasDays)).cells;
}

/** A day as the portal writes it. */
export const portalDay = (day: string) => day.split("-").reverse().join("/");

/** The header of the portal's CSV. */
export const portalHeader = "Applicable At,Applicable For,Data Item,Value,Generated Time,Quality Indicator";

/** A row of the portal's CSV, generated at 12:41 some days after the gas day. */
export function portalRow({item}: GasColumn, day: string, value: number | string, after = 2): string {
  const at = portalDay(addDays(day, after));
  return `${at} 12:40:00,${portalDay(day)},"${item!.title}",${value},${at} 12:41:00,`;
}

/** What a world does with what it holds. */
export interface GasWish {
  /** The last day that it has. */
  readonly until: string;
  /** Changes a body before it is sent; `path` is that of the request. */
  readonly spoil?: (body: string, path: string) => string;
}

/** What the publishers answer to a path, made of cells. */
export function gasBodies(cells: Cells, {until, spoil = (body) => body}: GasWish): (path: string) => string {
  const date = cells.date as readonly string[];
  const portal = portalOf(cells);
  const lines = (id: string, written: (day: string, value: number) => string, isOwn = (_: number) => true) =>
    date.flatMap((day, i) => {
      const value = cells[id][i];
      return value === null || day > until || !isOwn(i) ? [] : [written(day, value as number)];
    });
  const files: Record<string, () => string> = {
    brent: () => prices("brent"),
    "natural-gas": () => prices("henry_hub"),
    meantemp: () =>
      `\nDate        Value\n${lines("temperature", (day, value) => `${day}  ${value}`).join("\n")}\n`,
    european: () =>
      [
        "Country,ISO3 Code,Date,Price (EUR/MWhe)",
        "Austria,AUT,2018-01-01,12.5",
        ...lines("power", (day, value) => `United Kingdom,GBR,${day},${value}`),
        ""
      ].join("\n")
  };
  const prices = (id: string) =>
    `Date,Price\r\n${lines(
      id,
      (day, value) => `${day},${value}\r\n`,
      (i) => cells[`${id}_age`][i] === 0
    ).join("")}`;
  return (path) => {
    const file = Object.keys(files).find((name) => path.includes(name));
    if (file) return spoil(files[file](), path);
    const query = new URL(path, "http://portal").searchParams;
    const ids = query.get("ids")!.split(",");
    const [from, to] = ["dateFrom", "dateTo"].map((name) => query.get(name)!);
    const start = date.findIndex((day) => day >= from);
    const end = date.findLastIndex((day) => day <= to && day <= until) + 1;
    const rows = portal.flatMap(({item, rows: own}) =>
      ids.includes(item) && start >= 0 ? own.slice(start, Math.max(start, end)).flat() : []
    );
    return spoil(`${[portalHeader, ...rows].join("\n")}\n`, path);
  };
}

const portals = new WeakMap<Cells, {item: string; rows: string[][]}[]>();

/** The rows of each item by gas day, made once for the same cells. */
function portalOf(cells: Cells): {item: string; rows: string[][]}[] {
  const known = portals.get(cells);
  if (known) return known;
  const rowsOf = (column: GasColumn, day: string, i: number): string[] => {
    const value = cells[column.id][i];
    if (value === null) return [];
    const first = column.firstValue === undefined ? null : cells[column.firstValue][i];
    const last = portalRow(column, day, value as number, first === null ? 2 : 30);
    return first === null ? [last] : [portalRow(column, day, first as number), last];
  };
  const date = cells.date as readonly string[];
  const made = gasColumns.flatMap((column) =>
    column.item ? [{item: column.item.id, rows: date.map((day, i) => rowsOf(column, day, i))}] : []
  );
  portals.set(cells, made);
  return made;
}
