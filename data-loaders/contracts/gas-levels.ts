import type {Breach} from "../../src/lib/artifacts/tables.js";
import {formatNumber} from "../../src/lib/format.js";
import type {GasColumn} from "../../src/lib/gas/columns.js";
import {kwhPerTherm} from "../../src/lib/gas/columns.js";
import type {Rule} from "../table.js";
import {breach} from "./breach.js";
import type {GasLimits} from "./gas-limits.js";

/** Levels that tell of another unit: of the whole column, of a month beside the one before, and of a price beside its last month. */

type Value = number | null;

/** Days before a price with which it is compared, and those of them that must be known. */
const window = 30;
const leastKnown = 10;
/** How far a ratio may be off the factor of p/therm to p/kWh to be taken for it. Recorded spikes reach 7.3 times their month's median. */
const factorSlack = 1.6;
/** Values that a month must have to be judged. */
const leastInMonth = 8;
/** Values that a column must have for its median to be judged: a year, for what has seasons. */
const leastInAll = 365;

export const gasLevelRules: readonly Rule[] = [
  {
    code: "unit",
    level: "error",
    column: "",
    rule: "prices are p/kWh: none is 18 to 47 times the median of the 30 days before, as one in p/therm would be (29.3 times); of the system average price none is as much lower either; the median of a whole column lies within the habit of its unit"
  },
  {
    code: "level",
    level: "error",
    column: "",
    rule: "the median of a month is of the order of that of the month before: a part in another unit is not"
  }
];

/** The middle one of some values (the upper of the two middle ones); undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
}

/** Prices that look like p/therm beside those of the month before. A fall as large counts for the system average price alone. */
export function checkTherms(
  id: string,
  date: readonly string[],
  values: readonly Value[],
  downToo: boolean
): Breach[] {
  const cases: string[] = [];
  const isFactor = (ratio: number) => ratio > kwhPerTherm / factorSlack && ratio < kwhPerTherm * factorSlack;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (value === null || value <= 0) continue;
    const before = values
      .slice(Math.max(0, i - window), i)
      .filter((one): one is number => one !== null && one > 0);
    if (before.length < leastKnown) continue;
    // The median lies between the least and the greatest: most days need no sorting.
    const far = kwhPerTherm / factorSlack;
    if (value < far * Math.min(...before) && Math.max(...before) < far * value) continue;
    const usual = median(before)!;
    if (isFactor(value / usual) || (downToo && isFactor(usual / value)))
      cases.push(`${date[i]}: ${value}, usually ${usual}`);
  }
  if (cases.length === 0) return [];
  const message = `prices that look like p/therm, where p/kWh is expected: about ${formatNumber(kwhPerTherm, 1)} times the usual`;
  return [breach("unit", "error", id, message, cases)];
}

/** The median of the whole column, and of its months one beside the other. */
export function checkLevels(
  {id, unit}: GasColumn,
  {usual, step}: GasLimits,
  date: readonly string[],
  values: readonly Value[]
): Breach[] {
  const months = new Map<string, number[]>();
  const known: number[] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    known.push(value);
    const month = date[i].slice(0, 7);
    const own = months.get(month);
    if (own) own.push(value);
    else months.set(month, [value]);
  });
  const found: Breach[] = [];
  const whole = median(known);
  if (
    usual &&
    whole !== undefined &&
    known.length >= leastInAll &&
    !(whole >= usual[0] && whole <= usual[1])
  ) {
    const message = `another unit than ${unit}? The median of all days is ${whole}, and ${usual[0]} to ${usual[1]} was expected`;
    found.push(breach("unit", "error", id, message, known.slice(0, 5).map(String)));
  }
  if (step === undefined) return found;
  const cases: string[] = [];
  let before: number | undefined;
  for (const [month, own] of months) {
    if (own.length < leastInMonth) continue;
    const here = median(own)!;
    if (before !== undefined && !(here <= before * step && before <= here * step))
      cases.push(`${month}: ${here}, the month before ${before}`);
    before = here;
  }
  if (cases.length > 0) {
    const message = `months whose median is more than ${step} times that of the month before, or less than its ${step}th part`;
    found.push(breach("level", "error", id, message, cases));
  }
  return found;
}
