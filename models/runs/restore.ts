import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {parseJson, writeSealed} from "../../data-loaders/store/files.js";
import {realms} from "../../data-loaders/store/realms.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {keptKeys, resultsFolder} from "../pipeline/results.js";
import {keptRunSchema, type Realm, runPath} from "./runs.js";

const copySchema = z.object({realm: z.enum(realms), runs: z.array(keptRunSchema)});

/**
 * Writes the record of a run again from its copy in the last kept promotions of its study, which is said.
 * @returns undefined where none of them has it.
 */
export async function restoreRun(
  state: string,
  realm: Realm,
  study: string,
  runId: string,
  say: (message: string) => void
): Promise<Run | undefined> {
  const task = `${study}/promote`;
  for (const key of await keptKeys(state, task)) {
    const file = join(resultsFolder(state, task), key, "promotion.json");
    const text = await readFile(file, "utf8").catch(() => undefined);
    const copy = text === undefined ? undefined : parseJson(text, copySchema).value;
    const found = copy?.realm === realm ? copy.runs.find((run) => run.runId === runId) : undefined;
    if (!found) continue;
    const path = runPath(state, realm, study, runId);
    const {alias: _, ...run} = found;
    await writeSealed(path, run, 1);
    say(`${path} was restored from its copy in the last promotion`);
    return run;
  }
  return undefined;
}
