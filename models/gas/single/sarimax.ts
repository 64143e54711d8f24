import {type ArimaFit, fitArima} from "../../../src/lib/arima/fit.js";
import {extendArima, forecastArima} from "../../../src/lib/arima/forecast.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {type LogModel, rollNormal} from "./normal.js";

/** Weekdays that have a column of their own, 0 for Sunday: the days with little trade, and the one after. */
const marked = [1, 6, 0];

/**
 * A seasonal ARIMA model of the log price with regressors: weekdays, and how far the temperature is from its normal. What is known of that goes back to nothing ahead, as it did
 * day by day in the window of the training.
 */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const order = {
    ...{p: params.p as number, d: params.d as number, q: params.q as number},
    ...{P: params.P as number, Q: params.Q as number, season: params.season as number}
  };
  const spans = {window: params.window as number, every: params.every as number};
  const departure = data.columns.temperature.map((value, row) => value - data.normalTemperature[row]);
  /** The regressors of `count` rows from `first` on: of those after `known` the temperature is what it goes back to. */
  const regressors = (first: number, count: number, known = first + count, share = 0) => [
    ...marked.map((day) =>
      Float64Array.from({length: count}, (_, i) => Number((data.weekday + first + i) % 7 === day))
    ),
    Float64Array.from({length: count}, (_, i) => {
      const ahead = first + i - known;
      return ahead <= 0 ? departure[first + i] : departure[known] * share ** ahead;
    })
  ];
  const modelOf = (fit: ArimaFit, share: number): LogModel => ({
    extend: (logs, first) =>
      modelOf(logs.length ? extendArima(fit, logs, regressors(first, logs.length)) : fit, share),
    forecast: (last) => forecastArima(fit, horizon, regressors(last + 1, horizon, last, share))
  });
  return rollNormal<ArimaFit>(data, scheme, spans, (logs, first, before) => {
    const fit = fitArima(logs, order, {
      regressors: regressors(first, logs.length),
      ...(before ? {from: before} : {})
    });
    return {fit, model: modelOf(fit, carriedOver(departure.subarray(first, first + logs.length)))};
  });
};

/** What share of a departure is left a day later: least squares through nothing, within 0 and 1. */
function carriedOver(departure: Float64Array): number {
  let [products, squares] = [0, 0];
  for (let i = 1; i < departure.length; ++i) {
    products += departure[i] * departure[i - 1];
    squares += departure[i - 1] ** 2;
  }
  return Math.min(1, Math.max(0, products / squares));
}
