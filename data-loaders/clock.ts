import {readEnvironment} from "./environment.js";

/**
 * The one place that asks for the time. With `ALMANAC_TODAY` the clock stands at noon UTC of that day; else it is the
 * machine's.
 */
export function now(today: string | undefined = readEnvironment().today): Date {
  return today === undefined ? machineTime() : new Date(`${today}T12:00:00Z`);
}

/** What the machine's own clock says, whatever `ALMANAC_TODAY`: for dates in HTTP headers, and to see a clock that is ahead. */
export function machineTime(): Date {
  return new Date();
}

/** Milliseconds that passed since some instant in the past: for durations only, whatever `ALMANAC_TODAY` says. */
export function stopwatch(): number {
  return performance.now();
}
