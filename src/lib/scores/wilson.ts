/**
 * Wilson's interval of a share: where the true one lies when `count` of `n` independent cases were so. Between 0 and 1, and narrow only
 * where n is large.
 * Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the American Statistical
 * Association 22.
 * @param z 1.96 for 95 %
 * @throws where n is not positive, or count is not from 0 to n.
 */
export function wilson(count: number, n: number, z = 1.959964): [low: number, high: number] {
  if (!(n > 0 && count >= 0 && count <= n))
    throw new Error(`Wilson's interval: expected a count of 0 … n with n > 0, got ${count} of ${n}`);
  const share = count / n;
  const middle = share + z ** 2 / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)];
}
