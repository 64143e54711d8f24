import {addDays, daysBetween} from "../../../time/zone.js";
import type {Quartiles, TownSeason} from "./shapes.js";

/** A day of a whole season. */
export interface SeasonDay {
  readonly day: string;
  /** ms since 1970. */
  readonly time: number;
  /** True from the day of the forecast on. */
  readonly ahead: boolean;
  readonly rain: number | null;
  /** The readings from the first day to this one added up; null before the first reading, and ahead. */
  readonly sum: number | null;
  readonly usual: Quartiles | null;
}

/** A season day by day, to its end. A day without a reading adds nothing to the sum, as in the usual ones. */
export function seasonDays({from, to, rain, usual}: TownSeason): SeasonDay[] {
  let sum: number | null = null;
  return Array.from({length: daysBetween(from, to) + 1}, (_, i) => {
    const day = addDays(from, i);
    const mm = rain[i] ?? null;
    if (mm !== null) sum = (sum ?? 0) + mm;
    const ahead = i >= rain.length;
    return {
      ...{day, ahead, time: Date.parse(day), rain: mm},
      sum: ahead ? null : sum,
      usual: usual?.sums[i] ?? null
    };
  });
}
