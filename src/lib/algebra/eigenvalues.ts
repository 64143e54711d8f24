/** The eigenvalues of a real square matrix, by falling modulus; conjugate pairs stand side by side. */
export interface Eigenvalues {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Eigenvalues of any real n × n matrix: reduced to Hessenberg form by elimination, then by the implicit double-shift QR algorithm of Francis.
 * Source: Wilkinson and Reinsch, Handbook for Automatic Computation II (1971), elmhes and hqr; Press et al., Numerical Recipes, §11.6–11.7.
 * @throws when a number is not finite or 60 steps do not find an eigenvalue.
 */
export function eigenvalues(matrix: Float64Array, n: number): Eigenvalues {
  if (matrix.length !== n * n || !matrix.every(Number.isFinite))
    throw new Error(`eigenvalues: expected ${n} × ${n} finite numbers`);
  const a = hessenberg(matrix.slice(), n);
  const real = new Float64Array(n);
  const imaginary = new Float64Array(n);
  let norm = 0;
  for (const value of a) norm += Math.abs(value);
  let shift = 0;
  let last = n - 1;
  let steps = 0;
  while (last >= 0) {
    const l = splitAt(a, n, last, norm);
    const x = a[last * n + last];
    if (l === last) {
      real[last] = x + shift;
      --last;
      steps = 0;
      continue;
    }
    const y = a[(last - 1) * n + last - 1];
    const w = a[last * n + last - 1] * a[(last - 1) * n + last];
    if (l === last - 1) {
      putPair(real, imaginary, last, x, y, w, shift);
      last -= 2;
      steps = 0;
      continue;
    }
    if (steps === 60)
      throw new Error(`eigenvalues: no eigenvalue after 60 steps, with ${last + 1} of ${n} left`);
    shift += step(a, n, l, last, steps, x, y, w);
    ++steps;
  }
  const order = Array.from({length: n}, (_, i) => i).sort(
    (i, j) => Math.hypot(real[j], imaginary[j]) - Math.hypot(real[i], imaginary[i])
  );
  return {
    real: Float64Array.from(order, (i) => real[i]),
    imaginary: Float64Array.from(order, (i) => imaginary[i])
  };
}

function hessenberg(a: Float64Array, n: number): Float64Array {
  for (let m = 1; m < n - 1; ++m) {
    let best = m;
    for (let j = m; j < n; ++j) if (Math.abs(a[j * n + m - 1]) > Math.abs(a[best * n + m - 1])) best = j;
    const pivot = a[best * n + m - 1];
    if (best !== m) {
      for (let j = m - 1; j < n; ++j) swap(a, best * n + j, m * n + j);
      for (let j = 0; j < n; ++j) swap(a, j * n + best, j * n + m);
    }
    if (pivot === 0) continue;
    for (let i = m + 1; i < n; ++i) {
      const share = a[i * n + m - 1] / pivot;
      if (share === 0) continue;
      for (let j = m - 1; j < n; ++j) a[i * n + j] -= share * a[m * n + j];
      for (let j = 0; j < n; ++j) a[j * n + m] += share * a[j * n + i];
    }
  }
  for (let i = 2; i < n; ++i) for (let j = 0; j < i - 1; ++j) a[i * n + j] = 0;
  return a;
}

function swap(a: Float64Array, i: number, j: number): void {
  [a[i], a[j]] = [a[j], a[i]];
}

/** The row of the last block whose entry below the diagonal is negligible. */
function splitAt(a: Float64Array, n: number, last: number, norm: number): number {
  let l = last;
  for (; l > 0; --l) {
    const s = Math.abs(a[(l - 1) * n + l - 1]) + Math.abs(a[l * n + l]) || norm;
    if (Math.abs(a[l * n + l - 1]) <= Number.EPSILON * s) {
      a[l * n + l - 1] = 0;
      break;
    }
  }
  return l;
}

function putPair(
  real: Float64Array,
  imaginary: Float64Array,
  last: number,
  x: number,
  y: number,
  w: number,
  shift: number
): void {
  const p = (y - x) / 2;
  const q = p * p + w;
  const z = Math.sqrt(Math.abs(q));
  if (q < 0) {
    real[last] = real[last - 1] = x + p + shift;
    imaginary[last - 1] = z;
    imaginary[last] = -z;
    return;
  }
  const far = p + (p < 0 ? -z : z);
  real[last - 1] = x + far + shift;
  real[last] = far === 0 ? x + shift : x - w / far + shift;
}

/** One double-shift QR step on rows l … last; returns what an exceptional shift took off the diagonal. */
function step(
  a: Float64Array,
  n: number,
  l: number,
  last: number,
  steps: number,
  corner: number,
  before: number,
  off: number
): number {
  let x = corner;
  let y = before;
  let w = off;
  let taken = 0;
  if (steps > 0 && steps % 10 === 0) {
    taken = x;
    for (let i = 0; i <= last; ++i) a[i * n + i] -= x;
    const s = Math.abs(a[last * n + last - 1]) + Math.abs(a[(last - 1) * n + last - 2]);
    x = y = 0.75 * s;
    w = -0.4375 * s * s;
  }
  let m = last - 2;
  let p = 0;
  let q = 0;
  let r = 0;
  for (; m >= l; --m) {
    const z = a[m * n + m];
    const rr = x - z;
    const ss = y - z;
    p = (rr * ss - w) / a[(m + 1) * n + m] + a[m * n + m + 1];
    q = a[(m + 1) * n + m + 1] - z - rr - ss;
    r = a[(m + 2) * n + m + 1];
    const s = Math.abs(p) + Math.abs(q) + Math.abs(r);
    p /= s;
    q /= s;
    r /= s;
    if (m === l) break;
    const u = Math.abs(a[m * n + m - 1]) * (Math.abs(q) + Math.abs(r));
    const v =
      Math.abs(p) * (Math.abs(a[(m - 1) * n + m - 1]) + Math.abs(z) + Math.abs(a[(m + 1) * n + m + 1]));
    if (u <= Number.EPSILON * v) break;
  }
  for (let i = m + 2; i <= last; ++i) {
    a[i * n + i - 2] = 0;
    if (i !== m + 2) a[i * n + i - 3] = 0;
  }
  for (let k = m; k < last; ++k) {
    if (k !== m) {
      p = a[k * n + k - 1];
      q = a[(k + 1) * n + k - 1];
      r = k === last - 1 ? 0 : a[(k + 2) * n + k - 1];
      x = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (x === 0) continue;
      p /= x;
      q /= x;
      r /= x;
    }
    const size = Math.sqrt(p * p + q * q + r * r);
    const s = p < 0 ? -size : size;
    if (s === 0) continue;
    if (k !== m) a[k * n + k - 1] = -s * x;
    else if (l !== m) a[k * n + k - 1] = -a[k * n + k - 1];
    p += s;
    x = p / s;
    y = q / s;
    const z = r / s;
    q /= p;
    r /= p;
    for (let j = k; j <= last; ++j) {
      let sum = a[k * n + j] + q * a[(k + 1) * n + j];
      if (k !== last - 1) {
        sum += r * a[(k + 2) * n + j];
        a[(k + 2) * n + j] -= sum * z;
      }
      a[(k + 1) * n + j] -= sum * y;
      a[k * n + j] -= sum * x;
    }
    const to = Math.min(last, k + 3);
    for (let i = l; i <= to; ++i) {
      let sum = x * a[i * n + k] + y * a[i * n + k + 1];
      if (k !== last - 1) {
        sum += z * a[i * n + k + 2];
        a[i * n + k + 2] -= sum * r;
      }
      a[i * n + k + 1] -= sum * q;
      a[i * n + k] -= sum;
    }
  }
  return taken;
}
