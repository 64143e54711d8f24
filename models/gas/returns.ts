import {type GasReturns, gasReturns} from "../../src/lib/gas/return-features.js";
import {quantileAt} from "../../src/lib/returns/adaptive-width.js";
import {evenLevels, leadsTo, type ReturnQuantiles, type ReturnScheme} from "../../src/lib/returns/rolled.js";
import {scaledMean} from "../../src/lib/returns/scaled-mean.js";
import type {Rolled, Scheme} from "../../src/lib/rolled.js";
import type {RollOutput} from "../study.js";
import {fineCount, type GasData, horizon, levels} from "./data.js";

/** Which returns of the price are forecast: those of every lead from the last price known at each origin. */
export function returnScheme({rows}: GasData): ReturnScheme {
  return {origins: rows, leads: leadsTo(horizon), levels: evenLevels(fineCount)};
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

/** Points and distributions, the price's finely told. */
export type PriceForecasts = Required<Pick<RollOutput, "values" | "quantiles" | "fine">>;

/**
 * What a candidate gives that forecasts the price alone: of the other series it has nothing.
 * @param returns quantiles of log returns at the even levels, `[origin][lead][level]`
 * @param centre the log return of the point forecast; the last price unless given
 */
export function priceForecasts(
  {rows, columns}: GasData,
  scheme: Scheme,
  returns: ReturnQuantiles,
  centre: (origin: number, lead: number) => number = () => 0
): PriceForecasts {
  const {series} = scheme;
  const count = levels.length;
  const values = new Float64Array(rows.length * series.length * horizon).fill(Number.NaN);
  const quantiles = new Float64Array(values.length * count).fill(Number.NaN);
  const even = evenLevels(fineCount);
  const fine = new Float32Array(rows.length * horizon * fineCount);
  rows.forEach((row, o) => {
    const price = columns.sap[row];
    for (let l = 0; l < horizon; ++l) {
      const at = o * series.length * horizon + l;
      values[at] = price * Math.exp(centre(o, l));
      const from = (o * horizon + l) * fineCount;
      const own = returns.subarray(from, from + fineCount).map((r) => price * Math.exp(r));
      fine.set(own, from);
      for (let k = 0; k < count; ++k) quantiles[at * count + k] = quantileAt(even, own, levels[k]);
    }
  });
  return {values, quantiles: {levels, values: quantiles}, fine: {count: fineCount, values: fine}};
}

/** The price's fine quantiles of a candidate as those of log returns, `[origin][lead][level]`. @throws where it has none. */
export function returnQuantiles({rows, columns}: GasData, {candidate, fine}: Rolled): ReturnQuantiles {
  const size = horizon * fineCount;
  if (fine?.values.length !== rows.length * size)
    throw new Error(
      `gas: expected ${rows.length * size} fine quantiles of ${candidate}, got ${fine?.values.length ?? "none"}`
    );
  return Float64Array.from(fine.values, (value, i) =>
    Math.log(value / columns.sap[rows[Math.floor(i / size)]])
  );
}
