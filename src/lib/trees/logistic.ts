/** Powers of two from 2⁻¹⁰²² to 2¹⁰²³. */
const powers = Float64Array.from({length: 2046}, (_, i) => 2 ** (i - 1022));

/**
 * The probability whose log-odds these are, 1 / (1 + e⁻ˣ), within 2⁻⁵². In additions, multiplications and divisions alone, which every
 * engine rounds alike, where `Math.exp` may differ in its last bit; and faster than it.
 * Method: FreeBSD's e_exp.c, https://www.netlib.org/fdlibm/e_exp.c
 */
export function logistic(x: number): number {
  if (!(x > -700)) return Number.isNaN(x) ? x : 0;
  if (x > 700) return 1;
  const power = Math.floor(0.5 - x * Math.LOG2E);
  const high = -x - power * 0.6931471803691238;
  const low = power * 1.9082149292705877e-10;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const exponential = (1 - (low - (r * c) / (2 - c) - high)) * powers[power + 1022];
  return 1 / (1 + exponential);
}
