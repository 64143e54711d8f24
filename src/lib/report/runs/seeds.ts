import type {Run} from "../../artifacts/runs.js";
import {metricOrder} from "./metrics.js";
import {seedOf} from "./rows.js";

/** Runs that differ in their seed alone: the original candidate and those that are it with another seed. */
export interface SeedGroup {
  readonly study: string;
  /** Name of the original candidate. */
  readonly candidate: string;
  readonly dataHash: string;
  /** The original first, then by seed. */
  readonly runs: readonly Run[];
}

/**
 * The groups of two or more finished runs with other seeds (tag `seedOf`) and their original, with the same data, code and
 * parameters, newest first. Of several runs of one candidate in a group the newest counts.
 */
export function seedGroups(runs: readonly Run[]): SeedGroup[] {
  const finished = runs
    .filter(({status}) => status === "finished")
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const groups = new Map<string, Run[]>();
  for (const run of finished) {
    const key = likeness(run);
    const members = groups.get(key) ?? [];
    if (!members.some(({candidate}) => candidate === run.candidate)) members.push(run);
    groups.set(key, members);
  }
  return [...groups.values()].flatMap((members): SeedGroup[] => {
    const candidate = originalOf(members[0]!);
    const [{study, lineage}] = members as [Run];
    const isOriginal = (run: Run) => Number(run.candidate === candidate);
    const sorted = [...members].sort((a, b) => isOriginal(b) - isOriginal(a) || seedOf(a) - seedOf(b));
    return members.length < 2 ? [] : [{study, candidate, dataHash: lineage.dataHash, runs: sorted}];
  });
}

/** All that decides a training but its seed, as text. */
function likeness(run: Run): string {
  const {dataHash, codeHash} = run.lineage;
  const params = Object.entries(run.params)
    .filter(([name]) => name !== "seed")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([run.study, originalOf(run), dataHash, codeHash, params]);
}

/** The candidate that a run is with another seed; its own where it is none. */
export function originalOf({candidate, tags}: Run): string {
  return Object.hasOwn(tags, "seedOf") ? tags.seedOf! : candidate;
}

/** Mean, sample standard deviation (n − 1), smallest and largest of some numbers. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
}

/** The spread of two or more numbers; null of fewer, which have none. */
export function spread(values: readonly number[]): Spread | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    n,
    mean,
    deviation: Math.sqrt(squares / (n - 1)),
    min: Math.min(...values),
    max: Math.max(...values)
  };
}

/** The spread over the seeds of each metric that all runs of a group have, in the order in which metrics are shown. */
export function seedSpreads({runs}: Pick<SeedGroup, "runs">): {metric: string; spread: Spread}[] {
  const names = metricOrder(runs.flatMap(({metrics}) => Object.keys(metrics)));
  return names.flatMap((metric) => {
    const values = runs.flatMap(({metrics}) => (Object.hasOwn(metrics, metric) ? [metrics[metric]!] : []));
    const found = values.length === runs.length ? spread(values) : null;
    return found ? [{metric, spread: found}] : [];
  });
}
