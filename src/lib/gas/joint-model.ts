import type {GasModel} from "../artifacts/gas.js";
import type {CorrectedModel} from "../var/corrected/model.js";
import {forecastCorrected} from "../var/corrected/model.js";
import type {LinearForecast} from "../var/forecast/linear.js";
import type {Panel} from "../var/panel.js";

/** The published model as the functions of `src/lib/var` take it, with its last rows. The same code runs where it was trained and in a browser. */
export function openJointModel({model}: Pick<GasModel, "model">): {model: CorrectedModel; levels: Panel} {
  const {names, lags, rows, levels, coefficients, covariance, terms} = model;
  if (levels.length !== rows * names.length)
    throw new Error(`joint model: expected ${rows} rows of ${names.length} levels, got ${levels.length}`);
  return {
    model: {
      ...{names, lags},
      coefficients: Float64Array.from(coefficients),
      covariance: Float64Array.from(covariance),
      terms: terms.map(({name, series, weights, window, normal}) => ({
        ...{name, window, series: Int32Array.from(series), weights: Float64Array.from(weights)},
        normal: normal && Float64Array.from(normal)
      }))
    },
    levels: {names, rows, values: Float64Array.from(levels)}
  };
}

/** The joint forecast of the published model, in what models see: to be bound by conditions (see `conditionalForecast`). */
export function jointForecast(published: Pick<GasModel, "model">): LinearForecast {
  const {model, levels} = openJointModel(published);
  return forecastCorrected(model, levels, levels.rows - 1, published.model.steps);
}
