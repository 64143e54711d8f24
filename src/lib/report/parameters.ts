import {formatCount, formatNumber, formatShare} from "../format.js";

type Value = string | number | boolean;

/** The parameters that decide how a candidate behaves, as a reader would say them; a number of the unit that its option states. */
const WORDS: Readonly<Record<string, (value: number) => string>> = {
  halfLife: (days) => `an observation counts half after ${formatCount(days, "day")}`,
  autocorrelation: (share) =>
    `a day’s error is taken to repeat ${formatNumber(share, 1)} of the error of the day before`,
  clipDay: (share) =>
    `an hour’s error counts up to ${formatShare(share)} of the load away from the mean error of its day`,
  clip: (share) => `an hour’s error counts up to ${formatShare(share)} of the load in all`,
  correctionHalfLife: (days) =>
    `in the correction by the last errors, an error counts half after ${formatCount(days, "day")}`,
  members: (n) => `${formatCount(n, "net")} are averaged`,
  epochs: (n) => `the first training passes over the record at most ${formatCount(n, "time")}`,
  refitDays: (days) => `the nets are trained again every ${formatCount(days, "day")}`
};

/** The parameters that matter most, each in words, in their order here; empty where none of them is known. */
export function parametersInWords(params: Readonly<Record<string, Value>>): string[] {
  return Object.entries(WORDS).flatMap(([name, words]) => {
    const value = params[name];
    return typeof value === "number" ? [words(value)] : [];
  });
}
