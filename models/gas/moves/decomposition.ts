import type {GasResponses} from "../../../src/lib/artifacts/gas.js";
import {fitVar} from "../../../src/lib/var/fit.js";
import {type Panel, placeOf} from "../../../src/lib/var/panel.js";
import {varianceDecomposition} from "../../../src/lib/var/response/decomposition.js";
import {inOrder} from "./order.js";
import {rounded} from "./rounded.js";

/** Gas days ahead at which the shares are told. */
const days = [1, 5, 10, 30];

/**
 * Shares of the forecast error variance of the target's level that are due to the shocks of each series, when shocks are told apart in this order; they add up to 1.
 * @param changes of the levels
 */
export function sharesOf(
  changes: Panel,
  lags: number,
  {order, target}: {readonly order: readonly string[]; readonly target: string}
): GasResponses["decompositions"][number] {
  const width = order.length;
  const shares = varianceDecomposition(fitVar(inOrder(changes, order), lags), Math.max(...days), {
    summed: true
  });
  const place = placeOf(order, target);
  return {
    order: [...order],
    rows: days.map((ahead) => {
      const from = ((ahead - 1) * width + place) * width;
      return {days: ahead, shares: Array.from(shares.subarray(from, from + width), rounded)};
    })
  };
}
