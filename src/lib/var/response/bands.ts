import {quantile} from "../../distributions/quantile.js";
import {mulberry32} from "../../random.js";
import type {VarFit, VarModel} from "../fit.js";
import {centredRows} from "../forecast/paths.js";
import type {Panel} from "../panel.js";
import {orthogonalResponses, perUnit, summedResponses} from "./impulse.js";
import {refitVar} from "./refit.js";

/** The bounds between which responses lie in the middle `level` of the draws, `[step][series][impulse]`. */
export interface ResponseBand {
  readonly level: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Responses of the fit, `[step][series][impulse]`, with a band for each level. */
export interface ResponseBands {
  readonly value: Float64Array;
  readonly bands: readonly ResponseBand[];
}

/** How the bands are drawn. */
export interface BandOptions {
  readonly steps: number;
  readonly seed: number;
  /** Of the draws inside, 0.8 alone unless told. */
  readonly levels?: readonly number[];
  /** Series drawn anew, 500 unless told. */
  readonly draws?: number;
  /** Running sums, for a model of differences. */
  readonly summed?: boolean;
  /** Of impulses of one unit in place of one standard deviation, in the fit and in every draw. */
  readonly unit?: boolean;
}

/**
 * Bootstrap bands of the orthogonal responses: series are made anew from the fit and errors drawn from its residuals by rows, fitted again, and the
 * percentiles of their responses taken. Source: Lütkepohl (2005), appendix D.3 (standard percentile interval).
 * @param panel what the fit was fitted to
 * @throws when the panel is not the fit's, or a level or the number of draws is out of range.
 */
export function responseBands(
  fit: VarFit,
  panel: Panel,
  {steps, seed, levels = [0.8], draws = 500, summed = false, unit = false}: BandOptions
): ResponseBands {
  const {names, lags} = fit;
  for (const level of levels)
    if (!(level > 0 && level < 1)) throw new Error(`bands: expected a level between 0 and 1, got ${level}`);
  if (!Number.isInteger(draws) || draws < 20)
    throw new Error(`bands: expected a whole number of draws from 20, got ${draws}`);
  if (panel.names.join() !== names.join() || panel.rows !== fit.used + lags)
    throw new Error(
      `bands: expected the panel of the fit (${fit.used + lags} rows of ${names.join(", ")}), got ${panel.rows} of ${panel.names.join(", ")}`
    );
  const width = names.length;
  const responsesOf = (model: VarModel) => {
    const responses = orthogonalResponses(model, steps);
    const scaled = unit ? perUnit(responses, width) : responses;
    return summed ? summedResponses(scaled, width) : scaled;
  };
  const random = mulberry32(seed);
  const errors = centredRows(fit.residuals, width);
  const drawn = Array.from({length: draws}, () =>
    responsesOf(refitVar(seriesAnew(fit, panel, errors, random), lags))
  );
  const value = responsesOf(fit);
  const bands = levels.map((level) => ({
    level,
    low: new Float64Array(value.length),
    high: new Float64Array(value.length)
  }));
  for (let i = 0; i < value.length; ++i) {
    const sorted = Float64Array.from(drawn, (responses) => responses[i]).sort();
    for (const {level, low, high} of bands) {
      low[i] = quantile(sorted, (1 - level) / 2);
      high[i] = quantile(sorted, (1 + level) / 2);
    }
  }
  return {value, bands};
}

/** A panel with the first rows of the record and errors drawn by rows after them. */
function seriesAnew(
  {names, lags, intercept, coefficients, used}: VarFit,
  panel: Panel,
  errors: Float64Array,
  random: () => number
): Panel {
  const width = names.length;
  // [equation][value of the rows before, from the farthest on]
  const span = lags * width;
  const weights = new Float64Array(width * span);
  for (let l = 0; l < lags; ++l)
    for (let i = 0; i < width; ++i)
      for (let j = 0; j < width; ++j)
        weights[i * span + (lags - 1 - l) * width + j] = coefficients[(l * width + i) * width + j];
  const values = panel.values.slice();
  for (let t = lags; t < panel.rows; ++t) {
    const row = Math.floor(random() * used) * width;
    const from = (t - lags) * width;
    for (let i = 0; i < width; ++i) {
      let s = intercept[i] + errors[row + i];
      for (let k = 0; k < span; ++k) s += weights[i * span + k] * values[from + k];
      values[t * width + i] = s;
    }
  }
  return {names, rows: panel.rows, values};
}
