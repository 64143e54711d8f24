import {formatDay, formatShare} from "../../../format.js";
import {formatChance, formatChances} from "../headline.js";
import {monthOf} from "../words.js";
import type {TownReport} from "./shapes.js";
import {likelihood} from "./words.js";

/**
 * The finding of a town's page, as a sentence without its full stop: "Cairns: rain is likely by 9 am on Wed 25 Dec, 87 %"; with its year
 * where it is `dated`.
 */
export function townHeadline(
  {name, ahead}: Pick<TownReport, "name" | "ahead">,
  {dated = false} = {}
): string {
  return `${name}: ${likelihood(ahead.probability)} by 9 am on ${formatDay(ahead.day, {dated})}, ${formatChance(ahead.probability)}`;
}

/** What the chance is of, and from which day it is "tomorrow". */
export function meaning({ahead}: Pick<TownReport, "ahead">): string {
  return `The chance of more than 1.0\u00a0mm of rain in the 24 hours to 9 am on ${formatDay(ahead.day)}. They began at 9 am on ${formatDay(ahead.known)}, the last day that was known, and are its “tomorrow”.`;
}

/** What is usual in the month, or an empty text where no candidate says it: "usual in December: 45 %". */
export function usualChance({ahead}: Pick<TownReport, "ahead">): string {
  return ahead.climatology === null
    ? ""
    : `usual in ${monthOf(ahead.day)}: ${formatChance(ahead.climatology)}`;
}

/** How sure the chance itself is, what it is called, and what was to be said at 3 pm. */
export function aheadText({ahead}: Pick<TownReport, "ahead">): string {
  const {probability, lo80, hi80, threshold, at3pm} = ahead;
  const called = probability >= threshold ? "wet" : "dry";
  return [
    `The chance itself is not exact: its 80\u00a0% interval is ${formatChances(lo80, hi80)}.`,
    `A day is called wet from ${formatShare(threshold, 1)} on, the threshold that was chosen on the days of 2015, so this one is called ${called}.`,
    ...(at3pm === null
      ? []
      : [
          `The strongest gust, the sunshine and the highest temperature of a day are known only at its end; with what is known at 3 pm the chance is ${formatChance(at3pm)}.`
        ])
  ].join(" ");
}
