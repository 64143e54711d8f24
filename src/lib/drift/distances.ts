import type {Binned} from "./bins.js";

/**
 * Jensen–Shannon distance of two binned samples: the square root of the divergence, natural logarithm, 0 …
 * √ln 2.
 */
export function jensenShannon(binned: Binned): number {
  const p = shares(binned.reference);
  const q = shares(binned.current);
  let divergence = 0;
  for (let i = 0; i < p.length; ++i) {
    const middle = (p[i]! + q[i]!) / 2;
    if (p[i]! > 0) divergence += p[i]! * Math.log(p[i]! / middle);
    if (q[i]! > 0) divergence += q[i]! * Math.log(q[i]! / middle);
  }
  return Math.sqrt(Math.max(0, divergence / 2));
}

/**
 * Population stability index of two binned samples, Σ (p − q) ln (p / q). An empty bin gets 0.0001, or a
 * millionth of the smallest share of its sample where that is no larger; the shares are not normalised again
 * (Evidently's rule).
 */
export function populationStability(binned: Binned): number {
  const p = filled(shares(binned.reference));
  const q = filled(shares(binned.current));
  return p.reduce((sum, share, i) => sum + (share - q[i]!) * Math.log(share / q[i]!), 0);
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, c) => sum + c, 0);
  if (total === 0) throw new Error("a distance of two samples needs values in both, got an empty one");
  return counts.map((c) => c / total);
}

function filled(p: Float64Array): Float64Array {
  const least = p.reduce((low, share) => (share > 0 ? Math.min(low, share) : low), 1);
  return p.map((share) => (share > 0 ? share : least <= 0.0001 ? least / 1e6 : 0.0001));
}
