import type {BacktestReport} from "../artifacts/backtest.js";
import type {Metrics} from "../artifacts/scores.js";
import {formatDay, formatMonth} from "../format.js";

/** A candidate's scores; the test against the official forecast may also stand for weather as uncertain as a real forecast. */
export type CandidateScores = BacktestReport["candidates"][number] & {
  readonly versusReferenceDegraded?:
    | readonly {lead: number; name: string; dm: number; p: number; n: number}[]
    | undefined;
};

/** Scores at one lead; `mapeStandardError` in percentage points, where it has been computed. */
export type LeadScores = Metrics & {lead: number; mapeStandardError?: number | null | undefined};

/** The candidate of that name. Throws, naming those there are, where there is none. */
export function candidateNamed(backtest: BacktestReport, name: string): CandidateScores {
  const found = backtest.candidates.find((candidate) => candidate.name === name);
  if (!found) {
    const names = backtest.candidates.map((candidate) => candidate.name).join(", ");
    throw new Error(`backtest of ${backtest.study}: expected a candidate "${name}", got ${names}`);
  }
  return found;
}

/** The candidates that charts and tables show: all but those that are another with a further seed. */
export function shownCandidates({candidates}: Pick<BacktestReport, "candidates">): CandidateScores[] {
  return candidates.filter(({seedOf}) => seedOf === undefined);
}

/** The champion's scores. */
export function champion(backtest: BacktestReport): CandidateScores {
  return candidateNamed(backtest, backtest.champion);
}

/** The publisher's own forecast, or null where the study has none. */
export function reference(backtest: BacktestReport): CandidateScores | null {
  return backtest.candidates.find(({kind}) => kind === "reference") ?? null;
}

/** The baseline with the smallest mean absolute error. Null where none has been scored. */
export function bestBaseline(backtest: BacktestReport): CandidateScores | null {
  const baselines = shownCandidates(backtest).filter(
    ({kind, metrics}) => kind === "baseline" && metrics.mae !== null
  );
  return baselines.reduce<CandidateScores | null>(
    (best, candidate) => (best === null || candidate.metrics.mae! < best.metrics.mae! ? candidate : best),
    null
  );
}

/** A candidate's scores at one lead block (1 = the first day), or null where it has none there. */
export function atLead(candidate: CandidateScores, lead: number, {degraded = false} = {}): LeadScores | null {
  const scores: readonly LeadScores[] | undefined = degraded ? candidate.byLeadDegraded : candidate.byLead;
  return scores?.find((row) => row.lead === lead) ?? null;
}

/** One slice of the scores, with the group it belongs to and how much larger its error is than the whole's. */
export interface Slice {
  readonly group: string;
  readonly slice: string;
  readonly n: number;
  readonly mape: number;
  readonly ratio: number;
}

/** The slices of a group with at least 1 % of its rows (a slice of three hours says nothing), in their order; empty where there is no such group. */
export function solidRows(candidate: CandidateScores, group: string): (Metrics & {slice: string})[] {
  const rows = candidate.slices?.[group] ?? [];
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  return rows.filter((row) => row.n >= 0.01 * n);
}

/** Those of them that have a percentage error. */
export function solidSlices(
  candidate: CandidateScores,
  group: string
): (Metrics & {slice: string; mape: number})[] {
  return solidRows(candidate, group).flatMap((row) => (row.mape === null ? [] : [{...row, mape: row.mape}]));
}

/**
 * The slice of a candidate's scores with the largest percentage error, among those that say something. Null where the candidate has no slices.
 */
export function worstSlice(candidate: CandidateScores): Slice | null {
  let worst: Slice | null = null;
  for (const group of Object.keys(candidate.slices ?? {})) {
    const rows = solidSlices(candidate, group);
    if (rows.length < 2) continue;
    const n = rows.reduce((sum, row) => sum + row.n, 0);
    const whole = rows.reduce((sum, row) => sum + row.mape * row.n, 0) / n;
    for (const row of rows) {
      if (worst === null || row.mape > worst.mape)
        worst = {group, slice: row.slice, n: row.n, mape: row.mape, ratio: row.mape / whole};
    }
  }
  return worst;
}

/** All months `YYYY-MM` from the first to the last of those given, the missing ones too, so that an axis keeps their place. */
export function wholeMonths(months: readonly string[]): string[] {
  const sorted = [...months].sort();
  const whole: string[] = [];
  for (let month = sorted[0]; month !== undefined && month <= sorted.at(-1)!; ) {
    whole.push(month);
    const [year, number] = month.split("-").map(Number) as [number, number];
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  }
  return whole;
}

/** A series' name with spaces between its words: "AliceSprings" → "Alice Springs"; other names stand for themselves. */
export function seriesName(series: string): string {
  return series.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");
}

/** How a slice is called in a sentence: "at 08:00", "in May 2024", "on public holidays". */
export function sliceName(group: string, slice: string): string {
  if (/^\d{4}-\d\d$/.test(slice)) return `in ${formatMonth(slice, {long: true})}`;
  if (/^\d{4}-\d\d-\d\d$/.test(slice)) return `on ${formatDay(slice, {long: true})}`;
  if (group === "series") return `for ${seriesName(slice)}`;
  if (group === "hour") return `at ${slice}`;
  if (group === "season") return `in ${slice}`;
  if (group === "climate") return `where the climate is ${slice}`;
  return slice.startsWith("beside") ? `on days ${slice}` : `on ${slice}s`;
}
