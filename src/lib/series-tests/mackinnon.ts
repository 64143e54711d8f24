import {normalCumulative} from "../distributions/normal.js";

/** No deterministic term, a constant, or a constant and a linear trend. */
export type Deterministic = "n" | "c" | "ct";

/**
 * MacKinnon (1994), Approximate asymptotic distribution functions for unit-root and cointegration tests, Journal of Business and Economic
 * Statistics 12(2), tables 3 and 4, one series: p is Φ of a polynomial in the statistic, one below `turn` and one above.
 */
const surfaces: Readonly<
  Record<Deterministic, {least: number; most: number; turn: number; below: number[]; above: number[]}>
> = {
  n: {
    least: -19.04,
    most: Number.POSITIVE_INFINITY,
    turn: -1.04,
    below: [0.6344, 1.2378, 0.032496],
    above: [0.4797, 0.93557, -0.06999, 0.033066]
  },
  c: {
    least: -18.83,
    most: 2.74,
    turn: -1.61,
    below: [2.1659, 1.4412, 0.038269],
    above: [1.7339, 0.93202, -0.12745, -0.010368]
  },
  ct: {
    least: -16.18,
    most: 0.7,
    turn: -2.89,
    below: [3.2512, 1.6047, 0.049588],
    above: [2.5261, 0.61654, -0.37956, -0.060285]
  }
};

/** MacKinnon (2010), Critical values for cointegration tests, Queen's University working paper 1227, table 2, one series: powers of 1 / rows. */
const criticals: Readonly<Record<Deterministic, Readonly<Record<"1%" | "5%" | "10%", number[]>>>> = {
  n: {
    "1%": [-2.56574, -2.2358, -3.627, 0],
    "5%": [-1.941, -0.2686, -3.365, 31.223],
    "10%": [-1.61682, 0.2656, -2.714, 25.364]
  },
  c: {
    "1%": [-3.43035, -6.5393, -16.786, -79.433],
    "5%": [-2.86154, -2.8903, -4.234, -40.04],
    "10%": [-2.56677, -1.5384, -2.809, 0]
  },
  ct: {
    "1%": [-3.95877, -9.0531, -28.428, -134.155],
    "5%": [-3.41049, -4.3904, -9.036, -45.374],
    "10%": [-3.12705, -2.5856, -3.925, -22.38]
  }
};

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** The p value of a Dickey–Fuller statistic. */
export function dickeyFullerP(statistic: number, deterministic: Deterministic): number {
  const {least, most, turn, below, above} = surfaces[deterministic];
  if (statistic > most) return 1;
  if (statistic < least) return 0;
  return normalCumulative(polynomial(statistic <= turn ? below : above, statistic));
}

/** The critical values of a Dickey–Fuller statistic with this many rows in its regression. */
export function dickeyFullerCritical(
  deterministic: Deterministic,
  rows: number
): Readonly<Record<"1%" | "5%" | "10%", number>> {
  const table = criticals[deterministic];
  return {
    "1%": polynomial(table["1%"], 1 / rows),
    "5%": polynomial(table["5%"], 1 / rows),
    "10%": polynomial(table["10%"], 1 / rows)
  };
}
