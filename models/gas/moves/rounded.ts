/** A number to five significant digits, and no negative zero. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5)) + 0;
}
