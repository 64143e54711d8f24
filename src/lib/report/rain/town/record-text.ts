import {formatCount, formatDate, formatDay, formatNumber, formatShare} from "../../../format.js";
import {wilson} from "../../../scores/wilson.js";
import type {RecentDay} from "./recent.js";
import {outcomes} from "./recent.js";
import type {TownMonth, TownRecent} from "./shapes.js";
import {monthName} from "./words.js";

/** The finding of the chart of the last days: "Rain came on 21 of the last 60 days; 18 of them had been called wet". */
export function recentTitle(days: readonly RecentDay[]): string {
  const {hit, alarm, miss, rejection} = outcomes(days);
  const known = hit + alarm + miss + rejection;
  if (known === 0) return `The chance of rain in the last ${formatCount(days.length, "day")}`;
  const of =
    known === days.length
      ? `the last ${formatNumber(known)} days`
      : `${formatCount(known, "day")} that are known`;
  if (hit + miss === 0) return `No rain on ${of}; ${formatNumber(alarm)} had been called wet`;
  return `Rain on ${formatNumber(hit + miss)} of ${of}; ${formatNumber(hit)} of them had been called wet`;
}

/** What the chart of the last days shows. */
export function recentSubtitle(town: string, days: readonly RecentDay[]): string {
  const came = days.some(({rain}) => rain !== null)
    ? ", and the rain of its 24 hours to 9 am, mm. Filled where more than 1.0\u00a0mm fell, ringed where that had been called dry; wet is said from the dotted line on."
    : "; wet is said from the dotted line on. What fell is not known here.";
  return `${town}: the chance that was said of each day${came} The diamond is the forecast with its 80\u00a0% interval`;
}

/** By which trainings the last forecasts were made. Empty where one made all. */
export function trainingText({training}: Pick<TownRecent, "training">): string {
  return training === null
    ? ""
    : `The forecasts of days before ${formatDay(training.until)} come from a training on the days before ${formatDate(training.before)}, later ones from this week’s.`;
}

/** Hits and misses of the last days in words. */
export function recentText(days: readonly RecentDay[]): string {
  const {hit, alarm, miss, rejection} = outcomes(days);
  const known = hit + alarm + miss + rejection;
  const lost = days.length - known;
  if (known === 0)
    return `Whether it rained on the last ${formatCount(days.length, "day")} is not known here, so these forecasts cannot be checked.`;
  const came =
    hit + miss === 0
      ? "No rain came"
      : `Rain came on ${formatCount(hit + miss, "day")}: ${formatNumber(hit)} had been called wet, ${formatNumber(miss)} had not`;
  const unknown =
    lost === 0
      ? ""
      : ` ${formatCount(lost, "day")} ${lost === 1 ? "has" : "have"} no forecast or no reading.`;
  return `${came}. ${formatCount(alarm, "day")} called wet stayed dry, and ${formatNumber(rejection)} of ${formatCount(known, "day")} were rightly called dry.${unknown} They are not among the scored days below.`;
}

/** A month with its share of rainy days and the 95 % interval of that. */
export interface MonthShare extends TownMonth {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The months that have a reading, with their shares. */
export function monthShares(months: readonly TownMonth[]): MonthShare[] {
  return months
    .filter(({n}) => n > 0)
    .map((month) => {
      const [low, high] = wilson(month.rainy, month.n);
      return {...month, share: month.rainy / month.n, low, high};
    });
}

/** The finding of the months: "It rains most often in March, on 62 % of days, and least in September, on 19 %". Without a reading, that. */
export function monthsTitle(months: readonly MonthShare[]): string {
  if (months.length === 0) return "No day of any month has been read";
  const most = months.reduce((a, b) => (b.share > a.share ? b : a));
  const least = months.reduce((a, b) => (b.share < a.share ? b : a));
  if (most.share === least.share) return `It rains on ${formatShare(most.share)} of days`;
  return `It rains most often in ${monthName(most.month)}, on ${formatShare(most.share)} of days, and least in ${monthName(least.month)}, on ${formatShare(least.share)}`;
}

/**
 * How often it rains in a month, with its interval and the days that it is of; said to be few below 60. Where the usual chance of the page is written
 * otherwise, why. Empty where the month has no day.
 */
export function monthText(months: readonly MonthShare[], month: number, climatology: number | null): string {
  const found = months.find((one) => one.month === month);
  if (!found) return "";
  const {share, low, high, n} = found;
  const few = n < 60 ? `, which is few` : "";
  const said = `In ${monthName(month)} it has rained on ${formatShare(share)} of ${formatCount(n, "recorded day")}${few} (95 % interval ${formatNumber(100 * low)} to ${formatShare(high)}, as if each day were by itself; wet days come together, so the truth is less certain).`;
  return climatology === null || formatShare(climatology) === formatShare(share)
    ? said
    : `${said} The usual chance above, ${formatShare(climatology)}, is this share as the climatology knew it before this week, drawn a little towards that of all towns.`;
}
