import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseJson, sealed, setAside, stableJson, writeAtomic} from "../../data-loaders/store/files.js";
import {type Night, nightSchema} from "../../src/lib/artifacts/pipeline.js";

/** `<state>/pipeline/nights.jsonl`: one sealed line of JSON for each run, the oldest first. Lines are added and never changed. */
export function nightsPath(state: string): string {
  return join(state, "pipeline", "nights.jsonl");
}

/** Runs on record, the oldest first; none where there is no record, and only those before the first line that cannot be read. */
export async function readNights(state: string): Promise<Night[]> {
  return (await parsed(nightsPath(state))).nights;
}

/**
 * Adds a run to the record. A record with a line that cannot be read is moved aside, and goes on with the lines before it.
 * @param say told when that happened
 * @returns all runs on record, the oldest first.
 */
export async function keepNight(
  state: string,
  night: Night,
  say: (message: string) => void = () => {}
): Promise<Night[]> {
  const path = nightsPath(state);
  const {nights, problem} = await parsed(path);
  if (problem !== undefined)
    say(`${path}: ${problem}. It was moved to ${await setAside(path)}; the lines before are kept.`);
  const all = [...nights, nightSchema.parse(night)];
  await writeAtomic(path, all.map((each) => `${stableJson(sealed(each))}\n`).join(""));
  return all;
}

async function parsed(path: string): Promise<{nights: Night[]; problem?: string}> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const nights: Night[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const {value, problem} = parseJson(line, nightSchema);
    if (value === undefined) return {nights, problem: `line ${i + 1} is no run of the pipeline (${problem})`};
    nights.push(value);
  }
  return {nights};
}
