import {rainyDays} from "../../src/lib/rain/record.js";
import type {RollInput, RollOutput} from "../study.js";
import type {RainData} from "./data.js";
import {learnedFrom} from "./rows.js";
import {rollTrainings} from "./trainings.js";

/** Days with the frequency of all towns that each group begins with, so that one with few days says nothing extreme. */
const prior = 10;

/**
 * Frequencies of rain among the days like the one to be forecast. `params.like` says which are alike: those of the town's month, or those after a
 * day of the same kind in the town (wet, dry, or not reported).
 * @throws where `params.like` is neither
 */
export async function roll({data, params}: RollInput<RainData>): Promise<RollOutput> {
  const groupOf = grouping(data, params.like);
  const {values} = rollTrainings(
    data,
    (training) => {
      const {cells, target} = learnedFrom(data, training);
      const rate = target.reduce((sum, x) => sum + x, 0) / target.length;
      const groups = new Map<number, {rain: number; days: number}>();
      cells.forEach((cell, i) => {
        const group = groupOf(cell);
        const {rain, days} = groups.get(group) ?? {rain: prior * rate, days: prior};
        groups.set(group, {rain: rain + target[i]!, days: days + 1});
      });
      return {groups, rate};
    },
    ({groups, rate}, _, cells) =>
      Float64Array.from(cells, (cell) => {
        const group = groups.get(groupOf(cell));
        return group ? group.rain / group.days : rate;
      })
  );
  return {values};
}

function grouping({record}: RainData, like: unknown): (cell: number) => number {
  const {towns, days} = record;
  const n = towns.length;
  if (like === "month") {
    // The month of the day that is forecast: the one after the cell's.
    const months = days.map((day) => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).getUTCMonth());
    return (cell) => 12 * (cell % n) + months[Math.floor(cell / n)]!;
  }
  if (like === "day") {
    const rainy = rainyDays(record);
    return (cell) => 3 * (cell % n) + (Number.isNaN(rainy[cell]!) ? 2 : rainy[cell]!);
  }
  throw new Error(`rain: expected "month" or "day" as what is alike, got ${String(like)}`);
}
