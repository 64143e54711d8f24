import {stopwatch} from "../../data-loaders/clock.js";
import type {HttpLimits} from "../../data-loaders/http.js";
import {createHttp} from "../../data-loaders/http.js";
import {type TablesResult, updateTables} from "../../data-loaders/tables.js";

/** What is pulled, for which day, into which store, from where. */
export interface Pulling {
  readonly table: string;
  readonly today: string;
  readonly state: string;
  readonly upstream: string;
  readonly limits?: Partial<HttpLimits>;
}

/** How a pull ended. */
export interface Ended {
  readonly result?: TablesResult;
  /** What is said of it in full: why it failed, or why it is last good. */
  readonly message: string;
  readonly seconds: number;
  /** What it would have waited between attempts, seconds. */
  readonly waited: number;
}

/**
 * Pulls a table as `npm run refresh` does where only live data will do, in this process and without waiting between attempts.
 * @returns also when it failed.
 */
export async function pullOnce({table, today, state, upstream, limits = {}}: Pulling): Promise<Ended> {
  const started = stopwatch();
  let waited = 0;
  const http = createHttp(limits, {
    sleep: async (ms) => void (waited += ms),
    elapsed: () => stopwatch() + waited
  });
  const now = new Date(`${today}T12:00:00Z`);
  const environment = {sources: "live", upstream, today, state} as const;
  const end = () => ({seconds: (stopwatch() - started) / 1000, waited: waited / 1000});
  try {
    const result = await updateTables([table], environment, {http, now, machine: new Date(now)});
    const {detail = ""} = result.tables[table]!;
    return {result, message: detail, ...end()};
  } catch (error) {
    const {message, cause} = error as Error;
    return {message: [message, cause].filter((text) => text !== undefined).join(" "), ...end()};
  }
}
