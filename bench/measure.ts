import {stopwatch} from "../data-loaders/clock.js";

/** One figure of a bench. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** A bench: what it measures, and how. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  /** True: takes minutes, and runs only where it is named. */
  readonly heavy?: boolean;
  /** Throws where it cannot run: the message says what is missing. */
  readonly run: () => Promise<Figure[]>;
}

/** Seconds that one call takes. */
export async function once(call: () => unknown): Promise<number> {
  const start = stopwatch();
  await call();
  return (stopwatch() - start) / 1000;
}

/** CPU seconds of this process so far. */
export function cpuSeconds(): number {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * Median seconds of a call, after one that does not count: at least five calls, and as many as fit into a second.
 * The median is not moved by a collection of garbage or a neighbour on the machine.
 */
export async function typical(call: () => unknown): Promise<number> {
  await call();
  const times: number[] = [];
  for (let spent = 0; times.length < 5 || (spent < 1 && times.length < 1000); ) {
    const seconds = await once(call);
    times.push(seconds);
    spent += seconds;
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}
