import {gasScale} from "../../../src/lib/gas/scale-features.js";
import {boostedQuantiles} from "../../../src/lib/returns/boosted.js";
import {dayNumber} from "../../../src/lib/time/zone.js";
import type {Roll} from "../../study.js";
import {fineCount, type GasData, horizon} from "../data.js";
import {priceForecasts, returnScheme, returnsOf} from "../returns.js";

/** Leads whose quantiles are learned; those between are drawn from them. */
const learned = [1, 2, 3, 5, 7, 10, 14, 20, 30];

/** Quantiles of the return over its volatility by boosted trees; its median is the point forecast. */
export const roll: Roll<GasData> = async ({data, scheme, params, seed}) => {
  const {first, weekday, columns} = data;
  const returns = returnsOf(data);
  const season = dayNumber(first) - dayNumber(`${first.slice(0, 4)}-01-01`);
  const scale = gasScale(columns, weekday, season, horizon);
  const features = {
    known: [...returns.features.known, ...scale.features.known],
    ahead: returns.features.ahead
  };
  const quantiles = boostedQuantiles(returns.logPrices, returns.scale, features, returnScheme(data), {
    ...{leads: learned, levels: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95], bins: 63, seed},
    ...{window: params.window as number, every: params.every as number, trees: params.trees as number},
    ...{leaves: params.leaves as number, leastRows: params.leastRows as number},
    ...{rate: params.rate as number, columnShare: params.columnShare as number}
  });
  return priceForecasts(data, scheme, quantiles, (o, l) => {
    // Half way between the two levels beside the middle.
    const middle = (o * horizon + l) * fineCount + fineCount / 2;
    return (quantiles[middle - 1] + quantiles[middle]) / 2;
  });
};
