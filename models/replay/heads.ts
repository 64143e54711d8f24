import {replayStore} from "../../data-loaders/store/realms.js";
import {headOf} from "../ledger/chain.js";
import {inspectLedger} from "../ledger/inspect.js";
import type {Study} from "../study.js";

/**
 * The heads of the chains of what was replayed in a store, by study: those that an edition shows beside what was issued. A ledger that is not as it
 * was replayed is not shown; `npm run ledger -- verify` says why.
 */
export async function replayedHeads(
  state: string,
  studies: readonly Pick<Study, "id">[]
): Promise<Record<string, string>> {
  const heads: Record<string, string> = {};
  for (const {id} of studies) {
    const {links, deviations} = await inspectLedger(replayStore(state), "replayed", id);
    if (links.length > 0 && deviations.length === 0) heads[id] = headOf(links);
  }
  return heads;
}
