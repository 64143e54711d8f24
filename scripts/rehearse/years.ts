import {join} from "node:path";
import type {Cells} from "../../data-loaders/columns.js";
import {readParquet} from "../../data-loaders/parquet.js";
import {sampleFolder} from "../../data-loaders/sample.js";
import type {TableDefinition} from "../../data-loaders/table.js";
import {tables} from "../../data-loaders/tables.js";
import type {Breach} from "../../src/lib/artifacts.js";
import {addDays, daysBetween, midnight} from "../../src/lib/time/zone.js";

/** What the contracts say of each recorded day: they must refuse nothing that was right. */

/** A table on the days that it records. */
export interface Years {
  readonly table: string;
  /** Days on which it was judged, from the first to the last. */
  readonly days: readonly string[];
  /** Errors that its contract found on a day, by itself or beside the table of the day before. */
  readonly alarms: readonly {readonly day: string; readonly breach: Breach}[];
}

/** The first days on which a table has the history that it is judged by, where not a year after its own first. */
const begins: Readonly<Record<string, string>> = {"rain-days": "2009-10-01", "brest-load": "2023-05-20"};
/**
 * Days on which what a table lacks is told rightly: weatherAUS has no April 2011, December 2012 and February 2013, ends on 2017-06-25, and the
 * Bureau's files begin in August 2024. After each, four weeks are told of as missing.
 */
const lacking: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "rain-days": [
    ["2011-04-02", "2011-05-29"],
    ["2012-12-02", "2013-01-29"],
    ["2013-02-02", "2013-03-29"],
    ["2017-06-27", "2024-08-29"]
  ]
};

/** How far past its origin a table reaches: local days for columns of days, hours for instants. */
const ahead: Readonly<Record<string, number>> = {
  "france-load": 1,
  "france-weather": 7,
  "france-calendar": 22,
  "brest-load": 0,
  "brest-weather": 7,
  "brest-calendar": 22,
  "rain-days": 1
};

/**
 * Walks the recorded days of the tables that ship, each as it was known then and beside that of the day before.
 * @param every days from one judged day to the next; 1 for all.
 * @param spoil what is done to the stored columns of a judged day before they are judged: nothing, for false alarms.
 */
export async function walkYears(
  every: number,
  ids: readonly string[] = tables.map(({id}) => id),
  spoil: (cells: Cells, day: string) => Cells = (cells) => cells
): Promise<Years[]> {
  const walked: Years[] = [];
  for (const definition of tables.filter(({id}) => ids.includes(id))) {
    const {id, columns, sample, from} = definition;
    const stored = columns.filter(({name}) => sample.columns.includes(name));
    const cells = await readParquet(join(sampleFolder, `${id}.parquet`), stored);
    const last = addDays(sample.recordedTo, 1 - Math.max(1, ahead[id]!));
    const days: string[] = [];
    const alarms: Years["alarms"][number][] = [];
    for (let day = begins[id] ?? addDays(from, 60); day <= last; day = addDays(day, every)) {
      if (lacking[id]?.some(([first, end]) => day >= first && day <= end)) continue;
      days.push(day);
      const now = sample.restore(spoil(knownOn(definition, cells, day), day), day);
      const eve = addDays(day, -1);
      const before = sample.restore(knownOn(definition, cells, eve), eve);
      const found = [...definition.check(now, day), ...(definition.compare?.(now, before, day) ?? [])];
      for (const breach of found) if (breach.level === "error") alarms.push({day, breach});
    }
    walked.push({table: id, days, alarms});
  }
  return walked;
}

/** The stored columns of a table as they were known on a day. */
function knownOn({id, timeZone}: TableDefinition, cells: Cells, day: string): Cells {
  const time = cells.time as readonly number[] | undefined;
  const end = addDays(day, ahead[id]!);
  const [origin, until] = [midnight(timeZone, day), midnight(timeZone, end)];
  const date = cells.date as readonly string[] | undefined;
  const rows = (time ?? date)!.flatMap((at, i) =>
    (typeof at === "number" ? at < until : at < end) ? [i] : []
  );
  const own = Object.fromEntries(
    Object.entries(cells).map(([name, column]) => [name, rows.map((i) => column[i])])
  );
  // Of the day itself the forecasts of the load are known.
  if (id !== "france-load") return own as Cells;
  const isKnown = (i: number) => time![rows[i]!]! < origin;
  const past = (name: string) => own[name]!.map((value, i) => (isKnown(i) ? value : null));
  return {...own, load_recorded: past("load_recorded"), co2: past("co2")} as Cells;
}

/** Years, or parts of them, from the first to the last judged day. */
export const yearsOf = ({days}: Years) =>
  days.length === 0 ? 0 : daysBetween(days[0]!, days[days.length - 1]!) / 365.25;
