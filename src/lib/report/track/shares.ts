import type {TrackRecord} from "../../artifacts/track.js";
import {wilson} from "../../scores/wilson.js";

/** A measured share with Wilson's 95 % interval, beside what it should have been. */
export interface Share {
  /** What it is a share of: "Day 1", "30 to 50 %". */
  readonly name: string;
  /** "80 %", "95 %", or "said". */
  readonly of: string;
  readonly wanted: number;
  readonly measured: number;
  readonly low: number;
  readonly high: number;
  /** Independent cases that the interval counts. */
  readonly cases: number;
}

/**
 * How often the intervals held the truth, by lead. The interval of that share counts editions as its cases, and not their values, which fail
 * together.
 */
export function coverageShares({coverage}: TrackRecord): Share[] {
  return coverage.flatMap(({lead, cases, n, in80, in95}) =>
    [
      {of: "80 %", wanted: 0.8, held: in80},
      {of: "95 %", wanted: 0.95, held: in95}
    ].map(({of, wanted, held}): Share => {
      const measured = held / n;
      const [low, high] = wilson(measured * cases, cases);
      return {name: `Day ${lead}`, of, wanted, measured, low, high, cases};
    })
  );
}

/** How often it happened, by how probable it was said to be. */
export function classShares({classes}: TrackRecord): Share[] {
  return classes.map(({from, to, n, said, happened}): Share => {
    const [low, high] = wilson(happened, n);
    const name = `${Math.round(100 * from)} to ${Math.round(100 * to)}\u00a0%`;
    return {name, of: "said", wanted: said, measured: happened / n, low, high, cases: n};
  });
}

/** Whether the interval of a share holds what was wanted. */
export function holds({low, high, wanted}: Share): boolean {
  return low <= wanted && wanted <= high;
}
