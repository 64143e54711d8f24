import type {VarModel} from "../fit.js";
import {orthogonalResponses, summedResponses} from "./impulse.js";

/**
 * The share of each series' forecast error variance, 1 … steps ahead, that is due to the orthogonal impulses of each series,
 * `[step][series][impulse]`; the shares of a series add up to 1. Source: Lütkepohl (2005), §2.3.3.
 * @param summed of the levels of series whose differences the model is of
 * @throws when the errors' covariance is singular.
 */
export function varianceDecomposition(
  model: VarModel,
  steps: number,
  {summed = false}: {readonly summed?: boolean} = {}
): Float64Array {
  const width = model.names.length;
  const square = width * width;
  const responses = orthogonalResponses(model, steps - 1);
  const out = (summed ? summedResponses(responses, width) : responses).map((response) => response ** 2);
  for (let i = square; i < out.length; ++i) out[i] += out[i - square];
  for (let row = 0; row < out.length; row += width) {
    let total = 0;
    for (let j = 0; j < width; ++j) total += out[row + j];
    for (let j = 0; j < width; ++j) out[row + j] /= total;
  }
  return out;
}
