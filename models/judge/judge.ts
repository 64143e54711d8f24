import type {BacktestReport, Metrics} from "../../src/lib/artifacts.js";
import {conformalBands} from "../../src/lib/conformal/bands.js";
import type {Bands, Rolled, Truth} from "../../src/lib/rolled.js";
import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {meanError} from "../../src/lib/scores/mean-error.js";
import type {Judged, PromotionRule, Study, StudyData} from "../study.js";
import {lossOf, originLosses, rowLosses} from "./losses.js";
import {digits, type Measured, metricsOf} from "./metrics.js";
import {guardRows, rowsOfLeads, scoredRows} from "./rows.js";
import {naiveScale} from "./scale.js";

export type CandidateScores = BacktestReport["candidates"][number];

/** Everything that is known about the candidates after a backtest. */
export interface Judgement {
  /** Forecasts with their intervals, as they are published: rounded to the study's decimals. */
  readonly judged: readonly Judged[];
  /** The truth, rounded alike. */
  readonly truth: Truth;
  readonly candidates: readonly CandidateScores[];
  /** The candidate that the rule prefers. */
  readonly best: string;
  /**
   * Loss of each scored origin under the rule, by candidate (models and baselines), on the rows that count.
   */
  readonly losses: Readonly<Record<string, Float64Array>>;
  /**
   * The same by guard of the study (see `StudyData.guards`), one loss for each of its rows that count; NaN where the candidate
   * has no forecast.
   */
  readonly guards: Readonly<Record<string, Readonly<Record<string, Float64Array>>>>;
}

/** The parts of a study that judging needs. */
export type JudgedStudy = Pick<Study, "id" | "candidates" | "rule" | "season" | "decimals" | "intervals">;

/**
 * Gives every candidate its intervals and its scores, and picks the best by the study's rule among those that compete: no
 * reference, and none that is another with a further seed. All are scored on the same rows (see `scoredRows`); a candidate that has no forecast for some of them says so by its `n`.
 * Tests compare the mean losses of origins at one lead, with as many lags as origins pass until the truth is
 * known.
 * @throws when a candidate is missing, has the wrong length, or when none has a score under the rule.
 */
export function judge(
  study: JudgedStudy,
  data: Omit<StudyData<unknown>, "data">,
  rolled: readonly Rolled[]
): Judgement {
  const truth: Truth = {
    actual: rounded(data.truth.actual, study.decimals),
    recorded: rounded(data.truth.recorded, study.decimals),
    comparable: data.truth.comparable
  };
  const known = {...data, truth};
  const judged = study.candidates.map(({name}) => {
    const found = rolled.find(({candidate}) => candidate === name);
    if (!found) {
      throw new Error(
        `study ${study.id}: no forecasts of candidate "${name}" to judge, only of ${rolled.map((r) => r.candidate).join(", ")}`
      );
    }
    return withBands(study, known, found);
  });
  const scores = judged.map((one) => scoresOf(study, known, one));
  const baseline = preferred(
    scores.filter(({kind, seedOf}) => kind === "baseline" && seedOf === undefined),
    study.rule
  );
  const best = preferred(
    scores.filter(({kind, seedOf}) => kind !== "reference" && seedOf === undefined),
    study.rule
  );
  if (!best) {
    throw new Error(
      `study ${study.id}: no candidate has a ${study.rule.metric} at lead ${study.rule.leads.join(", ")}: are any origins scored?`
    );
  }
  const valuesOf = (name: string) => judged.find(({candidate}) => candidate === name)!.values;
  const reference = judged.find(({kind}) => kind === "reference");
  const against = (other: Judged, values: Float64Array, leads: readonly {readonly lead: number}[]) =>
    leads.flatMap(({lead}) => {
      const theirs = {name: other.candidate, values: other.values};
      const test = compare(study.rule, known, values, theirs, [lead]);
      return test ? [{...test, lead}] : [];
    });
  const againstReference = (reference: Judged, score: CandidateScores, {values, degraded}: Judged) => ({
    versusReference: against(reference, values, score.byLead),
    ...(degraded ? {versusReferenceDegraded: against(reference, degraded, score.byLeadDegraded ?? [])} : {})
  });
  const candidates = scores.map((score, i) => ({
    ...score,
    versusBaseline:
      baseline && baseline.name !== score.name
        ? compare(
            study.rule,
            known,
            valuesOf(score.name),
            {name: baseline.name, values: valuesOf(baseline.name)},
            study.rule.leads
          )
        : null,
    ...(reference && score.kind !== "reference" ? againstReference(reference, score, judged[i]!) : {})
  }));
  const rows = rowsOfLeads(scoredRows(known), study.rule.leads);
  const loss = lossOf(study.rule.metric);
  const own = judged.filter(({kind}) => kind !== "reference");
  const losses = Object.fromEntries(
    own.map(({candidate, values}) => [
      candidate,
      originLosses(known.scheme, known, truth, values, rows, loss)
    ])
  );
  const guards = Object.fromEntries(
    Object.entries(data.guards ?? {}).map(([name, mask]) => {
      const guarded = guardRows(known.scheme, rows, mask);
      return [
        name,
        Object.fromEntries(
          own.map(({candidate, values}) => [candidate, rowLosses(truth, values, guarded, loss)])
        )
      ];
    })
  );
  return {judged, truth, candidates, best: best.name, losses, guards};
}

/** A column rounded to a number of decimals. */
export function rounded(column: Float64Array, decimals: number): Float64Array {
  const unit = 10 ** decimals;
  return column.map((value) => Math.round(value * unit) / unit);
}

function withBands(
  study: JudgedStudy,
  {scheme, truth, slots}: Omit<StudyData<unknown>, "data">,
  rolled: Rolled
): Judged {
  const options = {...study.intervals, slots};
  const round = (bands: Bands): Bands => ({
    lo80: rounded(bands.lo80, study.decimals),
    hi80: rounded(bands.hi80, study.decimals),
    lo95: rounded(bands.lo95, study.decimals),
    hi95: rounded(bands.hi95, study.decimals)
  });
  const own = rolled.kind !== "reference";
  return {
    candidate: rolled.candidate,
    kind: rolled.kind,
    values: rounded(rolled.values, study.decimals),
    ...(own ? {bands: round(conformalBands(scheme, rolled.values, truth, options))} : {}),
    ...(rolled.degraded ? {degraded: rounded(rolled.degraded, study.decimals)} : {}),
    ...(own && rolled.degraded
      ? {degradedBands: round(conformalBands(scheme, rolled.degraded, truth, options))}
      : {})
  };
}

function scoresOf(
  study: JudgedStudy,
  data: Omit<StudyData<unknown>, "data">,
  {candidate, kind, values, bands, degraded, degradedBands}: Judged
): CandidateScores {
  const {scheme, truth, scoredFrom} = data;
  const rows = scoredRows(data);
  const {label, seedOf} = study.candidates.find(({name}) => name === candidate)!;
  const scale = data.naiveError ?? naiveScale(scheme, truth, scoredFrom, study.season);
  const measured = {actual: truth.actual, values, bands, scale};
  const every = rows.map((_, b) => b + 1);
  const ruleRows = rowsOfLeads(rows, study.rule.leads);
  const byLead = (of: typeof measured, among = rows) =>
    among.map((part, b) => ({lead: b + 1, ...metricsOf(of, part)})).filter(({n}) => n > 0);
  const withErrors = (of: typeof measured) =>
    byLead(of).map((row) => ({
      ...row,
      mapeStandardError: row.mape === null ? null : mapeError(data, of.values, rows[row.lead - 1]!, row.lead)
    }));
  return {
    name: candidate,
    label,
    kind,
    ...(seedOf === undefined ? {} : {seedOf}),
    metrics: metricsOf(measured, rowsOfLeads(rows, every)),
    byLead: withErrors(measured),
    ...(degraded ? {byLeadDegraded: withErrors({...measured, values: degraded, bands: degradedBands})} : {}),
    byLeadRecorded: byLead({...measured, actual: truth.recorded}, scoredRows(data, {recorded: true})),
    ...slicesOf(data, measured, ruleRows),
    versusBaseline: null
  };
}

/** The scores of these rows by the slices of the study and, where it has several series, by these; nothing where it has neither. */
function slicesOf(
  {scheme: {series, leads}, slices = {}}: Omit<StudyData<unknown>, "data">,
  measured: Measured,
  rows: Int32Array
): Pick<CandidateScores, "slices"> {
  const size = series.length * leads;
  const scored = (names: readonly string[], groupOf: (row: number) => number) => {
    const groups = names.map((): number[] => []);
    for (const row of rows) groups[groupOf(row)]?.push(row);
    return groups
      .map((group, i) => ({slice: names[i]!, ...metricsOf(measured, Int32Array.from(group))}))
      .filter(({n}) => n > 0);
  };
  const split = Object.entries(slices).map(([name, {names, of}]) => [
    name,
    scored(names, (row) => of[Math.floor(row / size) * leads + (row % leads)]!)
  ]);
  if (series.length > 1) split.push(["series", scored(series, (row) => Math.floor((row % size) / leads))]);
  return split.length > 0 ? {slices: Object.fromEntries(split)} : {};
}

/**
 * The standard error of the mean absolute percentage error of these rows, in percentage points, from one mean per origin (see
 * `meanError`); null where as few origins have one as the tests refuse.
 */
function mapeError(
  data: Omit<StudyData<unknown>, "data">,
  values: Float64Array,
  rows: Int32Array,
  lead: number
): number | null {
  const means = originLosses(data.scheme, data, data.truth, values, rows, lossOf("mape"));
  if (means.filter(Number.isFinite).length <= 2 * lead) return null;
  return digits(meanError(means, lead).standardError);
}

/**
 * The candidate with the lowest mean of the rule's metric over its leads; the first named of equals; none
 * where none has it.
 */
function preferred(
  scores: readonly CandidateScores[],
  {metric, leads}: PromotionRule
): CandidateScores | undefined {
  let best: {score: CandidateScores; value: number} | undefined;
  for (const score of scores) {
    const parts = leads.map(
      (lead) => score.byLead.find((row) => row.lead === lead)?.[metric as keyof Metrics] ?? Number.NaN
    );
    const value = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    if (!Number.isNaN(value) && (!best || value < best.value)) best = {score, value};
  }
  return best?.score;
}

/**
 * The Diebold–Mariano test against another's forecasts at these leads; null where too few origins have both.
 */
function compare(
  {metric}: PromotionRule,
  data: Omit<StudyData<unknown>, "data">,
  values: Float64Array,
  other: {readonly name: string; readonly values: Float64Array},
  leads: readonly number[]
): {name: string; dm: number; p: number; n: number} | null {
  const rows = rowsOfLeads(scoredRows(data), leads);
  const loss = lossOf(metric);
  const own = originLosses(data.scheme, data, data.truth, values, rows, loss, other.values);
  const theirs = originLosses(data.scheme, data, data.truth, other.values, rows, loss, values);
  const h = Math.max(...leads);
  if (own.filter((value) => !Number.isNaN(value)).length <= 2 * h) return null;
  const {dm, p, n} = dieboldMariano(own, theirs, h);
  return {name: other.name, dm: digits(dm)!, p: digits(p)!, n};
}
