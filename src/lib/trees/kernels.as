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

/** Lays the codes of eight columns side by side; `from` holds their addresses. */
export function fillPanel(rows: usize, from: usize, to: usize): void {
  let a = <usize>load<u32>(from);
  let b = <usize>load<u32>(from, 4);
  let c = <usize>load<u32>(from, 8);
  let d = <usize>load<u32>(from, 12);
  let e = <usize>load<u32>(from, 16);
  let f = <usize>load<u32>(from, 20);
  let g = <usize>load<u32>(from, 24);
  let h = <usize>load<u32>(from, 28);
  for (const end = to + 8 * rows; to < end; to += 8) {
    const low = load<u8>(a++) | (<u32>load<u8>(b++) << 8) | (<u32>load<u8>(c++) << 16) | (<u32>load<u8>(d++) << 24);
    const high = load<u8>(e++) | (<u32>load<u8>(f++) << 8) | (<u32>load<u8>(g++) << 16) | (<u32>load<u8>(h++) << 24);
    store<u32>(to, low);
    store<u32>(to, high, 4);
  }
}

/**
 * Looks for the best split of a numeric column's histogram h: that with the highest g² / (h + l2), summed over both children.
 * Where it is above `top`, writes that sum, the gradient and the packed weight of the left child to `out`, and returns the
 * last code on the left, plus 256 where missing values (code 0) go left. Otherwise returns −1.
 */
export function scan(
  h: usize,
  codes: usize,
  gradient: f64,
  packed: f64,
  unit: f64,
  leastRows: f64,
  leastHessian: f64,
  l2: f64,
  top: f64,
  out: usize
): i32 {
  const inverse = 1 / unit;
  const rows = floor<f64>(packed * inverse);
  const hessian = packed - rows * unit;
  const low = leastRows * unit;
  const high = (rows - leastRows + 1) * unit;
  const missing = v128.load(h);
  const some = f64x2.extract_lane(missing, 1) > 0;
  let found = -1;
  let best = f64x2.splat(0);
  for (let side = some ? 1 : 0; side >= 0; --side) {
    let sum = side ? missing : f64x2.splat(0);
    // With missing values on the right, the last code may leave nothing else there.
    const end = h + 16 * (some && !side ? codes : codes - 1);
    for (let at = h + 16; at < end; at += 16) {
      sum = f64x2.add(sum, v128.load(at));
      const p = f64x2.extract_lane(sum, 1);
      if (p < low) continue;
      if (p >= high) break;
      const left = p - floor<f64>(p * inverse) * unit;
      if (left < leastHessian) continue;
      const right = hessian - left;
      if (right < leastHessian) break;
      const g = f64x2.extract_lane(sum, 0);
      const both = f64x2.replace_lane(f64x2.splat(g), 1, gradient - g);
      const weights = f64x2.replace_lane(f64x2.splat(left + l2), 1, right + l2);
      const scores = f64x2.div(f64x2.mul(both, both), weights);
      const score = f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1);
      if (score > top) {
        top = score;
        best = sum;
        found = <i32>((at - h) >> 4) + (side << 8);
      }
    }
  }
  store<f64>(out, top);
  v128.store(out, best, 8);
  return found;
}
