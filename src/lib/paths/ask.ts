/** Which days of a path a question is about: leads from … to, both included, from 1 on. */
export interface PathDays {
  readonly from: number;
  readonly to: number;
}

/**
 * The mean price of each path over some of its days.
 * @param logReturns `[path][lead]`, from the last known price on
 * @param price the last known one, in the unit of the answer
 * @throws where the days are none of the path's
 */
export function meanOfPaths(
  logReturns: Float64Array,
  leads: number,
  price: number,
  {from, to}: PathDays
): Float64Array {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to >= from && to <= leads))
    throw new Error(`paths: expected days from 1 to ${leads}, got ${from} to ${to}`);
  return Float64Array.from({length: logReturns.length / leads}, (_, path) => {
    let sum = 0;
    for (let lead = from; lead <= to; ++lead) sum += Math.exp(logReturns[path * leads + lead - 1]);
    return (price * sum) / (to - from + 1);
  });
}

/** The share of values that are above a threshold. */
export function shareAbove(values: Float64Array, threshold: number): number {
  return values.reduce((count, value) => count + (value > threshold ? 1 : 0), 0) / values.length;
}
