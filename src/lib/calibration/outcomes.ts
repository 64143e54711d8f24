/**
 * The weight of what happened and of what did not.
 * @throws where lengths do not fit, a value is not finite, an outcome is neither 0 nor 1, a weight is negative, or only one outcome has weight
 */
export function checkOutcomes(
  what: string,
  values: Float64Array,
  happened: ArrayLike<number>,
  weights?: ArrayLike<number>
): {yes: number; no: number} {
  if (happened.length !== values.length || (weights && weights.length !== values.length))
    throw new Error(
      `${what}: expected one outcome and one weight for each of ${values.length} values, got ${happened.length} and ${weights?.length ?? "none"}`
    );
  const sums = [0, 0];
  for (let i = 0; i < values.length; ++i) {
    const weight = weights ? weights[i] : 1;
    if (!Number.isFinite(values[i]))
      throw new Error(`${what}: expected a finite value in every row, got ${values[i]} in row ${i}`);
    if (happened[i] !== 0 && happened[i] !== 1)
      throw new Error(`${what}: expected outcomes of 0 or 1, got ${happened[i]} in row ${i}`);
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new Error(`${what}: expected weights from 0, got ${weight} in row ${i}`);
    sums[happened[i]] += weight;
  }
  const [no, yes] = sums;
  if (!(yes > 0 && no > 0))
    throw new Error(
      `${what}: expected rows of both outcomes, got weights of ${yes} that happened and ${no} that did not`
    );
  return {yes, no};
}
