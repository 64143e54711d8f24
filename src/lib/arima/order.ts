/** The order (p, d, q)(P, D, Q)ₛ of a seasonal ARIMA model. */
export interface ArimaOrder {
  /** Autoregressive lags. */
  readonly p: number;
  /** Differences. */
  readonly d: number;
  /** Moving-average lags. */
  readonly q: number;
  /** Seasonal autoregressive lags; 0 unless given. */
  readonly P?: number;
  /** Seasonal differences; 0 unless given. */
  readonly D?: number;
  /** Seasonal moving-average lags; 0 unless given. */
  readonly Q?: number;
  /** Steps of a season; needed where P, D or Q is above 0. */
  readonly season?: number;
}

/** An order with every number in place, season 1 where there is none. */
export type FullOrder = Required<ArimaOrder>;

/** The most states a model may have: the filter's time grows with their square. */
const MOST_STATES = 128;

/**
 * Fills an order in and checks it.
 * @throws where a number is not a whole number from 0, a seasonal term has no season of 2 steps or more, or the model would need more
 * than 128 states
 */
export function fullOrder(order: ArimaOrder): FullOrder {
  const {p, d, q, P = 0, D = 0, Q = 0, season = 1} = order;
  for (const [name, value] of Object.entries({p, d, q, P, D, Q}))
    if (!(Number.isInteger(value) && value >= 0))
      throw new Error(`ARIMA: expected a whole number from 0 for ${name}, got ${value}`);
  if (P + D + Q > 0 ? !(Number.isInteger(season) && season >= 2) : season !== 1 && !(season >= 2))
    throw new Error(
      `ARIMA: expected a season of 2 steps or more for the seasonal order (${P},${D},${Q}), got ${season}`
    );
  const full = {p, d, q, P, D, Q, season: P + D + Q > 0 ? season : 1};
  const states = armaStates(full) + diffuseStates(full);
  if (states > MOST_STATES)
    throw new Error(
      `ARIMA${orderLabel(full)}: expected at most ${MOST_STATES} states, got ${states}; describe a long season by regressors (sines and cosines) instead`
    );
  return full;
}

/** "(1,0,0)(0,1,1)[7]". */
export function orderLabel({p, d, q, P, D, Q, season}: FullOrder): string {
  return `(${p},${d},${q})${P + D + Q > 0 ? `(${P},${D},${Q})[${season}]` : ""}`;
}

/** How many coefficients the optimiser looks for: p + q + P + Q. */
export function coefficientCount({p, q, P, Q}: FullOrder): number {
  return p + q + P + Q;
}

/** States of the stationary part, after Harvey: the larger of the autoregressive lags and the moving-average lags + 1. */
export function armaStates({p, q, P, Q, season}: FullOrder): number {
  return Math.max(p + season * P, q + season * Q + 1);
}

/** States of the differences: the past values that the first differences take. */
export function diffuseStates({d, D, season}: FullOrder): number {
  return d + season * D;
}
