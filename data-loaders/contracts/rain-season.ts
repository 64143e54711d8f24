import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {Cell, Cells} from "../columns.js";
import {breach} from "./breach.js";
import type {StationRows} from "./rain-tomorrow.js";

/** What a town's months are in other years, and how they go with those of its neighbours. */

/** Values that a month must have to be judged: half a month of one kind of weather is no month. */
const least = 20;
/** Months of the season, of three other years, that a town must have for its own to be judged. */
const leastSeason = 9;

/**
 * How far outside the range of its season a town's month may lie at least, beside the width of that range. From 2010 on no month of any town
 * lay farther from those before it, such as Alice Springs in the wet September of 2010 (humidity) and Hobart in May 2016 (pressure).
 */
const floors: Readonly<Record<string, number>> = {
  temperature_min: 5,
  temperature_max: 5,
  temperature_9am: 5,
  temperature_3pm: 5,
  humidity_9am: 25,
  humidity_3pm: 25,
  pressure_9am: 12,
  pressure_3pm: 12,
  wind_speed_9am: 10,
  wind_speed_3pm: 10,
  gust_speed: 15
};
export const seasonColumns = Object.keys(floors);

/** The mean of a town's month. */
interface Month {
  readonly station: string;
  readonly month: string;
  /** Months since the year 0. */
  readonly number: number;
  readonly mean: number;
}

/**
 * Towns' months whose mean lies farther outside the means of the same season (the month and the ones beside it) of the
 * town's other years than those lie apart.
 */
export function checkSeason(column: string, cells: Cells, rows: readonly StationRows[]): Breach[] {
  const floor = floors[column];
  const cases = rows.flatMap((own) => {
    const months = monthsOf(own, cells.date as readonly string[], cells[column]);
    return months.flatMap(({station, month, number, mean}) => {
      const season = months.filter((other) => isSeason(number, other.number)).map((other) => other.mean);
      if (season.length < leastSeason) return [];
      const [low, high] = [Math.min(...season), Math.max(...season)];
      const room = Math.max(floor, high - low);
      if (mean >= low - room && mean <= high + room) return [];
      return [`${station} ${month}: ${mean.toFixed(1)} (else ${low.toFixed(1)} … ${high.toFixed(1)})`];
    });
  });
  if (cases.length === 0) return [];
  const message = "months far outside those of the same season in other years";
  return [breach("season", "error", column, message, cases)];
}

function monthsOf(
  {station, start, end}: StationRows,
  date: readonly string[],
  values: readonly Cell[]
): Month[] {
  const sums = new Map<string, {sum: number; n: number}>();
  for (let i = start; i < end; ++i) {
    const value = values[i];
    if (typeof value !== "number") continue;
    const month = date[i].slice(0, 7);
    const entry = sums.get(month) ?? {sum: 0, n: 0};
    sums.set(month, entry);
    entry.sum += value;
    entry.n += 1;
  }
  return [...sums].flatMap(([month, {sum, n}]) =>
    n < least ? [] : [{station, month, number: numberOf(month), mean: sum / n}]
  );
}

/** Whether a month is of the season of another one, in another year. */
function isSeason(month: number, other: number): boolean {
  const apart = Math.abs(month - other);
  const inYear = apart % 12;
  return apart > 6 && (inYear <= 1 || inYear === 11);
}

const numberOf = (month: string) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5, 7)) - 1;
