/** Values of a column: numbers, or the names of categories. */
export type Values = ArrayLike<number> | ArrayLike<string>;

/** Two samples counted in the same bins. */
export interface Binned {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** Counts of each distinct value, in ascending order of the values. */
export function countValues(reference: Values, current: Values): Binned {
  const keys = new Map<number | string, number>();
  const distinct = new Set<number | string>([
    ...Array.from<number | string>(reference),
    ...Array.from<number | string>(current)
  ]);
  [...distinct]
    .sort((a, b) => (a < b ? -1 : 1))
    .forEach((key, i) => {
      keys.set(key, i);
    });
  const count = (values: Values) => {
    const counts = new Float64Array(keys.size);
    for (const value of Array.from<number | string>(values)) ++counts[keys.get(value)!]!;
    return counts;
  };
  return {reference: count(reference), current: count(current)};
}

/**
 * Counts in ⌈log2 n + 1⌉ bins of equal width over both samples together, n their size (Sturges 1926, as
 * NumPy's `histogram_bin_edges`); the last bin includes its upper edge.
 */
export function countBins(reference: ArrayLike<number>, current: ArrayLike<number>): Binned {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of [reference, current]) {
    for (let i = 0; i < values.length; ++i) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
  }
  const bins = high > low ? Math.ceil(Math.log2(reference.length + current.length) + 1) : 1;
  const edge = (k: number) => (k === bins ? high : low + (k * (high - low)) / bins);
  const count = (values: ArrayLike<number>) => {
    const counts = new Float64Array(bins);
    for (let i = 0; i < values.length; ++i) {
      const value = values[i]!;
      let k = Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins) || 0));
      if (value < edge(k)) --k;
      else if (k < bins - 1 && value >= edge(k + 1)) ++k;
      ++counts[k]!;
    }
    return counts;
  };
  return {reference: count(reference), current: count(current)};
}
