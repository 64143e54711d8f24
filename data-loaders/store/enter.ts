import {checkStore, openStore} from "./format.js";
import {type LockOptions, lockStore, type Release} from "./lock.js";
import {sweepRemains} from "./sweep.js";

/**
 * Enters the store as its only writer: checks its format, locks it, removes what killed writers left, migrates it where it is older.
 * @returns what releases it.
 * @throws {NewerStore} on a store of a later version, of which nothing is changed; {StoreBusy} while another process writes it;
 * {DiskError} where it cannot be written.
 */
export async function enterStore(state: string, options: LockOptions = {}): Promise<Release> {
  await checkStore(state);
  const release = await lockStore(state, options);
  try {
    await sweepRemains(state);
    await openStore(state, options.say);
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}
