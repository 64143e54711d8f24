import {copyFile, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {sha256OfFile, writeJson} from "../../data-loaders/store/files.js";
import type {TaskInput, TaskOutput} from "../../models/pipeline/task.js";

/** Takes the file `outside.txt` beside the store for the table, as a pull would. */
export async function pull({folder, environment}: TaskInput): Promise<TaskOutput> {
  const path = join("live", "tables", "tiny-wave.parquet");
  await mkdir(join(environment.state, "live", "tables"), {recursive: true});
  await copyFile(join(environment.state, "..", "outside.txt"), join(environment.state, path));
  await writeJson(join(folder, "day.json"), {realm: "live", today: environment.today});
  await writeJson(join(folder, "tiny-wave.json"), {
    path,
    sha256: await sha256OfFile(join(environment.state, path))
  });
  return {};
}
