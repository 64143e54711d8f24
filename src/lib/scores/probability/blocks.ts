/** The cases of each block, one block after the other. */
export interface Blocks {
  readonly count: number;
  /** Cases in order of blocks, and where each block starts. */
  readonly order: Uint32Array;
  readonly start: Uint32Array;
}

/** Sorts cases by their blocks (whole numbers from 0 on); blocks without a case do not count. */
export function blocksOf(block: Int32Array): Blocks {
  let most = -1;
  for (const b of block) most = Math.max(most, b);
  const counts = new Uint32Array(most + 1);
  for (const b of block) counts[b]! += 1;
  const place = new Uint32Array(counts.length);
  const start = [0];
  for (let b = 0; b < counts.length; ++b) {
    place[b] = start.at(-1)!;
    if (counts[b]! > 0) start.push(place[b]! + counts[b]!);
  }
  const order = new Uint32Array(block.length);
  for (let i = 0; i < block.length; ++i) order[place[block[i]!]!++] = i;
  return {count: start.length - 1, order, start: Uint32Array.from(start)};
}

/** Σ of one number over Σ of another (1 for each case unless given) on drawn blocks; 0 where the latter is 0. */
export function ratioOf(
  {count, order, start}: Blocks,
  above: (i: number) => number,
  below: (i: number) => number = () => 1
): (drawn: Uint32Array) => number {
  const [tops, bottoms] = [new Float64Array(count), new Float64Array(count)];
  for (let b = 0; b < count; ++b)
    for (let at = start[b]!; at < start[b + 1]!; ++at) {
      tops[b]! += above(order[at]!);
      bottoms[b]! += below(order[at]!);
    }
  return (drawn) => {
    let [top, bottom] = [0, 0];
    for (const b of drawn) {
      top += tops[b]!;
      bottom += bottoms[b]!;
    }
    return bottom === 0 ? 0 : top / bottom;
  };
}
