import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {noCounts} from "../../data-loaders/pulls.js";
import {sha256 as hashOf, writeAtomic, writeJson} from "../../data-loaders/store/files.js";
import type {TaskInput, TaskOutput} from "../../models/pipeline/task.js";
import type {StudyProvenance} from "../../models/steps/files.js";

/** Takes the file `outside.txt` beside the store for the table, as a pull would; "garbage" in it is refused. */
export async function pull({folder, environment}: TaskInput): Promise<TaskOutput> {
  const place = join("live", "tables", "tiny-wave.parquet");
  const waves = await readFile(join(environment.state, "..", "outside.txt"), "utf8");
  if (waves === "garbage") throw new Error("tiny-wave: waves were expected, and garbage came");
  // Another study may be reading the same table at this moment.
  await writeAtomic(join(environment.state, place), waves);
  const sha256 = hashOf(waves);
  const today = environment.today!;
  await writeJson(join(folder, "day.json"), {realm: "live", today});
  await writeJson(join(folder, "tiny-wave.json"), {path: place, sha256});
  const provenance: StudyProvenance = {
    tables: [{id: "tiny-wave", mode: "live", asOf: "2024-12-24", record: record(today, sha256), breaches: []}]
  };
  await writeJson(join(folder, "provenance.json"), provenance);
  const change = waves.startsWith("same") ? "notModified" : "changed";
  return {pulls: {...noCounts(), requests: 1, [change]: 1, bytes: waves.length, kept: 2}};
}

function record(today: string, sha256: string): StudyProvenance["tables"][number]["record"] {
  const source = {
    publisher: "test",
    dataset: "waves",
    title: "Waves",
    url: "https://example.org/waves",
    licence: "none"
  };
  const madeAt = `${today}T12:00:00.000Z`;
  return {
    ...{
      id: "tiny-wave",
      title: "Waves",
      timeZone: "Europe/Paris",
      rows: 1,
      bytes: 5,
      sha256,
      today,
      asOf: "2024-12-24",
      madeAt
    },
    ...{from: madeAt, to: madeAt, columns: [], breaches: [], contract: [], days: {}},
    sources: [{...source, pulledAt: madeAt, sha256, citation: "Invented for tests"}]
  };
}
