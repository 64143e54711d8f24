import {chooseEts} from "../../../src/lib/ets/choose.js";
import type {EtsFit} from "../../../src/lib/ets/fit.js";
import {extendEts, forecastEts} from "../../../src/lib/ets/forecast.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {type LogModel, rollNormal} from "./normal.js";

/** Exponential smoothing of the log price, of the form that the corrected Akaike criterion prefers at each training; the season is the week. */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const spans = {window: params.window as number, every: params.every as number};
  const modelOf = (fit: EtsFit): LogModel => ({
    extend: (logs) => modelOf(logs.length ? extendEts(fit, logs) : fit),
    forecast: () => forecastEts(fit, horizon)
  });
  return rollNormal<EtsFit>(data, scheme, spans, (logs) => {
    const {fit} = chooseEts(logs, params.season as number);
    return {fit, model: modelOf(fit)};
  });
};
