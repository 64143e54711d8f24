import {dirname} from "node:path";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import type {Realm} from "../runs/runs.js";
import {carried, headOf, linkOf, writeLinks} from "./chain.js";
import {soundLinks} from "./inspect.js";
import {entrySchema, type LedgerEntry, ledgerPath, namesIn} from "./ledger.js";

/**
 * Appends what is issued at an origin, and its link to the chain. An origin is issued once: where the ledger has it, nothing changes,
 * whatever comes.
 * @returns the entry that the ledger holds, its path, and whether it is new.
 * @throws as `readLedger`: an origin whose entry cannot be read is not issued anew; and {LedgerChanged} where the ledger is not what was
 * issued before.
 */
export async function issue(
  state: string,
  realm: Realm,
  entry: LedgerEntry
): Promise<{entry: LedgerEntry; path: string; added: boolean}> {
  const path = ledgerPath(state, realm, entry.study, "forecasts", entry.origin);
  await namesIn(dirname(path), entry.study);
  const kept = await readJson(path, entrySchema);
  const links = await soundLinks(state, realm, entry.study);
  if (kept) return {entry: kept, path, added: false};
  const rows = entry.times.length * entry.series.length;
  const {reference} = entry;
  const columns = entry.forecasts.flatMap(({candidate, value, lo80, hi80, lo95, hi95}) =>
    [value, lo80, hi80, lo95, hi95].map((cells) => ({candidate, cells}))
  );
  if (reference) columns.push({candidate: reference.candidate, cells: reference.value});
  for (const {candidate, cells} of columns) {
    if (cells.length !== rows)
      throw new Error(
        `ledger of ${entry.study}, ${entry.origin}: every column of ${candidate} needs ${rows} values`
      );
  }
  const {chain: _, ...own} = entrySchema.parse(entry);
  const link = linkOf(own, headOf(links));
  const added = {...own, chain: carried(link)};
  // The entry first: where this ends between the two, the entry says by itself where it belongs.
  await writeJson(path, added);
  await writeLinks(state, realm, entry.study, [...links, link]);
  return {entry: added, path, added: true};
}
