import {adaptWidth} from "../../../src/lib/returns/adaptive-width.js";
import {mixQuantiles} from "../../../src/lib/returns/mix.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {priceForecasts, returnQuantiles, returnScheme} from "../returns.js";
import {withOthers} from "./with-others.js";

/** The bands whose widths follow their misses, where they do. */
const bands = [0.5, 0.8, 0.9, 0.95];

/**
 * The mean of several candidates' quantiles of the price, level by level; with `params.rate` above 0 its bands widen after misses and narrow after hits. The point
 * forecast is that of the first, the other series are the joint model's, which is named last.
 */
export const roll: Roll<GasData> = async ({data, scheme, params, experts}) => {
  const own = experts.slice(0, -1);
  const returns = returnScheme(data);
  const models = own.map((one) => returnQuantiles(data, one));
  const mixed = mixQuantiles(returns, models);
  const rate = params.rate as number;
  const logs = data.columns.sap.map(Math.log);
  const neighbours = params.neighbours as number;
  const adapted =
    rate > 0 ? adaptWidth(logs, returns, mixed, {bands, rate, least: 0.6, most: 1.8, neighbours}) : mixed;
  const [first] = own;
  const at = (o: number, l: number) => first.values[o * scheme.series.length * horizon + l];
  const centre = (o: number, l: number) => Math.log(at(o, l) / data.columns.sap[data.rows[o]]);
  const price = priceForecasts(data, scheme, adapted, centre);
  return withOthers(data, scheme, price, experts[experts.length - 1]);
};
