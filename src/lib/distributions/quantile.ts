/**
 * A quantile of numbers in ascending order, interpolated between neighbours (Hyndman and Fan's type 7, as R and NumPy do unless told).
 * @throws where there is no number.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new Error("quantile: expected at least one number, got none");
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  return below + (place % 1) * (sorted[Math.ceil(place)] - below);
}
