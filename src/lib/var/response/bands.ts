import {quantile} from "../../distributions/quantile.js";
import {mulberry32} from "../../random.js";
import {fitVar, type VarFit} from "../fit.js";
import {centredRows} from "../forecast/paths.js";
import type {Panel} from "../panel.js";
import {orthogonalResponses, summedResponses} from "./impulse.js";

/** Responses with the bounds between which they lie in the middle `level` of the draws, each `[step][series][impulse]`. */
export interface ResponseBands {
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** How the bands are drawn. */
export interface BandOptions {
  readonly steps: number;
  readonly seed: number;
  /** Of the draws inside, 0.8 unless told. */
  readonly level?: number;
  /** Series drawn anew, 500 unless told. */
  readonly draws?: number;
  /** Running sums, for a model of differences. */
  readonly summed?: boolean;
}

/**
 * Bootstrap bands of the orthogonal responses: series are made anew from the fit and errors drawn from its residuals by rows, fitted again, and the
 * percentiles of their responses taken. Source: Lütkepohl (2005), appendix D.3 (standard percentile interval).
 * @param panel what the fit was fitted to
 * @throws when the panel is not the fit's, or the level or the number of draws is out of range.
 */
export function responseBands(
  fit: VarFit,
  panel: Panel,
  {steps, seed, level = 0.8, draws = 500, summed = false}: BandOptions
): ResponseBands {
  const {names, lags} = fit;
  if (!(level > 0 && level < 1)) throw new Error(`bands: expected a level between 0 and 1, got ${level}`);
  if (!Number.isInteger(draws) || draws < 20)
    throw new Error(`bands: expected a whole number of draws from 20, got ${draws}`);
  if (panel.names.join() !== names.join() || panel.rows !== fit.used + lags)
    throw new Error(
      `bands: expected the panel of the fit (${fit.used + lags} rows of ${names.join(", ")}), got ${panel.rows} of ${panel.names.join(", ")}`
    );
  const width = names.length;
  const responsesOf = (model: VarFit) => {
    const responses = orthogonalResponses(model, steps);
    return summed ? summedResponses(responses, width) : responses;
  };
  const random = mulberry32(seed);
  const errors = centredRows(fit.residuals, width);
  const drawn = Array.from({length: draws}, () =>
    responsesOf(fitVar(seriesAnew(fit, panel, errors, random), lags))
  );
  const value = responsesOf(fit);
  const low = new Float64Array(value.length);
  const high = new Float64Array(value.length);
  for (let i = 0; i < value.length; ++i) {
    const sorted = Array.from(Float64Array.from(drawn, (responses) => responses[i]).sort());
    low[i] = quantile(sorted, (1 - level) / 2);
    high[i] = quantile(sorted, (1 + level) / 2);
  }
  return {value, low, high};
}

/** A panel with the first rows of the record and errors drawn by rows after them. */
function seriesAnew(
  {names, lags, intercept, coefficients, used}: VarFit,
  panel: Panel,
  errors: Float64Array,
  random: () => number
): Panel {
  const width = names.length;
  const values = panel.values.slice();
  for (let t = lags; t < panel.rows; ++t) {
    const row = Math.floor(random() * used) * width;
    for (let i = 0; i < width; ++i) {
      let s = intercept[i] + errors[row + i];
      for (let l = 0; l < lags; ++l)
        for (let j = 0; j < width; ++j)
          s += coefficients[(l * width + i) * width + j] * values[(t - 1 - l) * width + j];
      values[t * width + i] = s;
    }
  }
  return {names, rows: panel.rows, values};
}
