// The inner loops of tree building. AssemblyScript; `npx tsx scripts/product.ts` compiles it into module.ts. Addresses are
// bytes in one linear memory, lent by the caller. A pair is two float64: a row's gradient, and its weight with its count
// in the high bits (see pairs.ts); a histogram has 256 pairs for a column, so a column's histogram is 4,096 bytes.
// Nothing here allocates. All sums are of numbers that float64 adds exactly, so their order does not matter.

// @ts-ignore: decorator
@inline
function add(at: usize, pair: v128): void {
  v128.store(at, f64x2.add(v128.load(at), pair));
}

/** Adds the pairs of n rows to the histograms of eight columns, whose codes are the eight bytes of a row. */
export function addPanel(rows: usize, n: usize, pairs: usize, codes: usize, h: usize): void {
  for (const end = rows + 4 * n; rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const pair = v128.load(pairs + (row << 4));
    const eight = load<u64>(codes + (row << 3));
    const low = <u32>eight;
    const high = <u32>(eight >> 32);
    add(h + ((low << 4) & 4080), pair);
    add(h + ((low >> 4) & 4080) + 4096, pair);
    add(h + ((low >> 12) & 4080) + 8192, pair);
    add(h + ((low >> 20) & 4080) + 12288, pair);
    add(h + ((high << 4) & 4080) + 16384, pair);
    add(h + ((high >> 4) & 4080) + 20480, pair);
    add(h + ((high >> 12) & 4080) + 24576, pair);
    add(h + ((high >> 20) & 4080) + 28672, pair);
  }
}

/** Adds the pairs of n rows to the histograms of four columns, each with its codes row after row. */
export function addFour(rows: usize, n: usize, pairs: usize, a: usize, b: usize, c: usize, d: usize, h: usize): void {
  for (const end = rows + 4 * n; rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const pair = v128.load(pairs + (row << 4));
    add(h + (<usize>load<u8>(a + row) << 4), pair);
    add(h + (<usize>load<u8>(b + row) << 4) + 4096, pair);
    add(h + (<usize>load<u8>(c + row) << 4) + 8192, pair);
    add(h + (<usize>load<u8>(d + row) << 4) + 12288, pair);
  }
}

/** Takes the histograms of one child away from their parent's, which leaves the other child's. */
export function subtract(columns: usize, parent: usize, child: usize): void {
  for (const end = parent + 4096 * columns; parent < end; parent += 16) {
    v128.store(parent, f64x2.sub(v128.load(parent), v128.load(child)));
    child += 16;
  }
}

/**
 * Moves the rows whose code has a 1 in the table `left` before the others, both in their order, and returns how many they
 * are. Codes lie 1 << shift bytes apart; `spare` has room for n rows.
 */
export function partition(rows: usize, n: usize, codes: usize, shift: usize, left: usize, spare: usize): usize {
  let l = rows;
  let r = spare;
  for (let at = rows, end = rows + 4 * n; at < end; at += 4) {
    const row = load<u32>(at);
    const goes = <usize>load<u8>(left + <usize>load<u8>(codes + (<usize>row << shift)));
    store<u32>(l, row);
    store<u32>(r, row);
    l += goes << 2;
    r += (1 - goes) << 2;
  }
  memory.copy(l, spare, r - spare);
  return (l - rows) >> 2;
}
