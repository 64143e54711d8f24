const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
];

/**
 * Logarithm of the gamma function of x > 0 (Lanczos' approximation with g = 7 and nine terms, error below
 * 1e-14).
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; ++i) sum += lanczos[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Regularised upper incomplete gamma function Q(a, x) for a > 0, x ≥ 0: by the power series of P below a + 1,
 * by Lentz's continued fraction above. Source: Press et al., Numerical Recipes, section 6.2.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = a + 1; Math.abs(term) > Math.abs(sum) * 1e-17; ++k) {
      term *= x / k;
      sum += term;
    }
    return 1 - scale * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000; ++i) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return scale * h;
}

/** Probability that a chi-square variable with `df` degrees of freedom exceeds x. */
export function chiSquareTail(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}
