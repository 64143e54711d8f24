import {join} from "node:path";
import {writeJson} from "../../data-loaders/store/files.js";
import {addDays} from "../../src/lib/time/zone.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {below, files, type StudyProvenance, tableFile} from "../steps/files.js";
import type {PullParams} from "../steps/pull.js";
import {readTaken, takenFolder} from "./tables.js";

/**
 * In place of a pull: gives the taken tables for the day of the clock. The study's own `read` cuts them at the day's origin. What a publisher
 * revised after that day stands revised in them.
 * @throws where nothing was taken, or the tables do not reach the day: in words for readers.
 */
export async function pull({params, folder, environment}: TaskInput<PullParams>): Promise<TaskOutput> {
  const {state, today} = environment;
  const replay = join(state, "..");
  const taken = await readTaken(replay, params.study);
  if (!taken || today === undefined)
    throw new Error(`${params.study}: tables and a day were expected in ${replay}, and there are none.`);
  if (today > taken.lastDay)
    throw new Error(`its record reaches the edition of ${taken.lastDay}, and ${today} is later`);
  await writeJson(join(folder, files.day), {realm: "replayed", today});
  for (const {id, path, record} of taken.tables)
    await writeJson(join(folder, tableFile(id)), {
      path: below(state, join(takenFolder(replay, params.study), path)),
      sha256: record.sha256
    });
  const eve = addDays(today, -1);
  const provenance: StudyProvenance = {
    tables: taken.tables.map(({id, mode, asOf, record, breaches}) => ({
      ...{id, mode, replayed: true, record, breaches},
      asOf: [asOf, eve].sort()[0]!
    }))
  };
  await writeJson(join(folder, files.provenance), provenance, 1);
  const rows = taken.tables.reduce((sum, {record}) => sum + record.rows, 0);
  return {value: {realm: "replayed", today}, rows};
}
