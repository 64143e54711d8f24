import {type GasReturns, gasReturns} from "../../src/lib/gas/return-features.js";
import {leadsTo, type ReturnQuantiles, type ReturnScheme} from "../../src/lib/returns/rolled.js";
import {scaledMean} from "../../src/lib/returns/scaled-mean.js";
import type {Quantiles, Scheme} from "../../src/lib/rolled.js";
import type {RollOutput} from "../study.js";
import {type GasData, horizon, levels} from "./data.js";

/** Which returns of the price are forecast: those of every lead from the last price known at each origin. */
export function returnScheme({rows}: GasData): ReturnScheme {
  return {origins: rows, leads: leadsTo(horizon), levels};
}

/** Features and volatility of the price's returns. */
export function returnsOf({columns, weekday}: GasData): GasReturns {
  return gasReturns(columns, weekday, horizon);
}

/** The expected returns, `[row][lead]`: three ridge regressions whose errors forget with a half-life of 700 days. */
export function meanReturns({logPrices, scale, features, sets}: GasReturns): Float64Array {
  return scaledMean(logPrices, scale, features, {
    ...{leads: leadsTo(horizon), sets, halfLife: 700, penalty: 150, clip: 4}
  });
}

/**
 * What a candidate gives that forecasts the price alone: of the other series it has nothing.
 * @param returns quantiles of log returns, `[origin][lead][level]`
 * @param centre the log return of the point forecast; the last price unless given
 */
export function priceForecasts(
  {rows, columns}: GasData,
  scheme: Scheme,
  returns: ReturnQuantiles,
  centre: (origin: number, lead: number) => number = () => 0
): Pick<RollOutput, "values" | "quantiles"> {
  const {series} = scheme;
  const count = levels.length;
  const values = new Float64Array(rows.length * series.length * horizon).fill(Number.NaN);
  const quantiles = new Float64Array(values.length * count).fill(Number.NaN);
  rows.forEach((row, o) => {
    const price = columns.sap[row];
    for (let l = 0; l < horizon; ++l) {
      const at = o * series.length * horizon + l;
      values[at] = price * Math.exp(centre(o, l));
      for (let k = 0; k < count; ++k)
        quantiles[at * count + k] = price * Math.exp(returns[(o * horizon + l) * count + k]);
    }
  });
  return {values, quantiles: {levels, values: quantiles}};
}

/** The price's quantiles of a candidate as those of log returns, `[origin][lead][level]`. @throws where it has none. */
export function returnQuantiles(
  {rows, columns}: GasData,
  {series}: Scheme,
  name: string,
  quantiles: Quantiles | undefined
): ReturnQuantiles {
  if (!quantiles) throw new Error(`gas: expected quantiles of ${name}, and it has none`);
  const size = horizon * levels.length;
  const out = new Float64Array(rows.length * size);
  rows.forEach((row, o) => {
    const from = o * series.length * size;
    for (let i = 0; i < size; ++i)
      out[o * size + i] = Math.log(quantiles.values[from + i] / columns.sap[row]);
  });
  return out;
}
