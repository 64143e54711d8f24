import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {Cell} from "../columns.js";
import {breach, stamp} from "./breach.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Days (UTC) on which more than half of the rows have to the last digit the values of the day, or the week, before: an old reply under a new
 * date. What is zero on both days does not count.
 * @param times instants of the rows (ms UTC), one after the other.
 * @param step milliseconds from one row to the next; rows with a gap in between are not compared.
 * @param days how many days before a day is compared with.
 */
export function checkRepeated(
  column: string,
  times: readonly number[],
  values: readonly Cell[],
  {step = HOUR, days = [1, 7]}: {readonly step?: number; readonly days?: readonly number[]} = {}
): Breach[] {
  const cases: string[] = [];
  for (const before of days) {
    const lag = (before * DAY) / step;
    let [day, same, known] = [Number.NaN, 0, 0];
    const close = () => {
      if (2 * step * same > DAY && 2 * same > known) cases.push(`${stamp(day * DAY)}: as ${before} d before`);
      [same, known] = [0, 0];
    };
    for (let i = lag; i < times.length; ++i) {
      const here = Math.floor(times[i] / DAY);
      if (here !== day) {
        close();
        day = here;
      }
      const [value, old] = [values[i], values[i - lag]];
      if (times[i] - times[i - lag] !== before * DAY || value === null || old === null) continue;
      known += 1;
      if (value === old && value !== 0) same += 1;
    }
    close();
  }
  if (cases.length === 0) return [];
  const message = "days that repeat the values of the day or the week before";
  return [breach("repeated", "error", column, message, [...new Set(cases)])];
}
