import type {Http, HttpLimits} from "./http.js";
import {createHttp} from "./http.js";
import type {Pulled} from "./pulls.js";

/** What studies share that are pulled at the same time. */
export interface Shared {
  /** One client, so that its limits hold for all of them together. */
  readonly http: Http;
  /** What was asked for, by the path of its copy: a chunk that two tables want is pulled once and written once. */
  readonly asked: Map<string, Promise<Pulled>>;
}

const open = new Map<string, Shared & {users: number}>();

/**
 * Runs a task with what all tasks under the same key share while they overlap; the last one to end closes it.
 * @param key what the pulls depend on: store, address and day.
 * @param limits of the client, where they are not its own.
 */
export async function sharing<T>(
  key: string,
  limits: Partial<HttpLimits>,
  task: (shared: Shared) => Promise<T>
): Promise<T> {
  const shared = open.get(key) ?? {http: createHttp(limits), asked: new Map(), users: 0};
  open.set(key, shared);
  shared.users += 1;
  try {
    return await task(shared);
  } finally {
    shared.users -= 1;
    if (shared.users === 0) open.delete(key);
  }
}
