import {join} from "node:path";
import type {Breach} from "../src/lib/artifacts/tables.js";
import {daysBetween} from "../src/lib/time/zone.js";
import type {Cells} from "./columns.js";
import {printable} from "./contracts/breach.js";
import {finishTable, keepTable} from "./kept-table.js";
import {readParquet} from "./parquet.js";
import type {Pulls} from "./pulls.js";
import type {TableRecord} from "./record.js";
import {readRecord} from "./record.js";
import {mend} from "./remake.js";
import type {TableDefinition} from "./table.js";
import type {TableResult} from "./tables.js";
import type {Trouble} from "./trouble.js";
import {breached, inReadersWords, troubled, troublesOf} from "./trouble.js";

/** Characters of the reason that is told of a failure. */
const longest = 2000;

/** What an update of live tables needs. */
export interface Update {
  readonly state: string;
  readonly pulls: Pulls;
  readonly today: string;
  readonly now: Date;
  /** The pulls of another instant that take kept copies alone: without them a last good table that was damaged is not made anew. */
  readonly keptPulls?: (now: Date) => Pulls;
  /** Told what was moved aside and made anew. */
  readonly say?: (message: string) => void;
}

/**
 * One table by its pulls. A last good table that was damaged is looked after first. A pull that fails or breaches the contract leaves the last good table where it is, and that one
 * is given instead, with the reason: in short for readers, in full for the log.
 * @throws {TroubledError} where there is no last good table either, or it is past the limit that its contract states.
 */
export async function updateLive(definition: TableDefinition, update: Update): Promise<TableResult> {
  const {state, pulls, today, say = () => {}} = update;
  const path = join(state, "live", "tables", `${definition.id}.parquet`);
  await finishTable(path);
  const damage = await mend(definition, path, update).then(
    () => undefined,
    (error: Error) => error
  );
  let detail: string;
  let troubles: readonly Trouble[];
  let breaches: readonly Breach[] = [];
  try {
    const made = await definition.make(update);
    breaches = [...made.breaches, ...definition.check(made.cells, today)];
    if (!breaches.some(isError))
      breaches = [...breaches, ...(await againstLastGood(definition, path, made.cells, today))];
    const errors = breaches.filter(isError);
    if (errors.length === 0) {
      const record = await keepTable(path, definition, made, breaches, update);
      await pulls.accept(made.pulled);
      if (damage) say(damage.message);
      return {id: definition.id, path, mode: "live", asOf: record.asOf, record, breaches};
    }
    detail = `the pull breaches the contract: ${errors.map(inWords).join("; ")}; ${definition.id} is made of what ${definition.publishers.join(" and ")} sent`;
    troubles = [breached(errors)];
  } catch (error) {
    troubles = troublesOf(error);
    // It may quote what a publisher sent.
    const message = printable((error as Error).message, longest);
    // What was read, but has another shape, does not say itself whose it is.
    const isShape = troubles.some(({kind}) => kind === "shape");
    detail = isShape
      ? `${message}; ${definition.id} is made of what ${definition.publishers.join(" and ")} sent`
      : message;
  }
  const whole = damage ? Promise.reject(damage) : lastGood(definition, path, today);
  const record = await whole.catch((error: Error) => {
    throw troubled(`${detail}; and ${error.message}`, troubles);
  });
  const reason = inReadersWords(troubles);
  const {id} = definition;
  return {id, path, mode: "last-good", asOf: record.asOf, record, breaches, reason, detail, troubles};
}

const isError = ({level}: Breach) => level === "error";

/**
 * What the pull makes of what the last good table knew: nothing to compare where there is none, or where it is past its limit, so that
 * what the publisher goes on sending is taken as its word then.
 */
async function againstLastGood(
  definition: TableDefinition,
  path: string,
  cells: Cells,
  today: string
): Promise<Breach[]> {
  if (definition.compare === undefined) return [];
  const record = await lastGood(definition, path, today).catch(() => undefined);
  if (record === undefined || !hasColumns(record, definition)) return [];
  return definition.compare(cells, await readParquet(path, definition.columns), today);
}

/** Whether a table was made with all the columns that it has today. */
const hasColumns = ({columns}: TableRecord, definition: TableDefinition) =>
  definition.columns.every(({name}) => columns.some((column) => column.name === name));

const inWords = ({code, column, message, sample}: Breach) =>
  `${code} of ${column}: ${message} (${sample.slice(0, 2).join(", ")})`;

/** The record of the table that an earlier run left, if it is whole and young enough. */
async function lastGood({limitDays}: TableDefinition, path: string, today: string): Promise<TableRecord> {
  const record = await readRecord(path).catch((error: Error) => {
    throw new Error(`the last good table cannot be used: ${error.message}`);
  });
  if (record === undefined) throw new Error(`there is no last good table`);
  const age = daysBetween(record.today, today);
  if (age < 0) throw new Error(`the last good table is for ${record.today}, later than ${today} may know`);
  if (age <= limitDays) return record;
  throw new Error(
    `the last good table is for ${record.today}, ${age} days old, past its limit of ${limitDays} days`
  );
}
