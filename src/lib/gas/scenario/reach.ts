import type {GasModel} from "../../artifacts/gas.js";
import {addDays, dayNumber} from "../../time/zone.js";
import {shortages} from "./knobs.js";

/** What a scenario is held against: the record up to the origin. */
export type GasReach = GasModel["reach"];

/** Days before and after the same day of other years that count as this time of the year. */
export const seasonDays = 45;

/** The record that a reach is taken from, each column as it was known on the morning after its gas day, NaN before it begins. */
export interface ReachInput {
  readonly first: string;
  readonly columns: Readonly<
    Record<"sap" | "smp_buy" | "brent" | "henry_hub" | "temperature" | "power", Float64Array>
  >;
  /** Gas days that are forecast: as many long are the longest runs. */
  readonly leads: number;
}

/**
 * How far the record reaches: how short the market was on one day in so many, the coldest and the warmest runs of days at this time of the year, the cheapest and the
 * dearest runs of power, and the largest changes of Brent and Henry Hub within seven days, as logarithms.
 * @throws where a column has no values
 */
export function reachOf({first, columns, leads}: ReachInput): GasReach {
  const rows = columns.sap.length;
  const dayOf = (row: number) => addDays(first, row);
  const known = (column: Float64Array, what: string) => {
    const from = column.findIndex((value) => !Number.isNaN(value));
    if (from < 0) throw new Error(`gas reach: expected values of ${what}, got none in ${rows} gas days`);
    return from;
  };
  const spreads = columns.smp_buy.map((buy, i) => Math.log(buy / columns.sap[i]));
  const from = known(spreads, "SMP buy over SAP");
  const widest = spreads.slice(from).sort().reverse();
  const near = inSeason(dayOf, rows);
  const runs = (column: Float64Array, counts: (row: number) => boolean) =>
    Array.from({length: leads}, (_, i) => extremes(meansOf(column, i + 1), counts));
  const temperature = runs(columns.temperature, near);
  const power = runs(columns.power, () => true);
  const week = (column: Float64Array) =>
    extremes(
      column.map((value, i) => (i < 7 ? Number.NaN : Math.log(value / column[i - 7]))),
      () => true
    );
  return {
    to: dayOf(rows - 1),
    short: {
      from: dayOf(from),
      spreads: shortages.map((oneIn) => ({oneIn, spread: plain(widest[Math.floor(widest.length / oneIn)])}))
    },
    temperature: {from: dayOf(known(columns.temperature, "temperature")), runs: temperature},
    power: {from: dayOf(known(columns.power, "power")), runs: power},
    brent: {from: dayOf(known(columns.brent, "Brent")), ...week(columns.brent)},
    henryHub: {from: dayOf(known(columns.henry_hub, "Henry Hub")), ...week(columns.henry_hub)}
  };
}

/** Whether a row lies within `seasonDays` of the day of the year on which the record ends. */
function inSeason(dayOf: (row: number) => string, rows: number): (row: number) => boolean {
  const year = 365.2425;
  const end = dayNumber(dayOf(rows - 1));
  return (row) => {
    const years = (end - dayNumber(dayOf(row))) / year;
    return Math.abs(years - Math.round(years)) * year <= seasonDays;
  };
}

/** Means of `n` rows up to each; NaN where one is missing. */
function meansOf(column: Float64Array, n: number): Float64Array {
  return column.map((_, i) => {
    if (i < n - 1) return Number.NaN;
    let sum = 0;
    for (let back = 0; back < n; ++back) sum += column[i - back];
    return sum / n;
  });
}

function extremes(
  values: Float64Array,
  counts: (row: number) => boolean
): {readonly least: number; readonly most: number} {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  values.forEach((value, row) => {
    if (!Number.isFinite(value) || !counts(row)) return;
    least = Math.min(least, value);
    most = Math.max(most, value);
  });
  return {least: plain(least), most: plain(most)};
}

const plain = (value: number) => Number(value.toPrecision(6));
