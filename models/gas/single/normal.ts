import {normalQuantile} from "../../../src/lib/distributions/normal.js";
import {evenLevels} from "../../../src/lib/returns/rolled.js";
import type {Scheme} from "../../../src/lib/rolled.js";
import {fineCount, type GasData, horizon} from "../data.js";
import {type PriceForecasts, priceForecasts} from "../returns.js";

/** A model of log prices between two trainings: it goes on with those of new rows, and forecasts. */
export interface LogModel {
  /** @param first the row of the first price; the last one that the model knows is of the row before */
  readonly extend: (logs: Float64Array, first: number) => LogModel;
  /** @param last the row of the last price that the model knows */
  readonly forecast: (last: number) => {readonly mean: Float64Array; readonly variance: Float64Array};
}

/**
 * Rolls a model of log prices with normal errors: trained every `every` days on the last `window`, and gone on with day by day between. Trainings have their
 * days in the count of rows, so that a forecast does not depend on the backtest it is part of.
 * @param train given the log prices that are known, the row of the first of them, and the last training
 */
export function rollNormal<Fit>(
  data: GasData,
  scheme: Scheme,
  {window, every}: {readonly window: number; readonly every: number},
  train: (
    logs: Float64Array,
    first: number,
    before: Fit | undefined
  ) => {readonly fit: Fit; readonly model: LogModel}
): PriceForecasts {
  const logs = data.columns.sap.map(Math.log);
  const z = evenLevels(fineCount).map(normalQuantile);
  const means = new Float64Array(data.rows.length * horizon);
  const returns = new Float64Array(means.length * fineCount);
  let fit: Fit | undefined;
  let model: LogModel | undefined;
  let trained = -1;
  data.rows.forEach((row, o) => {
    const due = row - (row % every);
    if (!model || due > trained) {
      const first = Math.max(0, due + 1 - window);
      const made = train(logs.subarray(first, due + 1), first, fit);
      ({fit, model} = made);
      trained = due;
      model = model.extend(logs.subarray(due + 1, row + 1), due + 1);
    } else model = model.extend(logs.subarray(row, row + 1), row);
    const {mean, variance} = model.forecast(row);
    for (let l = 0; l < horizon; ++l) {
      const at = o * horizon + l;
      means[at] = mean[l] - logs[row];
      for (let k = 0; k < fineCount; ++k)
        returns[at * fineCount + k] = means[at] + Math.sqrt(variance[l]) * z[k];
    }
  });
  return priceForecasts(data, scheme, returns, (o, l) => means[o * horizon + l]);
}
