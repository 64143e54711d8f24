import {formatDate} from "../../../format.js";
import {addDays} from "../../../time/zone.js";
import {median} from "../../season.js";
import {type PriceUnit, priceText} from "../units.js";
import type {RecordDay} from "./days.js";

/** A day on which the price stood out, and how many times the median of the days before it was. */
export interface Spike extends RecordDay {
  readonly times: number;
}

/** What makes a spike: the highest price within so many days on either side, and at least so many times the median of so many days before. */
export const spikeRule = {around: 45, times: 2, before: 180, least: 30} as const;

/** The days on which the price stood out, in order of time. A day needs `least` days before it. */
export function findSpikes(days: readonly RecordDay[], rule: typeof spikeRule = spikeRule): Spike[] {
  return days.flatMap((day, i) => {
    const before = days.slice(Math.max(0, i - rule.before), i);
    if (before.length < rule.least) return [];
    const around = days.slice(Math.max(0, i - rule.around), i + rule.around + 1);
    if (around.some(({price}) => price > day.price)) return [];
    const times = day.price / median(before.map(({price}) => price));
    return times >= rule.times ? [{...day, times}] : [];
  });
}

/** What is on record of a time in which prices stood out, and where it is said. */
interface Cause {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly source: string;
}

const causes: readonly Cause[] = [
  {
    ...{from: "2018-02-26", to: "2018-03-05", text: "gas deficit warning in the “Beast from the East”"},
    source:
      "https://www.independent.co.uk/news/uk/home-news/uk-weather-latest-national-grid-gas-deficit-freezing-temperatures-homes-warm-danger-cold-a8234056.html"
  },
  {
    ...{from: "2022-02-24", to: "2022-03-31", text: "Russia’s invasion of Ukraine"},
    source: "https://www.thetimes.co.uk/article/uk-gas-prices-jump-on-supply-fears-2956c5qw2"
  },
  {
    ...{from: "2022-08-19", to: "2022-09-10", text: "Nord Stream 1 shut"},
    source: "https://www.thetimes.co.uk/article/pipeline-closure-sees-wholesale-gas-prices-spike-fjw9bg2bq"
  }
];

/** What was reported at the time of a day; undefined where none is on the list. */
export function reportedOf(day: string): Pick<Cause, "text" | "source"> | undefined {
  return causes.find(({from, to}) => day >= from && day <= to);
}

/** The title of the chart of the whole record: its dearest day, and today's price beside it. */
export function historyTitle(days: readonly RecordDay[], unit: PriceUnit): string {
  const top = days.reduce((high, one) => (one.price > high.price ? one : high));
  const last = days[days.length - 1];
  return `Gas was dearest on ${formatDate(top.day)}, at ${priceText(top.price, unit)}; on ${formatDate(last.day)} it cost ${priceText(last.price, unit)}`;
}

/** The price of a day against that of the days before and of a year ago, %: above 0 where it is higher. Undefined where the record does not reach. */
export function changeSince(days: readonly RecordDay[], back: number): number | undefined {
  const last = days[days.length - 1];
  const then = days.find(({day}) => day === addDays(last.day, -back));
  return then && 100 * (last.price / then.price - 1);
}
