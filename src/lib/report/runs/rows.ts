import type {Run} from "../../artifacts/runs.js";
import type {Methods} from "../../artifacts/study.js";

/** What the page needs to know of a study. */
export type StudyMethod = Methods["studies"][number];

/** A run as a row of the table: what a reader sorts and filters by. */
export interface RunRow {
  readonly run: Run;
  readonly runId: string;
  /** Id of the study, by which it is filtered. */
  readonly study: string;
  readonly studyTitle: string;
  readonly candidate: string;
  readonly candidateLabel: string;
  readonly unit: string;
  readonly timeZone: string;
  /** "champion", "challenger", "previous", or the empty text. */
  readonly alias: string;
  readonly status: string;
  /** Ms since 1970. */
  readonly started: number;
  readonly seconds: number;
  readonly cpu: number | null;
  /** MB. */
  readonly memory: number | null;
  /** The metric that the study's rule goes by. */
  readonly score: number | null;
  readonly scoreName: string;
  readonly mape: number | null;
  /** None of probabilities, whose absolute error says little. */
  readonly mase: number | null;
  readonly brier: number | null;
  readonly auc: number | null;
  /** Leads that its study's scores are grouped by: 7 days, or 1. */
  readonly leads: number;
}

/** The rows of all runs whose study is known, newest first; runs of other studies are left out. */
export function rowsOf(runs: readonly Run[], studies: readonly StudyMethod[]): RunRow[] {
  const rows = runs.flatMap((run): RunRow[] => {
    const study = studies.find((known) => known.study === run.study);
    if (!study) return [];
    const number = (name: string) => (Object.hasOwn(run.metrics, name) ? run.metrics[name]! : null);
    return [
      {
        run,
        runId: run.runId,
        study: run.study,
        studyTitle: study.title,
        candidate: run.candidate,
        candidateLabel: candidateLabel(study, run),
        unit: study.unit,
        timeZone: study.timeZone,
        alias: run.alias ?? "",
        status: run.status,
        started: Date.parse(run.startedAt),
        seconds: run.seconds,
        cpu: run.cpuSeconds,
        memory: run.peakMemoryMB,
        score: number(study.rule.metric),
        scoreName: study.rule.metric,
        mape: number("mape"),
        mase: number("brier") === null ? number("mase") : null,
        brier: number("brier"),
        auc: number("auc"),
        leads: Math.ceil(study.scheme.horizon / study.scheme.block)
      }
    ];
  });
  return sortRows(rows, {by: "started", descending: true});
}

/** A candidate's label; one that its study no longer has is called by its name, another seed by that of its original. */
export function candidateLabel({candidates}: StudyMethod, run: Run): string {
  const {candidate, tags} = run;
  const labelOf = (name: string) => candidates.find((known) => known.name === name)?.label;
  const original = Object.hasOwn(tags, "seedOf") ? labelOf(tags.seedOf!) : undefined;
  return labelOf(candidate) ?? (original ? `${original}, seed ${seedOf(run)}` : candidate);
}

/** The seed that a run was trained with: its own parameter `seed`, else the one of its study. */
export function seedOf({params, lineage}: Run): number {
  return typeof params.seed === "number" ? params.seed : lineage.seed;
}

/** A study's title up to its colon: "France: electricity load" → "France". */
export function shortTitle(title: string): string {
  return title.split(":")[0]!;
}

/** Columns that rows are sorted by. */
export const SORTS = [
  "started",
  "study",
  "candidate",
  "status",
  "score",
  "mape",
  "mase",
  "brier",
  "auc",
  "seconds",
  "cpu",
  "memory"
] as const;
export type SortKey = (typeof SORTS)[number];

/** By which column, and which way. */
export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

/**
 * The rows in order of a column; what has no value there comes last either way. Ties stand newest first, then by
 * candidate and id, so that the order is always the same.
 */
export function sortRows(rows: readonly RunRow[], {by, descending}: Sort): RunRow[] {
  const way = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = keyOf(a, by);
    const y = keyOf(b, by);
    if (x === null || y === null) return x === y ? tie(a, b) : x === null ? 1 : -1;
    return way * compare(x, y) || tie(a, b);
  });
}

function keyOf(row: RunRow, by: SortKey): string | number | null {
  if (by === "study") return row.studyTitle;
  if (by === "candidate") return row.candidateLabel;
  if (by === "status") return statusText(row);
  return row[by];
}

/** The state of a run in words: its alias where it has one, else "finished" or "failed". */
export function statusText({alias, status}: Pick<RunRow, "alias" | "status">): string {
  return status === "failed" ? status : alias || status;
}

function tie(a: RunRow, b: RunRow): number {
  return b.started - a.started || compare(a.candidate, b.candidate) || compare(a.runId, b.runId);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the table shows; an empty text leaves a column open. */
export interface RunFilter {
  readonly find: string;
  readonly study: string;
  readonly candidate: string;
  readonly status: string;
}

/** Everything is shown. */
export const ALL_RUNS: RunFilter = {find: "", study: "", candidate: "", status: ""};

/**
 * The rows that a filter lets through. Each word of `find` must occur somewhere in a run's id, names, state, tags or
 * parameters (`epochs=40`), in any case.
 */
export function filterRows(rows: readonly RunRow[], {find, study, candidate, status}: RunFilter): RunRow[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (study === "" || row.study === study) &&
      (candidate === "" || row.candidate === candidate) &&
      (status === "" || row.status === status || row.alias === status) &&
      (words.length === 0 || words.every((word) => textOf(row).includes(word)))
  );
}

function textOf({runId, studyTitle, candidate, candidateLabel: label, alias, status, run}: RunRow): string {
  const pairs = [...Object.entries(run.params), ...Object.entries(run.tags)].map(
    ([name, value]) => `${name}=${value}`
  );
  return [runId, studyTitle, candidate, label, alias, status, `seed=${seedOf(run)}`, ...pairs]
    .join("\n")
    .toLowerCase();
}
