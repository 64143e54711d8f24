import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {Town} from "../../src/lib/towns.js";
import type {Cells} from "../columns.js";
import {breach} from "./breach.js";
import {monthsOf} from "./checks.js";
import type {StationRows} from "./rain-tomorrow.js";

/**
 * Pressure is the same over hundreds of kilometres and another one the day after: a town's month whose days are not its own fits its
 * neighbours' when it is moved by a day.
 */

const DAY = 86_400_000;
const column = "pressure_9am";
const neighbours = 6;
/** How far they may be, degrees of latitude, and how many of them there must be. */
const reach = 9;
const leastNeighbours = 3;
/** Days of a month that must be known of a town and of its neighbours. */
const leastDays = 14;
/** How well the moved month must fit, and how much worse the month as it is (correlations). */
const fits = 0.7;
const better = 0.3;

/** Towns' months (of towns that have others within 1000 km) whose pressure goes with that of the towns around them when it is moved by a day, and does not as it is. */
export function checkNeighbours(
  towns: readonly Town[],
  cells: Cells,
  rows: readonly StationRows[]
): Breach[] {
  const series = new Map(rows.map((own) => [own.station, pressureOf(own, cells)]));
  const cases = rows.flatMap(({station}) => {
    const town = towns.find((one) => one.station === station);
    if (!town) return [];
    const around = nearest(town, towns).flatMap((one) => series.get(one.station) ?? []);
    if (around.length < leastNeighbours) return [];
    const others = meanOf(around);
    const own = series.get(station)!;
    const months = new Map<string, number[]>();
    const names = monthsOf([...own.keys()].map((day) => day * DAY));
    [...own.keys()].forEach((day, i) => {
      const days = months.get(names[i]) ?? [];
      months.set(names[i], days);
      days.push(day);
    });
    return [...months].flatMap(([month, days]) => {
      const [early, same, late] = [-1, 0, 1].map((move) => agreement(own, others, days, move));
      if (same === undefined) return [];
      const moved = Math.max(early ?? -1, late ?? -1);
      return moved >= fits && moved - same >= better
        ? [`${station} ${month}: ${moved.toFixed(2)} when moved by a day, ${same.toFixed(2)} as it is`]
        : [];
    });
  });
  if (cases.length === 0) return [];
  const message = "months whose pressure goes with the neighbouring towns' a day apart";
  return [breach("neighbours", "error", column, message, cases)];
}

/** Pressure by day number. */
function pressureOf({start, end}: StationRows, cells: Cells): Map<number, number> {
  const values = new Map<number, number>();
  for (let i = start; i < end; ++i) {
    const value = cells[column][i];
    if (typeof value === "number") values.set(Date.parse(cells.date[i] as string) / DAY, value);
  }
  return values;
}

function nearest(town: Town, towns: readonly Town[]): Town[] {
  const far = (other: Town) =>
    Math.hypot(
      other.latitude - town.latitude,
      (other.longitude - town.longitude) * Math.cos((town.latitude * Math.PI) / 180)
    );
  return towns
    .filter((other) => other !== town && far(other) <= reach)
    .sort((a, b) => far(a) - far(b))
    .slice(0, neighbours);
}

/** The mean of the neighbours by day number, on days that at least half of them know. */
function meanOf(around: readonly ReadonlyMap<number, number>[]): Map<number, number> {
  const sums = new Map<number, [sum: number, n: number]>();
  for (const one of around)
    for (const [day, value] of one) {
      const entry = sums.get(day);
      if (entry === undefined) sums.set(day, [value, 1]);
      else {
        entry[0] += value;
        entry[1] += 1;
      }
    }
  const least = Math.max(1, around.length / 2);
  return new Map([...sums].flatMap(([day, [sum, n]]) => (n < least ? [] : [[day, sum / n] as const])));
}

/** Correlation of a town's days with those of its neighbours some days later; undefined of too few. */
function agreement(
  own: ReadonlyMap<number, number>,
  around: ReadonlyMap<number, number>,
  days: readonly number[],
  move: number
): number | undefined {
  const pairs: [number, number][] = [];
  for (const day of days) {
    const other = around.get(day + move);
    if (other !== undefined) pairs.push([own.get(day)!, other]);
  }
  return pairs.length < leastDays ? undefined : correlation(pairs);
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [x, y] of pairs) {
    ab += (x - a) * (y - b);
    aa += (x - a) ** 2;
    bb += (y - b) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
