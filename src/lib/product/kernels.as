// The inner loops of small nets on float32, four numbers at a time. AssemblyScript; `npx tsx scripts/product.ts`
// compiles it into module.ts. Addresses and counts are bytes and numbers in one linear memory, lent by the caller.
// Nothing here allocates. No fused multiply-add: every engine gives the same bits.

/**
 * Lays a matrix of k rows and n columns out in panels of 8 columns, each panel row after row, the last filled up with 0.
 * Strides, in bytes, from row to row and from column to column: a transposed matrix is packed by exchanging them.
 */
export function pack(k: usize, n: usize, from: usize, row: usize, column: usize, to: usize): void {
  for (let j: usize = 0; j < n; j += 8) {
    const whole = column == 4 && j + 8 <= n;
    for (let i: usize = 0; i < k; ++i) {
      const p = from + i * row + j * column;
      if (whole) {
        v128.store(to, v128.load(p));
        v128.store(to, v128.load(p, 16), 16);
      } else {
        for (let e: usize = 0; e < 8; ++e) store<f32>(to + 4 * e, j + e < n ? load<f32>(p + e * column) : 0);
      }
      to += 32;
    }
  }
}

/** c = a b, or c += a b, with a of m × k (m a multiple of 4), b packed, c as wide as whole panels. `row` and `width` are bytes. */
export function product(m: usize, n: usize, k: usize, a: usize, row: usize, b: usize, c: usize, width: usize, add: bool): void {
  for (let j: usize = 0; j < n; j += 8) {
    for (let i: usize = 0; i < m; i += 4) tile<AsItLies>(k, a + i * row, row, b, c + i * width + 4 * j, width, add);
    b += 32 * k;
  }
}

/** The same with the transpose of a, which is k × m. */
export function transposedProduct(m: usize, n: usize, k: usize, a: usize, row: usize, b: usize, c: usize, width: usize, add: bool): void {
  for (let j: usize = 0; j < n; j += 8) {
    for (let i: usize = 0; i < m; i += 4) tile<Transposed>(k, a + 4 * i, row, b, c + i * width + 4 * j, width, add);
    b += 32 * k;
  }
}

// How a tile reads its left factor, as a type: the compiler makes a loop of each.
type AsItLies = i32;
type Transposed = f32;

// @ts-ignore: decorator
@inline
function muladd(c: v128, x: v128, y: v128): v128 {
  return f32x4.add(c, f32x4.mul(x, y));
}

// A tile of 4 × 8 results: eight sums, two vectors of b and four numbers of a fill the 15 registers. One term a turn: V8 moves
// the loads of a longer turn to its front, and spills them.
// @ts-ignore: decorator
@inline
function tile<T>(k: usize, a: usize, row: usize, b: usize, c: usize, width: usize, add: bool): void {
  let s00 = splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let p1 = a + row;
  let p2 = a + 2 * row;
  let p3 = a + 3 * row;
  const end = b + 32 * k;
  while (b < end) {
    const u = v128.load(b);
    const v = v128.load(b, 16);
    const x0 = v128.load_splat<f32>(a);
    const x1 = isFloat<T>() ? v128.load_splat<f32>(a, 4) : v128.load_splat<f32>(p1);
    const x2 = isFloat<T>() ? v128.load_splat<f32>(a, 8) : v128.load_splat<f32>(p2);
    const x3 = isFloat<T>() ? v128.load_splat<f32>(a, 12) : v128.load_splat<f32>(p3);
    s00 = muladd(s00, x0, u);
    s01 = muladd(s01, x0, v);
    s10 = muladd(s10, x1, u);
    s11 = muladd(s11, x1, v);
    s20 = muladd(s20, x2, u);
    s21 = muladd(s21, x2, v);
    s30 = muladd(s30, x3, u);
    s31 = muladd(s31, x3, v);
    if (isFloat<T>()) {
      a += row;
    } else {
      a += 4;
      p1 += 4;
      p2 += 4;
      p3 += 4;
    }
    b += 32;
  }
  put(c, s00, s01, add);
  put(c + width, s10, s11, add);
  put(c + 2 * width, s20, s21, add);
  put(c + 3 * width, s30, s31, add);
}

// @ts-ignore: decorator
@inline
function put(c: usize, left: v128, right: v128, add: bool): void {
  if (add) {
    left = f32x4.add(v128.load(c), left);
    right = f32x4.add(v128.load(c, 16), right);
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

// tanh as a quotient of polynomials of degree 13 and 6 (those of Eigen and TensorFlow), within 4.5e-7 of the true value.
// @ts-ignore: decorator
@inline
function tanh(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, splat(7.90531110763549805)), splat(-7.90531110763549805));
  const q = f32x4.mul(x, x);
  let p = muladd(splat(2.00018790482477e-13), splat(-2.76076847742355e-16), q);
  p = muladd(splat(-8.60467152213735e-11), p, q);
  p = muladd(splat(5.12229709037114e-8), p, q);
  p = muladd(splat(1.48572235717979e-5), p, q);
  p = muladd(splat(6.37261928875436e-4), p, q);
  p = muladd(splat(4.89352455891786e-3), p, q);
  let d = muladd(splat(1.18534705686654e-4), splat(1.19825839466702e-6), q);
  d = muladd(splat(2.268434632439e-3), d, q);
  d = muladd(splat(4.89352518554385e-3), d, q);
  return f32x4.div(f32x4.mul(x, p), d);
}

// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const half = splat(0.5);
  return muladd(half, half, tanh(f32x4.mul(x, half)));
}

/** tanh of n numbers in place, n a multiple of 4. */
export function tanhs(n: usize, x: usize): void {
  for (const end = x + 4 * n; x < end; x += 16) v128.store(x, tanh(v128.load(x)));
}

/** The logistic function of n numbers in place, n a multiple of 4. */
export function sigmoids(n: usize, x: usize): void {
  for (const end = x + 4 * n; x < end; x += 16) v128.store(x, sigmoid(v128.load(x)));
}

// The exponential linear unit: x above 0, eˣ − 1 below. With x = n ln 2 + r below 0, eˣ − 1 is 2ⁿ (eʳ − 1) + 2ⁿ − 1, and eʳ − 1 a
// polynomial (minimax, within 3e-9). Added to 1.5 · 2²³, a number is rounded to a whole one that stands in the last bits: a shift
// makes 2ⁿ of it.
// @ts-ignore: decorator
@inline
function elu(x: v128): v128 {
  const zero = splat(0);
  const one = splat(1);
  const shifter = splat(12582912);
  const low = f32x4.pmin(f32x4.pmax(x, splat(-20)), zero);
  const shifted = muladd(shifter, low, splat(1.44269504088896341));
  const r = muladd(low, f32x4.sub(shifted, shifter), splat(-0.693147180559945309));
  const power = i32x4.add(i32x4.shl(shifted, 23), one);
  let p = muladd(splat(8.368953698495139e-3), splat(1.3950602658647378e-3), r);
  p = muladd(splat(4.166620413281727e-2), p, r);
  p = muladd(splat(0.1666651830447209), p, r);
  p = muladd(splat(0.5000000095702907), p, r);
  p = muladd(r, f32x4.mul(r, r), p);
  return f32x4.add(f32x4.pmax(x, zero), muladd(f32x4.sub(power, one), power, p));
}

/** The exponential linear unit of n numbers in place, n a multiple of 8: two vectors a turn, for one waits for itself. */
export function elus(n: usize, x: usize): void {
  for (const end = x + 4 * n; x < end; x += 32) {
    const left = elu(v128.load(x));
    const right = elu(v128.load(x, 16));
    v128.store(x, left);
    v128.store(x, right, 16);
  }
}

/** Back through n such units, n a multiple of 4: from their values y, and the gradient g by these, to that by what went in. */
export function elusBack(n: usize, y: usize, g: usize): void {
  const one = splat(1);
  const zero = splat(0);
  for (const end = y + 4 * n; y < end; y += 16) {
    const slope = f32x4.add(f32x4.pmin(v128.load(y), zero), one);
    v128.store(g, f32x4.mul(v128.load(g), slope));
    g += 16;
  }
}

/**
 * One step of the cells: z holds the sums of the gates (input, forget, candidate, output: four blocks a row) and receives
 * the gates. From the cells before to the cells after, their tanh, and the hidden state in rows of ldh bytes.
 */
export function gates(rows: usize, units: usize, z: usize, before: usize, after: usize, squashed: usize, h: usize, ldh: usize): void {
  const block = units * 4;
  for (let r: usize = 0; r < rows; ++r) {
    for (let u: usize = 0; u < block; u += 16) {
      const zi = z + u;
      const zf = zi + block;
      const zg = zf + block;
      const zo = zg + block;
      const i = sigmoid(v128.load(zi));
      const f = sigmoid(v128.load(zf));
      const g = tanh(v128.load(zg));
      const o = sigmoid(v128.load(zo));
      v128.store(zi, i);
      v128.store(zf, f);
      v128.store(zg, g);
      v128.store(zo, o);
      const c = muladd(f32x4.mul(i, g), f, v128.load(before + u));
      const s = tanh(c);
      v128.store(after + u, c);
      v128.store(squashed + u, s);
      v128.store(h + u, f32x4.mul(o, s));
    }
    z += 4 * block;
    before += block;
    after += block;
    squashed += block;
    h += ldh;
  }
}

/**
 * Back through one step of the cells: z holds the gates and receives the gradient of their sums; dh is the gradient of the
 * hidden state after it, dc that of the cells after it, which becomes that of the cells before it.
 */
export function gatesBack(rows: usize, units: usize, z: usize, before: usize, squashed: usize, dh: usize, lddh: usize, dc: usize): void {
  const block = units * 4;
  const one = splat(1);
  for (let r: usize = 0; r < rows; ++r) {
    for (let u: usize = 0; u < block; u += 16) {
      const zi = z + u;
      const zf = zi + block;
      const zg = zf + block;
      const zo = zg + block;
      const i = v128.load(zi);
      const f = v128.load(zf);
      const g = v128.load(zg);
      const o = v128.load(zo);
      const s = v128.load(squashed + u);
      const h = v128.load(dh + u);
      const c = muladd(v128.load(dc + u), f32x4.mul(h, o), f32x4.sub(one, f32x4.mul(s, s)));
      const di = f32x4.mul(f32x4.mul(c, g), f32x4.mul(i, f32x4.sub(one, i)));
      const df = f32x4.mul(f32x4.mul(c, v128.load(before + u)), f32x4.mul(f, f32x4.sub(one, f)));
      const dg = f32x4.mul(f32x4.mul(c, i), f32x4.sub(one, f32x4.mul(g, g)));
      const d = f32x4.mul(f32x4.mul(h, s), f32x4.mul(o, f32x4.sub(one, o)));
      v128.store(zi, di);
      v128.store(zf, df);
      v128.store(zg, dg);
      v128.store(zo, d);
      v128.store(dc + u, f32x4.mul(c, f));
    }
    z += 4 * block;
    before += block;
    squashed += block;
    dh += lddh;
    dc += block;
  }
}

/**
 * A step of Adam on n weights w with gradient g and its running moments m and v, n a multiple of 4. `rate` is corrected for the
 * moments' start at 0; a and b are 1 − β₁ and 1 − β₂.
 */
export function adam(n: usize, w: usize, g: usize, m: usize, v: usize, rate: f32, a: f32, b: f32, epsilon: f32): void {
  const rates = splat(rate);
  const first = splat(a);
  const second = splat(b);
  const least = splat(epsilon);
  for (let i: usize = 0; i < 4 * n; i += 16) {
    const d = v128.load(g + i);
    const p = v128.load(m + i);
    const q = v128.load(v + i);
    const mean = muladd(p, f32x4.sub(d, p), first);
    const square = muladd(q, f32x4.sub(f32x4.mul(d, d), q), second);
    v128.store(m + i, mean);
    v128.store(v + i, square);
    const step = f32x4.div(f32x4.mul(rates, mean), f32x4.add(f32x4.sqrt(square), least));
    v128.store(w + i, f32x4.sub(v128.load(w + i), step));
  }
}
