import type {Run} from "../../artifacts/runs.js";
import {better, isScore, metricOrder} from "./metrics.js";

type Value = string | number | boolean;

/** A line of a comparison: one value for each run, undefined where it has none. */
export interface ComparedLine {
  readonly name: string;
  readonly values: readonly (Value | undefined)[];
}

/** What of the runs' parameters differs, by name, and how many are the same in all of them. */
export function differingParameters(runs: readonly Run[]): {
  differing: ComparedLine[];
  equal: number;
} {
  const names = [...new Set(runs.flatMap(({params}) => Object.keys(params)))].sort();
  const lines = names.map((name) => ({
    name,
    values: runs.map(({params}) => (Object.hasOwn(params, name) ? params[name] : undefined))
  }));
  const differing = lines.filter(isMixed);
  return {differing, equal: lines.length - differing.length};
}

/** What else went into the runs and differs: the seed, and the hashes of data, code and commit, which are shortened to 12 digits. */
export function differingLineage(runs: readonly Run[]): ComparedLine[] {
  const parts: readonly [string, (run: Run) => Value][] = [
    ["seed", (run: Run) => run.lineage.seed],
    ["data", (run: Run) => run.lineage.dataHash.slice(0, 12)],
    ["code", (run: Run) => run.lineage.codeHash.slice(0, 12)],
    ["commit", (run: Run) => run.lineage.commit.slice(0, 12)]
  ];
  return parts.map(([name, of]) => ({name, values: runs.map(of)})).filter(isMixed);
}

function isMixed({values}: ComparedLine): boolean {
  return values.some((value) => value !== values[0]);
}

/** A line of final metrics, with the places of the best values: none where they cannot be compared. */
export interface MetricLine {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  readonly best: readonly boolean[];
}

const absolute: readonly string[] = ["mae", "wape", "mase"];

/**
 * The final metrics of runs side by side. A best one is marked only where the runs were scored on the same data, where less or more of the metric is
 * better, and where at least two runs have it and they differ. A training's own numbers, which depend on its scaling, are never marked, nor are
 * absolute errors of probabilities (those with a Brier score), which are least for a forecast that is too sure.
 */
export function finalMetrics(runs: readonly Run[]): MetricLine[] {
  const names = metricOrder(runs.flatMap(({metrics}) => Object.keys(metrics)));
  const comparable = sameRows(runs);
  const chances = names.includes("brier");
  return names.map((name) => {
    const values = runs.map(({metrics}) => (Object.hasOwn(metrics, name) ? metrics[name] : undefined));
    const known = values.filter((value) => value !== undefined);
    const unfit = (/loss/i.test(name) && !isScore(name)) || (chances && absolute.includes(name));
    const way = unfit ? 0 : better(name);
    const marked = comparable && way !== 0 && new Set(known).size > 1;
    const top = way < 0 ? Math.min(...known) : Math.max(...known);
    return {name, values, best: values.map((value) => marked && value === top)};
  });
}

/** Whether runs were scored on the same rows: of one study, made from the same data. */
export function sameRows(runs: readonly Run[]): boolean {
  return runs.every(
    ({study, lineage}) => study === runs[0]!.study && lineage.dataHash === runs[0]!.lineage.dataHash
  );
}
