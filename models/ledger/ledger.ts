import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {readJson} from "../../data-loaders/store/files.js";
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

/** What stands for the hash of a link before the first. */
export const genesis = "0".repeat(64);

/** The shape of an entry. */
export const entrySchema = z.object({
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
  /** Of a vector, the unit of each series, the first that of the entry; its scores are of the first series. */
  units: z.array(z.string()).optional(),
  forecasts: z.array(forecastSchema),
  /** The publisher's own forecast as it stood at the issue, where there is one. */
  reference: z.object({candidate: z.string(), value: column}).optional(),
  /** True where the day was made afterwards, see `models/replay/`. */
  replayed: z.literal(true).optional(),
  /** Its place in the chain, see chain.ts: the hash of the link before it and of itself; none in entries that are older than the chain. */
  chain: z.object({previous: z.string(), rows: z.string()}).optional()
});
/** What was issued at one origin: the champion's and the challenger's forecasts. */
export type LedgerEntry = z.infer<typeof entrySchema>;

/** How many of an entry's values are scored together: those of all series, or of a vector those of the first. */
export function pooledValues({
  times,
  series,
  units
}: Pick<LedgerEntry, "times" | "series" | "units">): number {
  return times.length * (units ? 1 : series.length);
}

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

function forecastsFolder(state: string, realm: Realm, study: string): string {
  return join(state, realm, "ledger", study, "forecasts");
}

/** `<state>/<realm>/ledger/<study>/chain.json`: the chain of the entries, see chain.ts. */
export function chainPath(state: string, realm: Realm, study: string): string {
  return join(state, realm, "ledger", study, "chain.json");
}

/**
 * Everything that was issued in a study, by origin.
 * @throws {CorruptFile} at an entry that cannot be used, which is moved aside; and from then on as long as it lies there, because
 * a ledger that went on without it would have lost an issued forecast in silence.
 */
export async function readLedger(state: string, realm: Realm, study: string): Promise<LedgerEntry[]> {
  const folder = forecastsFolder(state, realm, study);
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
export async function namesIn(folder: string, study: string): Promise<string[]> {
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
