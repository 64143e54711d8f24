import {fillSpline, type Spline} from "../splines.js";
import type {DayFeatures} from "./calendar.js";
import {cities} from "./cities.js";
import type {FeltWeather} from "./weather.js";

/** What a reader is told about a feature: the groups of the drivers chart. */
export type Group = "temperature" | "sun" | "wind" | "calendar" | "holidays" | "school" | "trend";

/** One hour as the columns see it. */
export interface Hour {
  readonly i: number;
  readonly day: DayFeatures;
  readonly felt: FeltWeather;
  readonly hours: number;
  /** Local hour, 0 … 23. */
  readonly localHour: number;
  /** Degrees below 15 °C and above 20 °C of the temperature smoothed over a day. */
  readonly cold: number;
  readonly heat: number;
  /** Index of the same local hour of the day before; the same hour where the grid begins. */
  readonly yesterday: number;
}

/** Columns that belong together: they share a group for the reader and a penalty for the regression. */
export interface Block {
  readonly group: Group;
  readonly names: readonly string[];
  /** Ridge penalty of its standardised columns, before the common factor. */
  readonly penalty: number;
  readonly fill: (hour: Hour, out: Float64Array, at: number) => void;
}

/** One column. */
export const column = (
  group: Group,
  penalty: number,
  name: string,
  value: (hour: Hour) => number
): Block => ({
  group,
  names: [name],
  penalty,
  fill: (hour, out, at) => {
    out[at] = value(hour);
  }
});

/** Several columns, by their place among the names. */
export const columns = (
  group: Group,
  penalty: number,
  names: readonly string[],
  value: (hour: Hour, k: number) => number
): Block => ({
  group,
  names,
  penalty,
  fill: (hour, out, at) => {
    for (let k = 0; k < names.length; ++k) out[at + k] = value(hour, k);
  }
});

/** A cubic spline of a quantity. */
export const spline = (
  group: Group,
  penalty: number,
  name: string,
  basis: Spline,
  value: (hour: Hour) => number
): Block => ({
  group,
  names: Array.from({length: basis.size}, (_, k) => `${name} spline ${k + 1}`),
  penalty,
  fill: (hour, out, at) => fillSpline(basis, value(hour), out, at)
});

/** One column for each city. */
export const byCity = (
  group: Group,
  penalty: number,
  name: string,
  values: (felt: FeltWeather) => Float64Array
): Block =>
  columns(
    group,
    penalty,
    cities.map((city) => `${name} ${city.name}`),
    ({felt, hours, i}, k) => values(felt)[k * hours + i]
  );

/** `count` pairs of cosine and sine of the year, times a factor. */
export const harmonics = (
  group: Group,
  penalty: number,
  name: string,
  count: number,
  factor: (hour: Hour) => number
): Block =>
  columns(
    group,
    penalty,
    Array.from({length: 2 * count}, (_, k) => `${name} ${k % 2 ? "sine" : "cosine"} ${1 + (k >> 1)}`),
    (hour, k) => {
      const f = factor(hour);
      return f === 0 ? 0 : f * (k % 2 ? Math.sin : Math.cos)((1 + (k >> 1)) * hour.day.year);
    }
  );
