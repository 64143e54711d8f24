import type {Breach} from "../../src/lib/artifacts.js";
import {formatNumber} from "../../src/lib/format.js";
import type {Cell} from "../columns.js";
import {breach, stamp} from "./breach.js";

/** Checks of a whole table that any contract may make. Each returns what it finds: nothing, where all is well. */

const HOUR = 3_600_000;

/** Instants must ascend, one step apart, each once. */
export function checkStep(times: readonly number[], step = HOUR, column = "time"): Breach[] {
  const bad: string[] = [];
  for (let i = 1; i < times.length; ++i)
    if (times[i] - times[i - 1] !== step) bad.push(`${stamp(times[i - 1])} → ${stamp(times[i])}`);
  if (bad.length === 0) return [];
  return [breach("step", "error", column, `instants are not ${step / HOUR} h apart`, bad)];
}

/** Values must lie in a range. More than `tolerated` (a share) outside is an error, fewer a warning. */
export function checkRange(
  column: string,
  unit: string,
  [low, high]: readonly [number, number],
  values: readonly Cell[],
  label: (index: number) => string,
  tolerated = 0.001
): Breach[] {
  const outside: string[] = [];
  let known = 0;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    if (typeof value !== "number") continue;
    known += 1;
    if (!(value >= low && value <= high)) outside.push(`${label(i)}: ${value}`);
  }
  if (outside.length === 0) return [];
  const level = outside.length > tolerated * known ? "error" : "warning";
  return [breach("range", level, column, `values outside ${bound(low)} … ${bound(high)} ${unit}`, outside)];
}

/** A bound with as many decimals as it is given with, thousands apart. */
function bound(value: number): string {
  return formatNumber(value, String(value).split(".")[1]?.length ?? 0);
}

/** A share of missing values above `warn` is a warning, above `fail` an error. */
export function checkMissing(
  column: string,
  where: string,
  values: readonly Cell[],
  label: (index: number) => string,
  {warn, fail}: {warn: number; fail: number}
): Breach[] {
  const missing: string[] = [];
  values.forEach((value, i) => {
    if (value === null) missing.push(label(i));
  });
  const share = values.length === 0 ? 1 : missing.length / values.length;
  if (share <= warn) return [];
  const message = `${(100 * share).toFixed(1)} % of the values ${where} are missing (at most ${100 * warn} % are expected, ${100 * fail} % tolerated)`;
  return [breach("missing", share > fail ? "error" : "warning", column, message, missing)];
}
