import {ridge} from "../algebra/normal-equations.js";
import {coefficientCount, diffuseStates, type FullOrder, orderLabel} from "./order.js";
import {differenced} from "./start.js";

/** A series and its regressors, checked and made ready for the filter. */
export interface Columns {
  /** `[series without what a first regression explains, regressor …][n]` */
  readonly values: Float64Array;
  /** The weights of that first regression, of the differenced series. */
  readonly weights: Float64Array;
  /** The differences of what is left. */
  readonly differences: Float64Array<ArrayBuffer>;
}

/**
 * Checks a series and its regressors. A first regression takes most of them out of the series, so that rounding costs nothing later.
 * @param constant whether the first regressor is the constant: 1 at each step without differences, else the power of time whose differences are 1
 * @throws where a regressor is too short or has a gap, or the series is empty, infinite, too short for the model, or constant
 */
export function columnsOf(
  y: Float64Array,
  regressors: readonly Float64Array[],
  constant: boolean,
  order: FullOrder
): Columns {
  const what = `ARIMA${orderLabel(order)}`;
  const n = y.length;
  for (const [j, x] of regressors.entries()) {
    if (x.length !== n)
      throw new Error(
        `${what}: expected ${n} numbers of regressor ${j}, one for each value, got ${x.length}`
      );
    const gap = x.findIndex((value) => !Number.isFinite(value));
    if (gap >= 0)
      throw new Error(
        `${what}: expected regressor ${j} without gaps, got ${x[gap]} at step ${gap}; fill it first`
      );
  }
  const infinite = y.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (infinite >= 0)
    throw new Error(
      `${what}: expected finite values or NaN where one is missing, got ${y[infinite]} at step ${infinite}`
    );
  const seen = y.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (seen === 0)
    throw new Error(`${what}: expected a series with values, got ${n} of which none is a number`);
  const all = [...(constant ? [constantColumn(n, order)] : []), ...regressors];
  const needed = diffuseStates(order) + coefficientCount(order) + all.length + 2;
  if (seen < needed)
    throw new Error(
      `${what}: expected at least ${needed} values for its ${order.season > 1 ? `season of ${order.season} steps, its ` : ""}differences and parameters, got ${seen}`
    );
  const changes = all.map((x) => differenced(x, order));
  const vanishing = changes.findIndex((x, j) => {
    const size = all[j].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return x.every((value) => Math.abs(value) <= 1e-10 * size);
  });
  if (vanishing >= 0)
    throw new Error(
      `${what}: expected regressors that vary once differenced, got regressor ${vanishing - (constant ? 1 : 0)} that does not; leave it out`
    );
  const weights = ridge(differenced(y, order), changes, 1e-9);
  const values = new Float64Array((1 + all.length) * n);
  values.set(y);
  for (const [j, x] of all.entries()) {
    for (let t = 0; t < n; ++t) values[t] -= weights[j] * x[t];
    values.set(x, (j + 1) * n);
  }
  const differences = differenced(values.subarray(0, n) as Float64Array, order);
  const size = y.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 0);
  if (!differences.some((value) => Math.abs(value) > 1e-10 * size))
    throw new Error(
      `${what}: expected a series that varies once differenced and regressed, got a constant one (largest value ${size}); forecast its last value instead`
    );
  return {values, weights, differences};
}

/** The column of the constant at steps `from` … `from` + n − 1: 1 without differences, else time over the season. */
export function constantColumn(n: number, {d, D, season}: FullOrder, from = 0): Float64Array<ArrayBuffer> {
  return Float64Array.from({length: n}, (_, t) => (d + D === 0 ? 1 : (from + t) / (D === 1 ? season : 1)));
}
