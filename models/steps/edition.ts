import {join} from "node:path";
import {publishEdition} from "../pipeline/edition.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";

/** What `edition` is told. */
export type EditionParams = {readonly studies: readonly string[]; readonly today: string | null};

/**
 * Puts together what the studies publish, each as it made it last, and the files about all of them, and publishes it as
 * one edition. A study that failed stays as it was published before.
 * @throws when no study has ever published anything.
 */
export async function edition(input: TaskInput<EditionParams>): Promise<TaskOutput> {
  const {params, needs, failures, environment, say} = input;
  const sources: Record<string, string> = {};
  for (const study of params.studies) {
    const task = `${study}/publish`;
    if (failures[task] !== undefined) say(`${study} stays as it was published before: ${failures[task]}`);
    const published = needs[task];
    for (const path of Object.keys(published?.outputs ?? {})) sources[path] = join(published.folder, path);
  }
  if (Object.keys(sources).length === 0) {
    throw new Error(
      `No study has anything to publish: ${Object.values(failures).join("; ") || "none is in models/studies.ts"}.`
    );
  }
  const {files, id} = await publishEdition(environment.state, sources);
  return {
    value: {id},
    rows: Object.keys(files).length,
    leaves: Object.keys(files).map((path) => join("artifacts", path))
  };
}
