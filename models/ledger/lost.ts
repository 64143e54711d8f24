import {UnknownName} from "../pipeline/graph.js";
import type {Realm} from "../runs/runs.js";
import {writeLinks} from "./chain.js";
import {inspectLedger} from "./inspect.js";

/**
 * Accepts that the entry of an origin is gone: its link stays in the chain, with when and why. Only for the owner of the store's lock.
 * @throws where the chain has no such origin, or its entry is there; nothing changes then.
 */
export async function giveUp(
  state: string,
  realm: Realm,
  study: string,
  origin: string,
  lost: {readonly at: string; readonly reason: string}
): Promise<void> {
  const {links, deviations} = await inspectLedger(state, realm, study);
  if (!links.some((link) => link.origin === origin && !link.lost))
    throw new UnknownName(
      `The chain of ${study}, ${realm} data, was expected to have the origin "${origin}", and it has ${links.length === 0 ? "none" : `${links.length}, ${links[0]!.origin} … ${links.at(-1)!.origin}`}.`
    );
  if (!deviations.some((one) => one.origin === origin && one.came === "no entry"))
    throw new Error(
      `The entry of ${study}, ${origin}, is there: only one that is gone can be given up. Nothing was changed. One that was edited is brought back from an older store, or first moved away.`
    );
  await writeLinks(
    state,
    realm,
    study,
    links.map((link) => (link.origin === origin && !link.lost ? {...link, lost: {...lost}} : link))
  );
}
