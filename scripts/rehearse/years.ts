import {join} from "node:path";
import type {Cells} from "../../data-loaders/columns.js";
import {readParquet} from "../../data-loaders/parquet.js";
import {sampleFolder} from "../../data-loaders/sample.js";
import type {TableDefinition} from "../../data-loaders/table.js";
import {tableOf} from "../../data-loaders/tables.js";
import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays, midnight} from "../../src/lib/time/zone.js";

/** What the contracts say of the recorded years: they must refuse nothing that was right. */

/** A table on some of the days that it records. */
export interface Years {
  /** The days on which it was judged. */
  readonly days: readonly string[];
  /** Rules that may be errors, times the days. */
  readonly checks: number;
  /** Errors that its contract found, in the table of a day or beside that of the day before. */
  readonly alarms: readonly {readonly day: string; readonly breach: Breach}[];
}

/** How far a table reaches past its origin, local days; the first day with the history that it is judged by, where that is not the sixtieth. */
interface Reach {
  readonly ahead: number;
  readonly begins?: string;
  /** Days that the contract rightly tells of, from the first to the last: those that lack rows, and the four weeks after. */
  readonly lacking?: readonly (readonly [from: string, to: string])[];
}

const reaches: Readonly<Record<string, Reach>> = {
  "france-load": {ahead: 1},
  "france-weather": {ahead: 7},
  "france-calendar": {ahead: 22},
  "brest-load": {ahead: 0, begins: "2023-05-20"},
  "brest-weather": {ahead: 7},
  "brest-calendar": {ahead: 22},
  // weatherAUS has no April 2011, December 2012 and February 2013 and ends on 2017-06-25; the Bureau's files begin in August 2024.
  "rain-days": {
    ahead: 1,
    begins: "2009-10-01",
    lacking: [
      ["2011-04-02", "2011-05-29"],
      ["2012-12-02", "2013-01-29"],
      ["2013-02-02", "2013-03-29"],
      ["2017-06-27", "2024-08-29"]
    ]
  },
  "gas-days": {ahead: 0}
};

/**
 * Judges a table of the sample on its recorded days, each as it was known then and beside that of the day before.
 * @param every days from one judged day to the next; 1 for all.
 */
export async function judgedYears(id: string, every: number): Promise<Years> {
  const definition = tableOf(id);
  const {columns, contract, sample, from} = definition;
  const reach = reaches[id];
  if (reach === undefined) throw new Error(`scripts/rehearse/years.ts does not say how far ${id} reaches.`);
  const stored = columns.filter(({name}) => sample.columns.includes(name));
  const cells = await readParquet(join(sampleFolder, `${id}.parquet`), stored);
  const known = (day: string) => sample.restore(knownOn(definition, reach, cells, day), day);
  const last = addDays(sample.recordedTo, 1 - Math.max(1, reach.ahead));
  const days: string[] = [];
  const alarms: Years["alarms"][number][] = [];
  for (let day = reach.begins ?? addDays(from, 60); day <= last; day = addDays(day, every)) {
    if (reach.lacking?.some(([first, end]) => day >= first && day <= end)) continue;
    days.push(day);
    const now = known(day);
    const before = definition.compare && known(addDays(day, -1));
    const found = [
      ...definition.check(now, day),
      ...(before === undefined ? [] : definition.compare!(now, before, day))
    ];
    for (const breach of found) if (breach.level === "error") alarms.push({day, breach});
  }
  const rules = contract.filter(({level}) => level !== "warning").length;
  return {days, checks: rules * days.length, alarms};
}

/** The stored columns of a table as they were known on a day. */
function knownOn({id, timeZone}: TableDefinition, {ahead}: Reach, cells: Cells, day: string): Cells {
  const end = addDays(day, ahead);
  const [origin, until] = [midnight(timeZone, day), midnight(timeZone, end)];
  const at = (cells.time ?? cells.date) as readonly (number | string)[];
  const rows = at.flatMap((one, i) => ((typeof one === "number" ? one < until : one < end) ? [i] : []));
  const own = Object.fromEntries(
    Object.entries(cells).map(([name, column]) => [name, rows.map((i) => column[i])])
  ) as Cells;
  if (id !== "france-load") return own;
  // Of the day itself the forecasts are known, and no load.
  const past = (name: string) => own[name].map((value, i) => (Number(own.time[i]) < origin ? value : null));
  return {...own, load_recorded: past("load_recorded"), co2: past("co2")};
}
