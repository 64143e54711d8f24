import type {Numbers} from "../pairs.js";
import {mae} from "./mae.js";

/**
 * Mean absolute scaled error: the mean absolute error over `scale`, the mean absolute error of the seasonal
 * naive forecast in the sample that came before (see `seasonalScale`). Below 1 is better than that.
 * Source: Hyndman & Koehler 2006, "Another look at measures of forecast accuracy".
 * @throws when the scale is not a number above 0.
 */
export function mase(actual: Numbers, forecast: Numbers, scale: number): number {
  if (!(scale > 0))
    throw new Error(`the scale of MASE must be above 0, got ${scale}: its sample is constant or empty`);
  return mae(actual, forecast) / scale;
}

/** Mean |x[t] − x[t − season]| of a sample, in its unit; NaN where no such pair is known. */
export function seasonalScale(sample: Float64Array, season: number): number {
  return sample.length <= season ? Number.NaN : mae(sample.subarray(season), sample.subarray(0, -season));
}
