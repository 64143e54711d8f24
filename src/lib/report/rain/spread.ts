/** A disc on a map, px. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/**
 * Moves discs that overlap apart until each pair is `gap` px away from touching or `rounds` are over, each as little as its neighbours allow, and
 * within bounds. Two at one point part along a fixed direction. Deterministic; the discs keep their order.
 * Method: repeated relaxation of pairs, as in d3-force's collision.
 */
export function spread(
  discs: readonly Disc[],
  {width, height, gap = 1, rounds = 120}: {width: number; height: number; gap?: number; rounds?: number}
): Disc[] {
  const at = discs.map(({x, y}) => ({x, y}));
  for (let round = 0; round < rounds; ++round) {
    let overlaps = false;
    for (let i = 0; i < at.length; ++i)
      for (let j = i + 1; j < at.length; ++j) {
        const [a, b] = [at[i]!, at[j]!];
        const least = discs[i]!.r + discs[j]!.r + gap;
        const distance = Math.hypot(b.x - a.x, b.y - a.y);
        if (distance >= least) continue;
        overlaps = true;
        const [dx, dy] =
          distance > 1e-9
            ? [(b.x - a.x) / distance, (b.y - a.y) / distance]
            : [Math.cos(i + j), Math.sin(i + j)];
        const half = (least - distance) / 2;
        a.x -= half * dx;
        a.y -= half * dy;
        b.x += half * dx;
        b.y += half * dy;
      }
    at.forEach((point, i) => {
      const {r} = discs[i]!;
      point.x = Math.min(width - r, Math.max(r, point.x));
      point.y = Math.min(height - r, Math.max(r, point.y));
    });
    if (!overlaps) break;
  }
  return at.map(({x, y}, i) => ({x, y, r: discs[i]!.r}));
}
