import {matrixProduct} from "../../algebra/products.js";
import {choleskyOf} from "../covariance.js";
import type {VarModel} from "../fit.js";
import {movingAverage} from "../forecast/linear.js";

/**
 * Responses of every series to an orthogonal impulse of one standard deviation in every series, `[step 0 … steps][series][impulse]`. The impulses
 * are the Cholesky factor's: a series moves in the step of an impulse only if it stands at or after it in the model's order.
 * Source: Lütkepohl (2005), §2.3.2.
 * @throws when the errors' covariance is singular.
 */
export function orthogonalResponses(model: VarModel, steps: number): Float64Array {
  const width = model.names.length;
  const lower = choleskyOf(model.covariance, model.names);
  return matrixProduct(movingAverage(model, steps + 1), lower, (steps + 1) * width, width, width);
}

/** Running sums of responses over the steps: of the levels, where a model is of differences. */
export function summedResponses(responses: Float64Array, width: number): Float64Array {
  const out = responses.slice();
  for (let i = width * width; i < out.length; ++i) out[i] += out[i - width * width];
  return out;
}

/**
 * Responses to impulses of one unit of their own series in place of one standard deviation: each over what its impulse does to its own series in the step
 * itself.
 * @param responses `[step][series][impulse]`, before they are summed
 */
export function perUnit(responses: Float64Array, width: number): Float64Array {
  return responses.map((response, i) => response / responses[(i % width) * (width + 1)]);
}
