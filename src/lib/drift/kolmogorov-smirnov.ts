import type {Numbers} from "../scores/pairs.js";

/**
 * Two-sample Kolmogorov–Smirnov test, two-sided: the largest distance `d` between the two empirical
 * distributions and its p-value, exact while there are at most 10⁸ pairs (no correction for ties), else from
 * the limit distribution.
 * Sources: Hodges 1958 for the exact distribution, as a walk over the lattice of both samples; Kolmogorov
 * 1933 for the limit.
 * @throws when a sample is empty.
 */
export function kolmogorovSmirnov(reference: Numbers, current: Numbers): {d: number; p: number} {
  const a = Float64Array.from(reference).sort();
  const b = Float64Array.from(current).sort();
  const m = a.length;
  const n = b.length;
  if (m === 0 || n === 0)
    throw new Error(`the Kolmogorov–Smirnov test needs two samples, got ${m} and ${n} values`);
  let steps = 0;
  for (let i = 0, j = 0; i < m && j < n; ) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < m && a[i]! === value) ++i;
    while (j < n && b[j]! === value) ++j;
    steps = Math.max(steps, Math.abs(i * n - j * m));
  }
  const d = steps / (m * n);
  return {d, p: m * n <= 1e8 ? outside(m, n, steps) : kolmogorovTail(Math.sqrt((m * n) / (m + n)) * d)};
}

/**
 * Probability that a random walk from (0, 0) to (m, n) meets a point with |i n − j m| ≥ steps. The last step
 * to (i, j) came along i with probability i / (i + j); nothing is subtracted, so that small probabilities
 * keep their digits.
 */
function outside(m: number, n: number, steps: number): number {
  if (steps === 0) return 1;
  const row = new Float64Array(n + 1);
  for (let i = 0; i <= m; ++i) {
    for (let j = 0; j <= n; ++j) {
      if (Math.abs(i * n - j * m) >= steps) row[j] = 1;
      else if (i === 0 && j === 0) row[j] = 0;
      else row[j] = ((i > 0 ? i * row[j]! : 0) + (j > 0 ? j * row[j - 1]! : 0)) / (i + j);
    }
  }
  return row[n]!;
}

function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; ++k) sum += (k % 2 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}
