/**
 * Numbers kept in ascending order in one array: cheap to add to and to take from, so that any quantile is one
 * look-up.
 */
export interface Sorted {
  readonly values: Float64Array;
  size: number;
}

/** An empty one with room for `capacity` numbers. */
export function emptySorted(capacity: number): Sorted {
  return {values: new Float64Array(capacity), size: 0};
}

/** Adds a number. @throws when it is full. */
export function insert(sorted: Sorted, value: number): void {
  const {values, size} = sorted;
  if (size === values.length) throw new Error(`no room for another number: all ${size} places are taken`);
  const at = position(sorted, value);
  values.copyWithin(at + 1, at, size);
  values[at] = value;
  ++sorted.size;
}

/** Takes one occurrence of a number out. @throws when it is not there. */
export function remove(sorted: Sorted, value: number): void {
  const at = position(sorted, value);
  if (at === sorted.size || sorted.values[at] !== value)
    throw new Error(`${value} is not among the ${sorted.size} numbers`);
  sorted.values.copyWithin(at, at + 1, sorted.size);
  --sorted.size;
}

/** How many of the numbers are below `value`: also the place where it belongs. */
export function position({values, size}: Sorted, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The conformal quantile: the ⌈(n + 1) · level⌉-th smallest number, the smallest or largest where that lies
 * outside 1 … n; NaN of none.
 */
export function conformalQuantile({values, size}: Sorted, level: number): number {
  if (size === 0) return Number.NaN;
  return values[Math.min(size, Math.max(1, Math.ceil((size + 1) * level))) - 1]!;
}
