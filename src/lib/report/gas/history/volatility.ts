import {formatPercent, formatShare} from "../../../format.js";
import {median} from "../../season.js";
import type {RecordDay} from "./days.js";

/** Today's volatility among those of the record. */
export interface VolatilityNow {
  /** % a day. */
  readonly now: number;
  readonly median: number;
  /** The share of days that were calmer. */
  readonly calmer: number;
}

/** The last day's volatility, the record's median, and the share of days that were calmer. @throws where the last is not known */
export function volatilityNow(days: readonly Pick<RecordDay, "volatility">[]): VolatilityNow {
  const known = days.map(({volatility}) => volatility).filter((value) => !Number.isNaN(value));
  const now = days[days.length - 1]?.volatility;
  if (now === undefined || Number.isNaN(now))
    throw new Error(`gas history: expected a volatility on the last of ${days.length} days, got none`);
  return {now, median: median(known), calmer: known.filter((value) => value < now).length / known.length};
}

/** The title of the chart of volatility. */
export function volatilityTitle(days: readonly RecordDay[]): string {
  const {now, median, calmer} = volatilityNow(days);
  const than = calmer >= 0.5 ? `calmer on ${formatShare(calmer)}` : `livelier on ${formatShare(1 - calmer)}`;
  return `The price moves by ${formatPercent(now, 1)} a day; it was ${than} of all days since ${days[0].day.slice(0, 4)}, whose median is ${formatPercent(median, 1)}`;
}
