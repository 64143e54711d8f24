import {quantile} from "../../../distributions/quantile.js";
import {formatCount, formatNumber, formatPercent} from "../../../format.js";
import type {RecordDay} from "./days.js";

/** A calendar month over all whole years: prices over the mean of their year. */
export interface SeasonMonth {
  /** 1 … 12. */
  readonly month: number;
  readonly days: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Days that a calendar year must have to count as a whole one. */
const whole = 350;

/** The years that are whole, in order. */
export function wholeYears(days: readonly RecordDay[]): string[] {
  const counts = new Map<string, number>();
  for (const {day} of days) counts.set(day.slice(0, 4), (counts.get(day.slice(0, 4)) ?? 0) + 1);
  return [...counts].flatMap(([year, count]) => (count >= whole ? [year] : []));
}

/** The profile of the year: the median and the middle half of prices over the mean price of their calendar year, by month. Levels move too much from year to year to be compared themselves. */
export function seasonProfile(days: readonly RecordDay[]): SeasonMonth[] {
  const years = wholeYears(days);
  const means = new Map(
    years.map((year) => {
      const own = days.filter(({day}) => day.startsWith(year));
      return [year, own.reduce((sum, {price}) => sum + price, 0) / own.length];
    })
  );
  return Array.from({length: 12}, (_, i) => {
    const month = String(i + 1).padStart(2, "0");
    const shares = days
      .filter(({day}) => day.slice(5, 7) === month && means.has(day.slice(0, 4)))
      .map(({day, price}) => price / means.get(day.slice(0, 4))!);
    const sorted = Float64Array.from(shares).sort();
    const at = (share: number) => (sorted.length > 0 ? quantile(sorted, share) : Number.NaN);
    return {month: i + 1, days: sorted.length, low: at(0.25), median: at(0.5), high: at(0.75)};
  }).filter((one) => one.days > 0);
}

const names = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"]
];

/** The name of a month, 1 … 12. */
export function monthName(month: number): string {
  return names[month - 1];
}

/** The title of the profile: which month is usually dearest, which cheapest. */
export function seasonTitle(profile: readonly SeasonMonth[]): string {
  if (profile.length === 0) return "No whole year is on record";
  const top = profile.reduce((high, one) => (one.median > high.median ? one : high));
  const bottom = profile.reduce((low, one) => (one.median < low.median ? one : low));
  const apart = ({median}: SeasonMonth) =>
    `${formatPercent(100 * Math.abs(median - 1), 0)} ${median >= 1 ? "above" : "below"}`;
  return `${monthName(top.month)} is usually dearest, ${apart(top)} its year’s mean, and ${monthName(bottom.month)} cheapest, ${apart(bottom)}`;
}

/** How much of the profile is season: how far the middle half of the days of one month reaches, beside how far months are apart. */
export function seasonSentence(profile: readonly SeasonMonth[], years: number): string {
  const spread = profile.reduce((sum, {low, high}) => sum + (high - low), 0) / profile.length;
  const medians = profile.map(({median}) => median);
  const apart = Math.max(...medians) - Math.min(...medians);
  const said = `The months’ medians are at most ${formatNumber(100 * apart, 0)} percentage points apart, and the middle half of the days of one month reaches over ${formatNumber(100 * spread, 0)}`;
  const counted = formatCount(years, "year");
  return 2 * spread >= apart
    ? `${said}: in ${counted} what each year had of its own outweighs the season.`
    : `${said}: in ${counted} the season stands out.`;
}
