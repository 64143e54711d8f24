import {checkOutcomes} from "./outcomes.js";

/** A rising curve through these points, straight between them and level beyond: `x` ascending, `y` probabilities that never fall. */
export interface Isotonic {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * Isotonic calibration: of all curves that never fall, that nearest to what happened (least squares), by pooling adjacent violators. Equal values
 * are one point.
 * Sources: Ayer et al. (1955), Annals of Mathematical Statistics 26; Zadrozny and Elkan (2002) for calibration.
 * @param values probabilities or margins
 * @param happened 1 or 0 for each
 * @param weights of each, 1 unless given
 * @throws where lengths do not fit, a value is not finite, or only one outcome occurs
 */
export function fitIsotonic(
  values: Float64Array,
  happened: ArrayLike<number>,
  weights?: ArrayLike<number>
): Isotonic {
  checkOutcomes("isotonic calibration", values, happened, weights);
  const weigh = (i: number) => (weights ? weights[i] : 1);
  const order = Uint32Array.from(values.keys())
    .filter((i) => weigh(i) > 0)
    .sort((a, b) => values[a] - values[b] || a - b);
  const pools: Pool[] = [];
  let at = Number.NaN;
  for (const i of order) {
    const [value, weight] = [values[i], weigh(i)];
    const last = pools[pools.length - 1];
    if (value === at) {
      last.weight += weight;
      last.sum += weight * happened[i];
      continue;
    }
    // All of the last value is in: it may now be pooled with those before it.
    settle(pools);
    pools.push({from: value, to: value, weight, sum: weight * happened[i]});
    at = value;
  }
  settle(pools);
  const points = pools.flatMap(({from, to, weight, sum}) => {
    const y = sum / weight;
    return from === to
      ? [{x: from, y}]
      : [
          {x: from, y},
          {x: to, y}
        ];
  });
  return {x: points.map(({x}) => x), y: points.map(({y}) => y)};
}

/** Neighbouring values that share one mean. */
interface Pool {
  readonly from: number;
  to: number;
  weight: number;
  sum: number;
}

/** Joins the last pool with those before it until means rise. */
function settle(pools: Pool[]): void {
  for (let last = pools.length - 1; last > 0; --last) {
    const [before, after] = [pools[last - 1], pools[last]];
    if (before.sum * after.weight < after.sum * before.weight) return;
    before.to = after.to;
    before.weight += after.weight;
    before.sum += after.sum;
    pools.pop();
  }
}

/** The calibrated probability of a value. */
export function isotonicChance({x, y}: Isotonic, value: number): number {
  const last = x.length - 1;
  if (Number.isNaN(value)) return value;
  if (value <= x[0]) return y[0];
  if (value >= x[last]) return y[last];
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= value) low = middle;
    else high = middle;
  }
  return y[low] + ((y[high] - y[low]) * (value - x[low])) / (x[high] - x[low]);
}
