import {rainyAbove} from "../../../rain/record.js";
import type {RainDays} from "./season.js";
import type {TownMonth} from "./shapes.js";

/** How many days of each month of the year have a reading, and on how many it rained, January first. */
export function rainyMonths({days, rain}: RainDays): TownMonth[] {
  const months = Array.from({length: 12}, (_, m) => ({month: m + 1, n: 0, rainy: 0}));
  days.forEach((day, i) => {
    if (Number.isNaN(rain[i])) return;
    const month = months[Number(day.slice(5, 7)) - 1];
    month.n += 1;
    if (rain[i] > rainyAbove) month.rainy += 1;
  });
  return months;
}
