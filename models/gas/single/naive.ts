import {naiveFan} from "../../../src/lib/naive/fan.js";
import type {Naive} from "../../../src/lib/naive/points.js";
import {evenLevels} from "../../../src/lib/returns/rolled.js";
import type {Roll} from "../../study.js";
import {fineCount, type GasData, horizon} from "../data.js";
import {priceForecasts} from "../returns.js";

/** Forecasts that need no model, of the price alone: its drift, or the price of the same weekday (`params.like` = "drift" or "week"), with their own past errors. */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const {sap} = data.columns;
  const {rows} = data;
  const naive: Naive = params.like === "drift" ? {kind: "drift"} : {kind: "seasonal", season: 7};
  const {point, quantiles} = naiveFan(sap, naive, {
    ...{horizon, levels: [...evenLevels(fineCount)], window: params.window as number},
    ...{from: rows[0], to: rows[rows.length - 1]}
  });
  const price = (origin: number) => sap[rows[origin]];
  const returns = quantiles.map((value, i) => Math.log(value / price(Math.floor(i / (horizon * fineCount)))));
  return priceForecasts(data, scheme, returns, (o, l) => Math.log(point[o * horizon + l] / price(o)));
};
