import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import {type Bands, publishedBlock, type Quantiles, type Rolled, type Truth} from "../../src/lib/rolled.js";
import type {Judged, Losses, PromotionRule, Study} from "../study.js";
import {compare} from "./compare.js";
import {crpsColumn, quantileBands, ratiosTo} from "./distributions.js";
import {kinds, rounded} from "./kinds.js";
import {lossColumn, rowLosses, ruleLoss, weighedOrigins} from "./losses.js";
import {preferred} from "./prefer.js";
import {guardRows, type Judging, rowsOfLeads, scoredRows} from "./rows.js";

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
  readonly losses: Readonly<Record<string, Losses>>;
  /**
   * The same by guard of the study (see `StudyData.guards`), one loss for each of its rows that count; NaN where the candidate
   * has no forecast.
   */
  readonly guards: Readonly<Record<string, Readonly<Record<string, Losses>>>>;
}

/** The parts of a study that judging needs. */
export type JudgedStudy = Pick<
  Study,
  "id" | "candidates" | "rule" | "season" | "decimals" | "intervals" | "kind" | "seed"
>;

/**
 * Gives every candidate its intervals and its scores, by what kind of value the study forecasts, and picks the best by the study's rule among those that compete: no
 * reference, and none that is another with a further seed. All are scored on the same rows (see `scoredRows`); a candidate that has no forecast for some of them says so by its `n`.
 * Tests compare the mean losses of origins at one lead, with as many lags as origins pass until the truth is
 * known.
 * @throws when a candidate is missing, has the wrong length, or when none has a score under the rule.
 */
export function judge(study: JudgedStudy, data: Judging, rolled: readonly Rolled[]): Judgement {
  const truth: Truth = {
    actual: publishedBlock(data.scheme, data.truth.actual, study.decimals, rounded),
    recorded: publishedBlock(data.scheme, data.truth.recorded, study.decimals, rounded),
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
      `study ${study.id}: no candidate has a ${study.rule.metric} at lead ${study.rule.leads.join(", ")}: are any origins scored${study.rule.metric === "f1" ? ", and is the truth known at some before them, to choose a threshold" : ""}?`
    );
  }
  return {
    judged,
    truth,
    candidates: compared(study, known, judged, scores, baseline),
    best: best.name,
    ...lossesOf(study.rule, known, judged, scores)
  };
}

/** The scores with tests against the best baseline, on the leads of the rule, and against a reference, on each lead. */
function compared(
  {rule, kind, candidates}: JudgedStudy,
  data: Judging,
  judged: readonly Judged[],
  scores: readonly CandidateScores[],
  baseline: CandidateScores | undefined
): CandidateScores[] {
  const metric = kinds[kind].compared(rule);
  const named = (name: string) => judged.find(({candidate}) => candidate === name)!;
  const valuesOf = (name: string) => lossColumn(metric, named(name));
  const reference = judged.find(({kind}) => kind === "reference");
  const against = (other: Judged, values: Float64Array, leads: readonly {readonly lead: number}[]) =>
    leads.flatMap(({lead}) => {
      const theirs = {name: other.candidate, values: other.values};
      const test = compare(metric, data, values, theirs, [lead]);
      return test ? [{...test, lead}] : [];
    });
  const againstReference = (reference: Judged, score: CandidateScores, {values, degraded}: Judged) => ({
    versusReference: against(reference, values, score.byLead),
    ...(degraded ? {versusReferenceDegraded: against(reference, degraded, score.byLeadDegraded ?? [])} : {})
  });
  // Distributions are measured by the first baseline, of which the study says that it is the one to beat.
  const first = candidates.find(({kind}) => kind === "baseline")?.name;
  const measure = scores.find(({name}) => name === first);
  const ratios = (score: CandidateScores, own: Judged) =>
    measure && own.crps && measure !== score
      ? {ratios: ratiosTo(data, {judged: own, scores: score}, {judged: named(measure.name), scores: measure})}
      : {};
  return scores.map((score, i) => ({
    ...score,
    ...ratios(score, judged[i]!),
    versusBaseline:
      baseline && baseline.name !== score.name
        ? compare(
            metric,
            data,
            valuesOf(score.name),
            {name: baseline.name, values: valuesOf(baseline.name)},
            rule.leads
          )
        : null,
    ...(reference && score.kind !== "reference" ? againstReference(reference, score, judged[i]!) : {})
  }));
}

/** The losses of all but references under the rule: by scored origin, and by row of each guard. */
function lossesOf(
  {metric, leads}: PromotionRule,
  data: Judging,
  judged: readonly Judged[],
  scores: readonly CandidateScores[]
): Pick<Judgement, "losses" | "guards"> {
  const {scheme, truth, guards = {}} = data;
  const rows = rowsOfLeads(scoredRows(data), leads);
  const byCandidate = (of: (values: Float64Array, loss: ReturnType<typeof ruleLoss>) => Losses) =>
    Object.fromEntries(
      judged.flatMap((one, i) => {
        if (one.kind === "reference") return [];
        return [
          [one.candidate, of(lossColumn(metric, one), ruleLoss(metric, scores[i]!.metrics.threshold ?? null))]
        ];
      })
    );
  return {
    losses: byCandidate((values, loss) => weighedOrigins(scheme, data, truth, values, rows, loss)),
    guards: Object.fromEntries(
      Object.entries(guards).map(([name, mask]) => {
        const guarded = guardRows(scheme, rows, mask);
        return [name, byCandidate((values, loss) => rowLosses(truth, values, guarded, loss))];
      })
    )
  };
}

function withBands(study: JudgedStudy, data: Judging, rolled: Rolled): Judged {
  const kind = kinds[study.kind];
  const published = (column: Float64Array) =>
    publishedBlock(data.scheme, column, study.decimals, kind.published);
  const bands = (values: Float64Array): Bands => {
    const {lo80, hi80, lo95, hi95} = kind.bands(study, data, values);
    return {lo80: published(lo80), hi80: published(hi80), lo95: published(lo95), hi95: published(hi95)};
  };
  const own = rolled.kind !== "reference";
  const quantiles = rolled.quantiles && publishedQuantiles(rolled.quantiles, data, study.decimals);
  return {
    candidate: rolled.candidate,
    kind: rolled.kind,
    values: published(rolled.values),
    ...(own ? {bands: quantiles ? quantileBands(quantiles) : bands(rolled.values)} : {}),
    ...(quantiles ? {quantiles, crps: crpsColumn(data, quantiles, rolled.fine)} : {}),
    ...(rolled.energy ? {energy: rolled.energy} : {}),
    ...(rolled.degraded ? {degraded: published(rolled.degraded)} : {}),
    ...(own && rolled.degraded ? {degradedBands: bands(rolled.degraded)} : {})
  };
}

/** Quantiles as they are published: rounded, and in order. */
function publishedQuantiles({levels, values}: Quantiles, {scheme}: Judging, decimals: number): Quantiles {
  const width = levels.length;
  const long = {...scheme, leads: scheme.leads * width};
  const out = publishedBlock(long, values, decimals, rounded);
  for (let from = 0; from < out.length; from += width) out.subarray(from, from + width).sort();
  return {levels, values: out};
}

function scoresOf(study: JudgedStudy, data: Judging, judged: Judged): CandidateScores {
  const {candidate, kind} = judged;
  const {label, seedOf} = study.candidates.find(({name}) => name === candidate)!;
  return {
    name: candidate,
    label,
    kind,
    ...(seedOf === undefined ? {} : {seedOf}),
    ...kinds[study.kind].scores(study, data, judged),
    versusBaseline: null
  };
}
