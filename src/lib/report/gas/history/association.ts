import {formatSigned} from "../../../format.js";
import type {RecordDay} from "./days.js";

/** A series that the price is drawn against. */
export interface Driver {
  readonly id: "temperature" | "brent" | "power";
  readonly name: string;
  readonly axis: string;
  readonly unit: string;
  readonly decimals: number;
}

/** The series that a reader may choose from. */
export const drivers: readonly Driver[] = [
  {id: "temperature", name: "temperature", axis: "Central England temperature", unit: "°C", decimals: 1},
  {id: "brent", name: "Brent", axis: "Brent crude oil", unit: "USD/bbl", decimals: 1},
  {id: "power", name: "power", axis: "day-ahead power in Great Britain", unit: "EUR/MWh", decimals: 1}
];

/**
 * Spearman's rank correlation of pairs, equal values sharing their mean rank: −1 … 1; NaN with fewer than three pairs, or where a side does not vary.
 * Source: Spearman (1904), American Journal of Psychology 15.
 */
export function rankCorrelation(pairs: readonly (readonly [number, number])[]): number {
  if (pairs.length < 3) return Number.NaN;
  const [x, y] = [0, 1].map((side) => ranks(pairs.map((pair) => pair[side])));
  const mean = (pairs.length + 1) / 2;
  let [sum, xx, yy] = [0, 0, 0];
  for (let i = 0; i < pairs.length; ++i) {
    const [a, b] = [x[i] - mean, y[i] - mean];
    sum += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xx > 0 && yy > 0 ? sum / Math.sqrt(xx * yy) : Number.NaN;
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const out = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]] === values[order[from]]) to += 1;
    for (let k = from; k < to; ++k) out[order[k]] = (from + 1 + to) / 2;
    from = to;
  }
  return out;
}

/** The pairs of a driver and the price on the last so many days; without a number, on all. */
export function pairsOf(
  days: readonly RecordDay[],
  id: Driver["id"],
  last = days.length
): [number, number][] {
  return days
    .slice(-last)
    .flatMap((day): [number, number][] => (Number.isNaN(day[id]) ? [] : [[day[id], day.price]]));
}

const coefficient = (rho: number) => formatSigned(rho, 2).replace(/^([+−]?)0/, "$1");

/** The title of the scatter: how the price went with a driver in the last year, beside all of the record. */
export function associationTitle(days: readonly RecordDay[], {id, name}: Driver): string {
  const year = rankCorrelation(pairsOf(days, id, 365));
  const all = rankCorrelation(pairsOf(days, id));
  const size = Math.abs(year);
  const told =
    size < 0.3
      ? `The price hardly went with ${name}`
      : `The price ${year < 0 ? "went against" : "went with"} ${name}${size < 0.6 ? " loosely" : ""}`;
  return `${told} in the last year: rank correlation ${coefficient(year)}, over the whole record ${coefficient(all)}`;
}
