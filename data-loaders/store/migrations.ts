import {readdir, readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {z} from "zod";
import {parseJson, writeSealed} from "./files.js";
import {realms} from "./realms.js";

/** How a store of the format before becomes one of this. Done twice it does nothing more: a killed migration is done again. */
export interface Migration {
  /** The format that it leads to. */
  readonly to: number;
  /** What it does, for the log. */
  readonly what: string;
  readonly migrate: (state: string, say: (message: string) => void) => Promise<void>;
}

/** All migrations in their order. A change of the store's layout adds one here. */
export const migrations: readonly Migration[] = [
  {
    to: 2,
    what: "its runs and registries are sealed, so that a changed digit is noticed",
    migrate: sealRecords
  }
];

const anything = z.record(z.string(), z.json());

/** Seals run records, registries and decisions. What cannot be read is left for its reader, who knows where there is a copy. */
async function sealRecords(state: string, say: (message: string) => void): Promise<void> {
  for (const realm of realms)
    for (const room of ["runs", "registry"])
      for (const path of await jsonFiles(join(state, realm, room))) {
        const {value, problem} = parseJson(await readFile(path, "utf8"), anything);
        if (value === undefined) say(`${relative(state, path)} is left as it is: ${problem}`);
        else if (value.seal === undefined && !path.endsWith(".index.json")) await writeSealed(path, value, 1);
      }
}

/** All JSON files below a folder, sorted. */
async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true}).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    }
  );
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json") && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
