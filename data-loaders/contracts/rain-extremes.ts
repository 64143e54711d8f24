import type {Breach} from "../../src/lib/artifacts/tables.js";
import {formatNumber} from "../../src/lib/format.js";
import type {Cell, Cells} from "../columns.js";
import {breach} from "./breach.js";
import type {StationRows} from "./rain-tomorrow.js";
import type {RainVariable} from "./rain-variables.js";

/** Other days that a station must have before its record counts. */
const leastRecord = 365;
/**
 * Values outside the variable's range, each beside the station's own record, and values within it that are far outside of all
 * that the station has had.
 */
export function checkExtremes(
  {name, unit, range, reach}: RainVariable,
  cells: Cells,
  rows: readonly StationRows[]
): Breach[] {
  if (range === undefined || reach === undefined) return [];
  const values = cells[name];
  const outside: string[] = [];
  const beyond: string[] = [];
  for (const {station, start, end} of rows) {
    const wrong: number[] = [];
    const inside: number[] = [];
    for (let i = start; i < end; ++i) {
      const value = values[i] as number | null;
      if (value !== null) (value >= range[0] && value <= range[1] ? inside : wrong).push(i);
    }
    const others = extremesOf(values, inside);
    for (const i of wrong)
      outside.push(
        `${station} ${cells.date[i]}: ${values[i]} (its own record: ${others ? `${others.low} … ${others.high}` : "none"})`
      );
    if (!others || inside.length <= leastRecord) continue;
    const width = others.nextHigh - others.nextLow;
    if (others.high > others.nextHigh + reach * width)
      beyond.push(`${station} ${cells.date[others.highAt]}: ${others.high} (else up to ${others.nextHigh})`);
    if (others.low < others.nextLow - reach * width)
      beyond.push(`${station} ${cells.date[others.lowAt]}: ${others.low} (else from ${others.nextLow})`);
  }
  const [low, high] = range.map((bound) => formatNumber(bound, Number.isInteger(bound) ? 0 : 1));
  return [
    ...(outside.length > 0
      ? [breach("range", "error", name, `values outside ${low} … ${high} ${unit}: ${outside[0]}`, outside)]
      : []),
    ...(beyond.length > 0
      ? [
          breach(
            "record",
            "error",
            name,
            `values far outside of all that their stations have had, ${unit}: ${beyond[0]}`,
            beyond
          )
        ]
      : [])
  ];
}

/** The two highest and the two lowest values of some rows, and where the extremes are; undefined of no rows. */
function extremesOf(values: readonly Cell[], rows: readonly number[]) {
  if (rows.length === 0) return undefined;
  let [highAt, lowAt] = [rows[0], rows[0]];
  const value = (i: number) => values[i] as number;
  for (const i of rows) {
    if (value(i) > value(highAt)) highAt = i;
    if (value(i) < value(lowAt)) lowAt = i;
  }
  let [nextHigh, nextLow] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const i of rows) {
    if (i !== highAt) nextHigh = Math.max(nextHigh, value(i));
    if (i !== lowAt) nextLow = Math.min(nextLow, value(i));
  }
  return {highAt, lowAt, high: value(highAt), low: value(lowAt), nextHigh, nextLow};
}
