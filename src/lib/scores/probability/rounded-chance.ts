/**
 * A probability as it is published: rounded to so many decimals, and at least one unit of the last from 0 and from 1, since no forecast is
 * certain and a logarithmic score of a certain one that fails has no end. NaN stays.
 */
export function roundedChance(probability: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.min(Math.max(Math.round(probability * unit), 1), unit - 1) / unit;
}
