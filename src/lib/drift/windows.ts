import {addDays} from "../time/zone.js";

/** Local days, both ends included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The days to compare: the last ones, and the same season of the years before. */
export interface DriftWindows {
  readonly current: Days;
  readonly reference: readonly Days[];
}

/**
 * The current window is the last `days` days up to `last`; the reference is the same days of each earlier
 * year of the record, with `margin` days on either side. The same season is compared because a winter month
 * differs from the year before it on every column that has seasons: that would be no news. An earlier year
 * counts only where the record holds all its days.
 * @param first first day of the record, `YYYY-MM-DD`
 * @param last last day of the record
 * @throws when the record holds no such days of an earlier year.
 */
export function seasonWindows(first: string, last: string, days = 28, margin = 14): DriftWindows {
  const current = {from: addDays(last, 1 - days), to: last};
  const reference: Days[] = [];
  for (let year = 1; ; ++year) {
    const to = addDays(yearsBefore(last, year), margin);
    const from = addDays(yearsBefore(last, year), 1 - days - margin);
    if (from < first) break;
    if (to < current.from) reference.unshift({from, to});
  }
  if (reference.length === 0) {
    throw new Error(
      `drift compares ${current.from} … ${current.to} with the same season of earlier years: the record from ${first} on holds none. ` +
        "Pull a longer history."
    );
  }
  return {current, reference};
}

function yearsBefore(day: string, years: number): string {
  const moved = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
  return moved.endsWith("-02-29") && !Number.isInteger(Number(moved.slice(0, 4)) / 4)
    ? `${moved.slice(0, 5)}02-28`
    : moved;
}
