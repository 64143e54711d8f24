import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {lossOf, originLosses} from "./losses.js";
import {digits} from "./metrics.js";
import {type Judging, rowsOfLeads, scoredRows} from "./rows.js";

/** The Diebold–Mariano test against another's forecasts; below 0 where these are better. */
export interface Versus {
  readonly name: string;
  readonly dm: number;
  readonly p: number;
  readonly n: number;
}

/**
 * The Diebold–Mariano test against another's forecasts at these leads, on one mean loss per origin; null where too few origins have both.
 * @param metric whose loss it is, see `lossOf`
 */
export function compare(
  metric: Parameters<typeof lossOf>[0],
  data: Judging,
  values: Float64Array,
  other: {readonly name: string; readonly values: Float64Array},
  leads: readonly number[]
): Versus | null {
  const rows = rowsOfLeads(scoredRows(data), leads);
  const loss = lossOf(metric);
  const own = originLosses(data.scheme, data, data.truth, values, rows, loss, other.values);
  const theirs = originLosses(data.scheme, data, data.truth, other.values, rows, loss, values);
  const h = Math.max(...leads);
  if (own.filter((value) => !Number.isNaN(value)).length <= 2 * h) return null;
  const {dm, p, n} = dieboldMariano(own, theirs, h);
  return {name: other.name, dm: digits(dm)!, p: digits(p)!, n};
}
