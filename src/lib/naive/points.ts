/** A forecast that needs no model: the last value; the last value and the mean change so far; the value of the same step of the last season. */
export type Naive =
  | {readonly kind: "random walk"}
  | {readonly kind: "drift"}
  | {readonly kind: "seasonal"; readonly season: number};

/** "random walk", "random walk with drift", "seasonal naive, 7 steps". */
export function naiveLabel(naive: Naive): string {
  if (naive.kind === "seasonal") return `seasonal naive, ${naive.season} steps`;
  return naive.kind === "drift" ? "random walk with drift" : "random walk";
}

/** The first origin that a naive forecast can be made from. */
export function firstOrigin(naive: Naive): number {
  if (naive.kind === "seasonal") return naive.season - 1;
  return naive.kind === "drift" ? 1 : 0;
}

/**
 * A naive forecast of the value `ahead` steps after the origin, in the unit of the values given; of logarithms where those are given, so that the
 * drift is one of growth. It reads nothing after the origin.
 * Source: Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd edition, section 5.2.
 * @param origin place of the last value that is known
 */
export function naivePoint(values: Float64Array, naive: Naive, origin: number, ahead: number): number {
  if (naive.kind === "seasonal") return values[origin - naive.season + 1 + ((ahead - 1) % naive.season)];
  const drift = naive.kind === "drift" ? (values[origin] - values[0]) / origin : 0;
  return values[origin] + ahead * drift;
}
