import type {Drift} from "../artifacts/drift.js";
import {formatNumber} from "../format.js";

type DriftColumn = Drift["columns"][number];

const TESTS: Readonly<Record<string, {name: string; gives: "p-value" | "distance"}>> = {
  ks: {name: "Kolmogorov–Smirnov", gives: "p-value"},
  chisquare: {name: "chi-square", gives: "p-value"},
  z: {name: "z-test of two shares", gives: "p-value"},
  wasserstein: {name: "Wasserstein, in standard deviations", gives: "distance"},
  jensenshannon: {name: "Jensen–Shannon", gives: "distance"},
  psi: {name: "population stability index", gives: "distance"}
};

/** The name of a test of drift in words; an unknown one stands for itself. */
export function testName(test: string): string {
  return TESTS[test]?.name ?? test;
}

/** What the figure of a test of drift is: a p-value, small where the data have changed, or a distance, which is then large. */
export function gives(test: string): "p-value" | "distance" {
  return TESTS[test]?.gives ?? "distance";
}

/** The heading of the figures of several tests: "p-value", "Distance", or both where the tests differ. */
export function figureLabel(columns: readonly Pick<DriftColumn, "test">[]): string {
  const kinds = new Set(columns.map(({test}) => gives(test)));
  if (kinds.size > 1) return "p-value or distance";
  return kinds.has("p-value") ? "p-value" : "Distance";
}

/** Where a test calls a column changed: "below 0.05" for a p-value, "from 0.10" for a distance. */
export function limitText({test, threshold}: Pick<DriftColumn, "test" | "threshold">): string {
  return `${gives(test) === "p-value" ? "below" : "from"} ${formatNumber(threshold, 2)}`;
}

/** How to read the figures of the tests that stand in a table, in one sentence for each kind. */
export function howToRead(columns: readonly Pick<DriftColumn, "test">[]): string {
  const kinds = new Set(columns.map(({test}) => gives(test)));
  const sentences: string[] = [];
  if (kinds.has("p-value"))
    sentences.push(
      "A small p-value means that the column has changed; daily values are alike from one day to the next, so that p-values alarm too often."
    );
  if (kinds.has("distance")) sentences.push("A large distance means that the column has changed.");
  return sentences.join(" ");
}
