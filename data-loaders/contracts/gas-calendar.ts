import type {Breach} from "../../src/lib/artifacts/tables.js";
import {weekday} from "../../src/lib/time/zone.js";
import type {Rule} from "../table.js";
import {breach} from "./breach.js";

/** Whether series stand on their own days, told by what goes with the calendar or with another series. */

type Value = number | null;

/** Days that a comparison needs. */
const least = 300;

export const gasCalendarRules: readonly Rule[] = [
  {
    code: "moved",
    level: "error",
    column: "temperature",
    rule: "demand changes with the temperature of its own day more than with that of the day before or after"
  },
  {
    code: "moved",
    level: "error",
    column: "power",
    rule: "power is cheapest on Sundays"
  }
];

/** Correlation of the daily changes of two series, the second one some days later; undefined of too few days. */
function together(a: readonly Value[], b: readonly Value[], later: number): number | undefined {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let i = 1; i < a.length; ++i) {
    const [a0, a1, b0, b1] = [a[i - 1], a[i], b[i - 1 + later] ?? null, b[i + later] ?? null];
    if (a0 === null || a1 === null || b0 === null || b1 === null) continue;
    const [x, y] = [a1 - a0, b1 - b0];
    n += 1;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  if (n < least) return undefined;
  return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
}

/** Demand and temperature must go together on the same days: in the record −0.36, and at most −0.13 a day apart. */
export function checkTemperatureDays(demand: readonly Value[], temperature: readonly Value[]): Breach[] {
  const [before, own, after] = [-1, 0, 1].map((later) => together(demand, temperature, later));
  if (before === undefined || own === undefined || after === undefined) return [];
  const best = Math.min(before, after);
  if (own <= best) return [];
  const message = `demand goes with the temperature of the day ${before < after ? "before" : "after"} (${best.toFixed(2)}) more than with that of its own day (${own.toFixed(2)}): its days have moved`;
  return [breach("moved", "error", "temperature", message, [best.toFixed(2)])];
}

const names = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** Power must be cheapest on Sundays, by the mean over all weeks of a day's price over the mean of its week. */
export function checkPowerDays(date: readonly string[], power: readonly Value[]): Breach[] {
  const sums = new Float64Array(7);
  let weeks = 0;
  for (let i = 0; i + 7 <= power.length; i += 7) {
    const week = power.slice(i, i + 7);
    if (week.some((value) => value === null)) continue;
    const mean = (week as number[]).reduce((sum, value) => sum + value, 0) / 7;
    if (mean <= 0) continue;
    weeks += 1;
    for (let j = 0; j < 7; ++j) sums[weekday(date[i + j])] += (week[j] as number) / mean;
  }
  if (7 * weeks < least) return [];
  const cheapest = sums.indexOf(Math.min(...sums));
  if (cheapest === 6) return [];
  const message = `power is cheapest on ${names[cheapest]}, where Sundays are expected: its days have moved`;
  return [breach("moved", "error", "power", message, [names[cheapest]])];
}
