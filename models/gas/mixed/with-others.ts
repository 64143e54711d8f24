import type {Rolled, Scheme} from "../../../src/lib/rolled.js";
import {type GasData, horizon, levels} from "../data.js";
import type {PriceForecasts} from "../returns.js";

/** The price by its own forecast, and the other series of the vector by the joint model's: so that a champion forecasts all of them. */
export function withOthers(
  {rows}: GasData,
  {series}: Scheme,
  price: PriceForecasts,
  joint: Rolled
): PriceForecasts {
  if (!joint.quantiles) throw new Error(`gas: expected quantiles of ${joint.candidate}, and it has none`);
  const values = joint.values.slice();
  const quantiles = joint.quantiles.values.slice();
  rows.forEach((_, o) => {
    const from = o * series.length * horizon;
    const [low, high] = [from * levels.length, (from + horizon) * levels.length];
    values.set(price.values.subarray(from, from + horizon), from);
    quantiles.set(price.quantiles.values.subarray(low, high), low);
  });
  return {values, quantiles: {levels, values: quantiles}, fine: price.fine};
}
