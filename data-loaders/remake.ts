import {access} from "node:fs/promises";
import {addDays} from "../src/lib/time/zone.js";
import {keepTable} from "./kept-table.js";
import type {Update} from "./live.js";
import {readRecord, readRecordAlone, type TableRecord} from "./record.js";
import {refuse} from "./sample.js";
import {setAside} from "./store/files.js";
import type {TableDefinition} from "./table.js";

/**
 * Looks after the last good table: one that was damaged is moved aside and made anew from the raw pulls that are kept, for the day that it
 * was for; nothing is asked of any publisher. Where its record was damaged too, the days back to the limit of its contract are tried.
 * @throws where the kept pulls do not make a table that satisfies the contract.
 */
export async function mend(definition: TableDefinition, path: string, update: Update): Promise<void> {
  const {keptPulls, say = () => {}} = update;
  const found = await damageOf(path);
  if (!found) return;
  const problem = found.problem.replace(/\.$/, "");
  const moved = (await exists(path)) ? ` It was moved to ${await setAside(path)}.` : "";
  const failures: string[] = [];
  for (const {day, now} of keptPulls ? instants(definition, found.record, update) : []) {
    try {
      const record = await remade(definition, path, {pulls: keptPulls!(now), today: day, now});
      const same = record.sha256 === found.record?.sha256 ? ", byte for byte as it was" : "";
      say(`${problem}.${moved} It was made anew from the raw pulls of ${day}${same}.`);
      return;
    } catch (error) {
      failures.push(`for ${day}: ${(error as Error).message}`);
    }
  }
  const why = failures[0] ?? "there are none";
  throw new Error(
    `the last good table cannot be used: ${problem}.${moved} The raw pulls that are kept do not make it anew (${why})`
  );
}

/** What is wrong with a table that was there, with its record where that can be read. */
async function damageOf(path: string): Promise<{problem: string; record?: TableRecord} | undefined> {
  try {
    if (await readRecord(path)) return undefined;
    const record = await readRecordAlone(path);
    return record && {problem: `${path} is gone`, record};
  } catch (error) {
    const record = await readRecordAlone(path).catch(() => undefined);
    return {problem: (error as Error).message, record};
  }
}

async function remade(
  definition: TableDefinition,
  path: string,
  {pulls, today, now}: Pick<Update, "pulls" | "today" | "now">
): Promise<TableRecord> {
  const made = await definition.make({pulls, today, now});
  const breaches = [...made.breaches, ...definition.check(made.cells, today)];
  refuse(definition.id, breaches);
  return keepTable(path, definition, made, breaches, {today, now});
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  );
}

/** The instant that a table was made at, or noon of each day that may still be used, the latest first. */
function instants(
  {limitDays}: TableDefinition,
  record: TableRecord | undefined,
  {today, now}: Update
): {day: string; now: Date}[] {
  if (record) return [{day: record.today, now: new Date(record.madeAt)}];
  return Array.from({length: limitDays + 1}, (_, back) => {
    const then = new Date(now.getTime() - back * 86_400_000);
    return {day: addDays(today, -back), now: then};
  });
}
