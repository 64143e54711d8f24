import {type ArimaFit, fitArima} from "../../../src/lib/arima/fit.js";
import {extendArima, forecastArima} from "../../../src/lib/arima/forecast.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {type LogModel, rollNormal} from "./normal.js";

/** An ARIMA model of the log price. */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const order = {p: params.p as number, d: params.d as number, q: params.q as number};
  const spans = {window: params.window as number, every: params.every as number};
  const modelOf = (fit: ArimaFit): LogModel => ({
    extend: (logs) => modelOf(logs.length ? extendArima(fit, logs) : fit),
    forecast: () => forecastArima(fit, horizon)
  });
  return rollNormal<ArimaFit>(data, scheme, spans, (logs, _, before) => {
    const fit = fitArima(logs, order, before ? {from: before} : {});
    return {fit, model: modelOf(fit)};
  });
};
