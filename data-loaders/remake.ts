import {access} from "node:fs/promises";
import {addDays} from "../src/lib/time/zone.js";
import type {Update} from "./live.js";
import {writeParquet} from "./parquet.js";
import {readRecordAlone, recordOf, type TableRecord, writeRecord} from "./record.js";
import {refuse} from "./sample.js";
import {setAside} from "./store/files.js";
import type {TableDefinition} from "./table.js";

/**
 * A last good table that was damaged, made anew from the raw pulls that are kept, for the day that it was for; nothing is asked of any
 * publisher. The damaged file is moved aside. Where its record was damaged too, the days back to the limit of its contract are tried.
 * @param problem what is wrong with it
 * @throws where the kept pulls do not make a table that satisfies the contract.
 */
export async function remade(
  definition: TableDefinition,
  path: string,
  problem: Error,
  update: Update
): Promise<TableRecord> {
  const {id, columns} = definition;
  const {keptPulls, say} = update;
  const before = await readRecordAlone(path).catch(() => undefined);
  const there = await access(path).then(
    () => true,
    () => false
  );
  const aside = there ? await setAside(path) : undefined;
  const moved = aside === undefined ? "" : ` It was moved to ${aside}.`;
  const failures: string[] = [];
  for (const {day, now} of instants(definition, before, update)) {
    try {
      const made = await definition.make({pulls: keptPulls(now), today: day, now});
      const breaches = [...made.breaches, ...definition.check(made.cells, day)];
      refuse(id, breaches);
      await writeParquet(path, columns, made.cells);
      const record = await recordOf(path, definition, made, breaches, day, now);
      await writeRecord(path, record);
      const same = record.sha256 === before?.sha256 ? ", byte for byte as it was" : "";
      say(`${problem.message}.${moved} It was made anew from the raw pulls of ${day}${same}.`);
      return record;
    } catch (error) {
      failures.push(`for ${day}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `the last good table cannot be used: ${problem.message}.${moved} The raw pulls that are kept do not make it anew (${failures[0] ?? "there is no day to make it for"})`
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
