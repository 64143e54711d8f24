import {pastQuantiles} from "../../../src/lib/returns/past.js";
import {dailyReturns} from "../../../src/lib/returns/rolled.js";
import {ewmaAbsolute, ewmaDeviation} from "../../../src/lib/volatility/ewma.js";
import type {Roll} from "../../study.js";
import type {GasData} from "../data.js";
import {priceForecasts, returnScheme} from "../returns.js";

/**
 * The last price, with its past returns over the volatility of their day, times today's: `params.volatility` is the "deviation" or the mean "absolute" return,
 * exponentially weighted with `params.halfLife` days.
 */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const logs = data.columns.sap.map(Math.log);
  const volatility = params.volatility === "absolute" ? ewmaAbsolute : ewmaDeviation;
  const scale = volatility(dailyReturns(logs), params.halfLife as number);
  const returns = pastQuantiles(logs, returnScheme(data), {window: params.window as number, scale});
  return priceForecasts(data, scheme, returns);
};
