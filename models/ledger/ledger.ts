import {readdir} from "node:fs/promises";
import {dirname, join} from "node:path";
import {z} from "zod";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import type {Realm} from "../runs/runs.js";

const column = z.array(z.number().nullable());

const forecastSchema = z.object({
  candidate: z.string(),
  version: z.string(),
  runId: z.string(),
  alias: z.enum(["champion", "challenger"]),
  value: column,
  lo80: column,
  hi80: column,
  lo95: column,
  hi95: column
});

const entrySchema = z.object({
  study: z.string(),
  origin: z.iso.datetime(),
  issuedAt: z.iso.datetime(),
  unit: z.string(),
  step: z.string(),
  /**
   * Start of each interval; the columns of the forecasts go with `series` × `times`, one series after the
   * other.
   */
  times: z.array(z.iso.datetime()),
  series: z.array(z.string()),
  forecasts: z.array(forecastSchema)
});
/** What was issued at one origin: the champion's and the challenger's forecasts. */
export type LedgerEntry = z.infer<typeof entrySchema>;

/**
 * `<state>/<realm>/ledger/<study>/<forecasts|scores>/<origin>.json`; the origin without colons, which some
 * file systems refuse.
 */
export function ledgerPath(
  state: string,
  realm: Realm,
  study: string,
  kind: "forecasts" | "scores",
  origin: string
): string {
  return join(state, realm, "ledger", study, kind, `${origin.replaceAll(":", "")}.json`);
}

/**
 * Appends what is issued at an origin. An origin is issued once: where the ledger has it, nothing changes,
 * whatever comes.
 * @returns the entry that the ledger holds, its path, and whether it is new.
 * @throws as `readLedger`: an origin whose entry cannot be read is not issued anew.
 */
export async function issue(
  state: string,
  realm: Realm,
  entry: LedgerEntry
): Promise<{entry: LedgerEntry; path: string; added: boolean}> {
  const path = ledgerPath(state, realm, entry.study, "forecasts", entry.origin);
  await namesIn(dirname(path), entry.study);
  const kept = await readJson(path, entrySchema);
  if (kept) return {entry: kept, path, added: false};
  const rows = entry.times.length * entry.series.length;
  for (const {candidate, value, lo80, hi80, lo95, hi95} of entry.forecasts) {
    if ([value, lo80, hi80, lo95, hi95].some((cells) => cells.length !== rows)) {
      throw new Error(
        `ledger of ${entry.study}, ${entry.origin}: every column of ${candidate} needs ${rows} values`
      );
    }
  }
  await writeJson(path, entrySchema.parse(entry));
  return {entry, path, added: true};
}

/**
 * Everything that was issued in a study, by origin.
 * @throws {CorruptFile} at an entry that cannot be used, which is moved aside; and from then on as long as it lies there, because
 * a ledger that went on without it would have lost an issued forecast in silence.
 */
export async function readLedger(state: string, realm: Realm, study: string): Promise<LedgerEntry[]> {
  const folder = join(state, realm, "ledger", study, "forecasts");
  const names = await namesIn(folder, study);
  const entries = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => readJson(join(folder, name), entrySchema))
  );
  return entries.filter((entry) => entry !== undefined);
}

/** The names in the folder of what was issued. @throws where an entry was moved aside because it could not be read. */
async function namesIn(folder: string, study: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const aside = names.filter((name) => name.includes(".json.corrupt-")).sort();
  if (aside.length === 0) return names;
  const paths = aside.map((name) => join(folder, name)).join(", ");
  throw new Error(
    `ledger of ${study}: ${paths} could not be read and was moved aside, so that what was issued there is missing. ` +
      `Restore ${aside[0]!.split(".corrupt-")[0]} from an older store and delete the file that was moved aside, or delete that ` +
      "file knowing that the forecast of its origin is lost."
  );
}
