import {garchQuantiles} from "../../../src/lib/returns/garch.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {meanReturns, priceForecasts, returnScheme, returnsOf} from "../returns.js";

/** Simulated paths of a GARCH(1,1) with its own errors, around the mean of the ridge regressions. */
export const roll: Roll<GasData> = async ({data, scheme, params, seed}) => {
  const returns = returnsOf(data);
  const mean = meanReturns(returns);
  const quantiles = garchQuantiles(returns.logPrices, mean, returnScheme(data), {
    ...{window: params.window as number, every: params.every as number},
    ...{clip: params.clip as number, paths: params.paths as number, seed}
  });
  return priceForecasts(data, scheme, quantiles, (o, l) => mean[data.rows[o] * horizon + l]);
};
