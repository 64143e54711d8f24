import pLimit from "p-limit";
import {MlflowTrouble} from "./client.js";

/** A thing that the server would not take. */
export interface Refusal<T> {
  readonly item: T;
  readonly trouble: MlflowTrouble;
}

const atOnce = 4;
const tolerated = 5;

/**
 * Works on items, four at a time. What the server refuses about one item does not stop the others, up to five; what says that the
 * server cannot be used stops all.
 * @returns what was refused
 * @throws what stopped it, when no work goes on any more
 */
export async function eachOf<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>
): Promise<Refusal<T>[]> {
  const limit = pLimit(atOnce);
  const refusals: Refusal<T>[] = [];
  const failures: unknown[] = [];
  const attempt = async (item: T): Promise<void> => {
    if (failures.length > 0) return;
    try {
      await work(item);
    } catch (error) {
      if (isRefusal(error) && refusals.length < tolerated) refusals.push({item, trouble: error});
      else failures.push(error);
    }
  };
  await Promise.all(items.map((item) => limit(() => attempt(item))));
  if (failures.length > 0) throw failures[0];
  return refusals;
}

/** Whether an answer is about the thing that was sent, in MLflow's own words, and not about the server or the access. */
function isRefusal(error: unknown): error is MlflowTrouble {
  if (!(error instanceof MlflowTrouble) || error.code === undefined) return false;
  return [400, 404, 409, 413, 422].includes(error.status ?? 0);
}
