import {logGamma} from "./gamma.js";

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1, by Lentz's continued fraction on
 * the side where it converges fast. Source: Press et al., Numerical Recipes, section 6.4.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 10_000; ++m) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h;
}

/**
 * Probability that a variable of Student's t distribution with `df` degrees of freedom lies farther from 0
 * than t.
 */
export function studentTwoSided(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/**
 * The value that a variable of Student's t distribution stays below with this probability, by halving an interval.
 * @throws where the level is not between 0 and 1, or the degrees of freedom are not above 0
 */
export function studentQuantile(level: number, df: number): number {
  if (!(level > 0 && level < 1 && df > 0))
    throw new Error(
      `Student's quantile: expected a level between 0 and 1 and a freedom above 0, got ${level}, ${df}`
    );
  if (level === 0.5) return 0;
  if (level < 0.5) return -studentQuantile(1 - level, df);
  const beyond = 2 * (1 - level);
  let [low, high] = [0, 1];
  while (studentTwoSided(high, df) > beyond) [low, high] = [high, 2 * high];
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTwoSided(middle, df) > beyond) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
