import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {Cell} from "../columns.js";
import type {Rule} from "../table.js";
import {breach} from "./breach.js";

/** What the weather of a week can be over places all over France: one in other units, or flat, is none. */

const DAY = 86_400_000;

/** Mean and standard deviation over a week's hours and places. */
interface Bounds {
  readonly unit: string;
  readonly mean: readonly [low: number, high: number];
  readonly spread: readonly [low: number, high: number];
}

/**
 * A third to one half beyond what the weeks from 2021 to 2024 had at ten cities: means of 1.5 … 25.5 °C, 42 … 87 %, up to 0.37 mm,
 * 6.2 … 21.6 km/h and 21 … 89 %; deviations of 2.4 … 6.7 °C, 9.2 … 23.5 %, up to 1.5 mm, 3.6 … 12.9 km/h and 22 … 46 %.
 */
const bounds: Readonly<Record<string, Bounds>> = {
  temperature: {unit: "°C", mean: [-10, 33], spread: [1.2, 12]},
  humidity: {unit: "%", mean: [25, 97], spread: [4, 35]},
  precipitation: {unit: "mm", mean: [0, 0.8], spread: [0, 4]},
  wind_speed: {unit: "km/h", mean: [3.5, 35], spread: [2, 25]},
  cloud_cover: {unit: "%", mean: [8, 99], spread: [5, 51]}
};

export const weekRules: readonly Rule[] = [
  {
    code: "week",
    level: "error",
    column: Object.keys(bounds).join(", "),
    rule: `over the cities, each week's mean and standard deviation are those of weather: ${Object.entries(
      bounds
    )
      .map(
        ([name, {unit, mean, spread}]) =>
          `${name.replace("_", " ")} ${mean.join(" … ")} ${unit} (${spread.join(" … ")})`
      )
      .join(", ")}`
  }
];

/**
 * Weeks of an hourly table, counted from the origin in both directions, that are not like any weather.
 * @param least values that a week must have to be judged.
 */
export function checkWeeks(
  time: readonly number[],
  cells: Readonly<Record<string, readonly Cell[]>>,
  origin: number,
  least: number
): Breach[] {
  return Object.entries(bounds).flatMap(([column, {unit, mean, spread}]) => {
    const weeks = new Map<number, {sum: number; squares: number; n: number}>();
    cells[column].forEach((value, i) => {
      if (typeof value !== "number") return;
      const key = Math.floor((time[i] - origin) / (7 * DAY));
      const entry = weeks.get(key) ?? {sum: 0, squares: 0, n: 0};
      weeks.set(key, entry);
      entry.sum += value;
      entry.squares += value * value;
      entry.n += 1;
    });
    const cases = [...weeks].flatMap(([key, {sum, squares, n}]) => {
      if (n < least) return [];
      const level = sum / n;
      const deviation = Math.sqrt(Math.max(0, squares / n - level * level));
      if (within(level, mean) && within(deviation, spread)) return [];
      const from = new Date(origin + key * 7 * DAY).toISOString().slice(0, 10);
      return [`week from ${from}: ${level.toFixed(2)} ± ${deviation.toFixed(2)} ${unit}`];
    });
    if (cases.length === 0) return [];
    const message = `weeks whose mean is not ${mean.join(" … ")} ${unit}, or whose deviation is not ${spread.join(" … ")} ${unit}`;
    return [breach("week", "error", column, message, cases)];
  });
}

const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;
