import {type EtsFit, fitEts} from "../../../src/lib/ets/fit.js";
import {extendEts, forecastEts} from "../../../src/lib/ets/forecast.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {type LogModel, rollNormal} from "./normal.js";

/** Exponential smoothing of the log price with a damped trend. */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const form = {error: "additive", trend: "damped", season: "none", period: 1} as const;
  const spans = {window: params.window as number, every: params.every as number};
  const modelOf = (fit: EtsFit): LogModel => ({
    extend: (logs) => modelOf(logs.length ? extendEts(fit, logs) : fit),
    forecast: () => forecastEts(fit, horizon)
  });
  return rollNormal<EtsFit>(data, scheme, spans, (logs, before) => {
    const fit = fitEts(logs, form, before ? {from: before} : {});
    return {fit, model: modelOf(fit)};
  });
};
