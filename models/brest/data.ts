import type {DailyRecord} from "../../src/lib/daily/record.js";
import {dayNumber} from "../../src/lib/time/zone.js";

/** Days that are forecast from each origin. */
export const horizon = 7;
export const zone = "Europe/Paris";
/** Known days that a training needs. */
export const leastDays = 330;
/** Days between two trainings. */
export const refit = 28;
/** Trainings between two that start anew: once in 364 days. */
const renewal = 13;

/** What the candidates of this study see: one record for each area, all of the same days. Load is NaN from today's origin on. */
export interface DailyData {
  readonly records: readonly DailyRecord[];
  /** The day that starts at each origin of the scheme, as an index into the records. */
  readonly originDays: Int32Array;
}

/** A training: on which day of the record it is made, knowing the days before it, and whether it starts anew. */
export interface Training {
  readonly day: number;
  readonly anew: boolean;
  /** The origins that it serves: the day of the training … the day before the next one, within the scheme. */
  readonly origins: readonly number[];
}

/**
 * The trainings of a backtest, in order of time. Their days are fixed in the calendar (every 28 days since 1970), so that the
 * forecast of an origin does not depend on the backtest it is part of. Those that go on from the one before start anew every 364 days;
 * the list begins with the one that starts anew before the first origin.
 * @throws where no origin has `leastDays` known days before its training
 */
export function trainingsOf({days, load}: DailyRecord, originDays: Int32Array): Training[] {
  const first = load.findIndex((value) => !Number.isNaN(value));
  const start = dayNumber(days[0]);
  const last = originDays[originDays.length - 1];
  const numbers = [];
  for (let n = Math.ceil((start + first + leastDays) / refit); n * refit - start <= last; ++n)
    numbers.push(n);
  if (first < 0 || !numbers.length)
    throw new Error(
      `brest: expected at least ${leastDays + refit} known days before ${days[last]}, the record begins on ${days[Math.max(first, 0)]}`
    );
  const trainings = numbers.map((n, i) => {
    const day = n * refit - start;
    const origins = [...originDays.keys()].filter((o) => originDays[o] >= day && originDays[o] < day + refit);
    return {day, anew: i === 0 || n % renewal === 0, origins};
  });
  const serves = trainings.findIndex(({origins}) => origins.length > 0);
  return trainings.slice(trainings.findLastIndex(({anew}, i) => anew && i <= serves));
}
