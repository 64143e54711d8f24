import {join} from "node:path";
import {z} from "zod";
import {readJson, writeJson} from "./files.js";

/** The version of the store's layout; raised when files of an older store can no longer be read. */
const storeFormat = 1;

const schema = z.object({format: z.int()});

/**
 * Opens the store: writes `format.json` in a new one, checks it in an old one.
 * @throws when the store was written in another format, or when format.json is corrupt (it is then moved aside).
 */
export async function openStore(state: string): Promise<void> {
  const path = join(state, "format.json");
  const found = await readJson(path, schema);
  if (found === undefined) {
    await writeJson(path, {format: storeFormat});
  } else if (found.format !== storeFormat) {
    throw new Error(
      `The store ${state} has format ${found.format}, and this version of Almanac reads format ${storeFormat}: ` +
        "point ALMANAC_STATE to another folder, or use the version of Almanac that wrote it."
    );
  }
}
