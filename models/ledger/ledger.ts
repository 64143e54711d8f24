import {readdir} from "node:fs/promises";
import {join} from "node:path";
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
export type IssuedForecast = z.infer<typeof forecastSchema>;

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
 */
export async function issue(
  state: string,
  realm: Realm,
  entry: LedgerEntry
): Promise<{entry: LedgerEntry; path: string; added: boolean}> {
  const path = ledgerPath(state, realm, entry.study, "forecasts", entry.origin);
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

/** Everything that was issued in a study, by origin. */
export async function readLedger(state: string, realm: Realm, study: string): Promise<LedgerEntry[]> {
  const folder = join(state, realm, "ledger", study, "forecasts");
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const entries = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => readJson(join(folder, name), entrySchema))
  );
  return entries.filter((entry) => entry !== undefined);
}
