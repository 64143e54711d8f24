import {aggregateQuantiles} from "../../../src/lib/returns/aggregate.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {priceForecasts, returnQuantiles, returnScheme, returnsOf} from "../returns.js";
import {withOthers} from "./with-others.js";

/**
 * Online aggregation of the candidates' quantiles of the price, with weights of their own for both tails and the middle. The point forecast is that of the first, the
 * other series are the joint model's, which is named last.
 */
export const roll: Roll<GasData> = async ({data, scheme, experts}) => {
  const own = experts.slice(0, -1);
  const {logPrices, scale} = returnsOf(data);
  const models = own.map((one) => returnQuantiles(data, one));
  const {quantiles} = aggregateQuantiles(logPrices, returnScheme(data), models, {
    groups: [0, 0.25, 0.75],
    scale
  });
  const [first] = own;
  const at = (o: number, l: number) => first.values[o * scheme.series.length * horizon + l];
  const centre = (o: number, l: number) => Math.log(at(o, l) / data.columns.sap[data.rows[o]]);
  const price = priceForecasts(data, scheme, quantiles, centre);
  return withOthers(data, scheme, price, experts[experts.length - 1]);
};
