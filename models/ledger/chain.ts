import {z} from "zod";
import {sha256, stableJson, writeJson} from "../../data-loaders/store/files.js";
import type {Realm} from "../runs/runs.js";
import {chainPath, genesis, type LedgerEntry} from "./ledger.js";

/**
 * The chain of a study's ledger: one link for each edition in the order of issue, in `chain.json` beside the entries. A link holds the sha256 of
 * its entry in canonical JSON (sorted keys, no spaces, without the entry's own `chain`) and the hash of the link before, and its own hash is the
 * sha256 of both with the origin. So no entry can be changed, removed or slipped in without another hash for every later link. Each new
 * entry carries the hash of the link before it and its own as well, which lets a write that was killed between the two files be told from an
 * entry that somebody put there. Entries that are older than the chain carry nothing and are never rewritten: the first issue after them
 * links them by origin. What no chain can show is a ledger that was forged as a whole, so its head is published in track.json, and
 * `npm run ledger -- verify --head` asks for a head that was published before.
 */

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const linkSchema = z.object({
  origin: z.iso.datetime(),
  /** Values of all forecasts of the entry. */
  values: z.int(),
  /** sha256 of the entry. */
  rows: hash,
  /** Hash of the link before; `genesis` in the first. */
  previous: hash,
  hash,
  /** Where the entry is gone and a person accepted it. No part of the hash. */
  lost: z.object({at: z.iso.datetime(), reason: z.string()}).optional()
});
/** One edition in the chain. */
export type Link = z.infer<typeof linkSchema>;

/** The shape of `chain.json`. */
export const chainSchema = z.object({study: z.string(), links: z.array(linkSchema)});

/** Hash of the last link; `genesis` of an empty chain. */
export function headOf(links: readonly Link[]): string {
  return links.at(-1)?.hash ?? genesis;
}

/** The link of an entry after a link. */
export function linkOf(entry: LedgerEntry, previous: string): Link {
  return linked({origin: entry.origin, values: valuesOf(entry.forecasts), rows: rowsHash(entry)}, previous);
}

/** A link with these contents after the link of a hash. */
export function linked(link: Pick<Link, "origin" | "values" | "rows">, previous: string): Link {
  const {origin, rows, values} = link;
  return {origin, values, rows, previous, hash: sha256(stableJson({origin, previous, rows, values}))};
}

/** sha256 of an entry in canonical JSON, without what it says of the chain. */
export function rowsHash({chain: _, ...entry}: LedgerEntry | Record<string, unknown>): string {
  return sha256(stableJson(entry));
}

/** How many values the forecasts of an entry have, whatever stands there. */
export function valuesOf(forecasts: unknown): number {
  if (!Array.isArray(forecasts)) return 0;
  return forecasts.reduce((sum: number, one: unknown) => {
    const value = (one as {value?: unknown} | null)?.value;
    return sum + (Array.isArray(value) ? value.length : 0);
  }, 0);
}

/** What an entry says of its place in the chain. */
export function carried({
  previous,
  rows
}: Pick<Link, "previous" | "rows">): NonNullable<LedgerEntry["chain"]> {
  return {previous, rows};
}

/** Writes the chain of a study. */
export async function writeLinks(
  state: string,
  realm: Realm,
  study: string,
  links: readonly Link[]
): Promise<readonly Link[]> {
  await writeJson(chainPath(state, realm, study), chainSchema.parse({study, links}), 1);
  return links;
}
