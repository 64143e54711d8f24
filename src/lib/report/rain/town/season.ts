import {quantile} from "../../../distributions/quantile.js";
import {rainyAbove} from "../../../rain/record.js";
import {addDays, daysBetween} from "../../../time/zone.js";
import {type Season, seasonBefore, seasonOf} from "./seasons.js";
import type {Quartiles, TownSeason, UsualSeason} from "./shapes.js";

/** The rain of one town by local day, without a gap in the days; NaN is missing. */
export interface RainDays {
  readonly days: readonly string[];
  readonly rain: ArrayLike<number>;
}

/** An earlier season counts where this share of the days that are compared was recorded. */
const leastShare = 0.9;
/** So many earlier seasons make quartiles. */
const leastSeasons = 4;

/**
 * The season of `today` so far (the day of a row is the one at whose 9 am the gauge was read), and the quartiles of earlier seasons on the
 * same days. A day that this season has no reading of is left out of the earlier ones too, so that nothing is summed across a gap; where it
 * has none at all, the earlier ones stand whole. 29 February adds nothing in a year without it. `usual` is null with fewer than four
 * seasons of which nine tenths of these days are recorded.
 */
export function townSeason(record: RainDays, today: string): TownSeason {
  const season = seasonOf(today);
  const {name, label, from, to} = season;
  const at = (day: string) => {
    const i = daysBetween(record.days[0], day);
    return i >= 0 && i < record.days.length ? record.rain[i] : Number.NaN;
  };
  const days = Array.from({length: daysBetween(from, to) + 1}, (_, i) => addDays(from, i));
  const known = days.filter((day) => day < today);
  const rain = known.map(at);
  const observed = rain.some((mm) => !Number.isNaN(mm));
  const counts = days.map((_, i) => i >= known.length || !observed || !Number.isNaN(rain[i]));
  const earlier: EarlierSeason[] = [];
  for (let years = 1; seasonBefore(season, years).to >= record.days[0]; ++years) {
    const one = earlierSeason(season, years, days, counts, at);
    if (one) earlier.push(one);
  }
  return {
    ...{name, label, from, to},
    rain: rain.map((mm) => (Number.isNaN(mm) ? null : mm)),
    usual: earlier.length < leastSeasons ? null : usualOf(earlier, known.length)
  };
}

interface EarlierSeason {
  readonly label: string;
  /** Rain of each day that counts; 0 of the others. */
  readonly rain: readonly number[];
}

/** An earlier season on the days that count, or null where too few of them were recorded. */
function earlierSeason(
  season: Season,
  years: number,
  days: readonly string[],
  counts: readonly boolean[],
  at: (day: string) => number
): EarlierSeason | null {
  let compared = 0;
  let recorded = 0;
  const rain = days.map((day, i) => {
    const then = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
    if (!counts[i] || !exists(then)) return 0;
    const mm = at(then);
    compared += 1;
    if (Number.isNaN(mm)) return 0;
    recorded += 1;
    return mm;
  });
  return recorded < leastShare * compared ? null : {label: seasonBefore(season, years).label, rain};
}

/** False for 29 February in a year without it. */
function exists(day: string): boolean {
  return !day.endsWith("-02-29") || addDays(day.replace("-29", "-28"), 1) === day;
}

function usualOf(earlier: readonly EarlierSeason[], known: number): UsualSeason {
  const sums = earlier.map(({rain}) => {
    let sum = 0;
    return rain.map((mm) => (sum += mm));
  });
  return {
    seasons: earlier.map(({label}) => label),
    sums: sums[0].map((_, i) => quartiles(sums.map((sum) => sum[i]))),
    rainy: quartiles(earlier.map(({rain}) => rain.slice(0, known).filter((mm) => mm > rainyAbove).length))
  };
}

function quartiles(values: readonly number[]): Quartiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => Number(quantile(sorted, share).toFixed(1));
  return [at(0.25), at(0.5), at(0.75)];
}
