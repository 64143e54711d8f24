import {join} from "node:path";

/**
 * What figures were made of: pulls of the day itself, the recorded sample, or tables of today cut at an earlier day. Those of two realms never meet
 * in one registry, ledger, list of runs or score.
 */
export const realms = ["live", "recorded", "replayed"] as const;
export type Realm = (typeof realms)[number];

const folder = "replay";

/** The store of the replayed days, inside another one; it has a lock and a format of its own. */
export function replayStore(state: string): string {
  return join(state, folder);
}

/** Whether a name in a store is that of the store of the replayed days. */
export function isReplayStore(name: string): boolean {
  return name === folder;
}

/** The store that a command finds the figures of a realm in. */
export function storeOf(state: string, realm: Realm): string {
  return realm === "replayed" ? replayStore(state) : state;
}
