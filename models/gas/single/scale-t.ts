import {gasScale} from "../../../src/lib/gas/scale-features.js";
import {scaleTQuantiles} from "../../../src/lib/returns/scale-t.js";
import {dayNumber} from "../../../src/lib/time/zone.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {meanReturns, priceForecasts, returnScheme, returnsOf} from "../returns.js";

/** Days before the first origin from which the model's own errors are kept. */
const early = 1030;

/** Returns with a mean by ridge regression and a scale by a regression of its own, whose errors are Student's t and their own past ones. */
export const roll: Roll<GasData> = async ({data, scheme, params}) => {
  const {first, weekday, rows, columns} = data;
  const returns = returnsOf(data);
  const mean = meanReturns(returns);
  const season = dayNumber(first) - dayNumber(`${first.slice(0, 4)}-01-01`);
  const scale = gasScale(columns, weekday, season, horizon);
  const every = params.every as number;
  const from = rows[0] - early;
  const quantiles = scaleTQuantiles(returns.logPrices, mean, scale.features, returnScheme(data), {
    ...{towards: scale.towards, penalties: scale.penalties, freedom: params.freedom as number},
    ...{window: params.window as number, halfLife: params.halfLife as number, every},
    errors: {window: params.errors as number, least: 100, share: params.share as number},
    // Trainings have their days in the count of rows.
    from: Math.max(0, from - (from % every))
  });
  return priceForecasts(data, scheme, quantiles, (o, l) => mean[rows[o] * horizon + l]);
};
