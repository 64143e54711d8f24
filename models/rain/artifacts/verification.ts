import type {BacktestReport} from "../../../src/lib/artifacts/backtest.js";
import type {Metrics, Spans} from "../../../src/lib/artifacts/scores.js";
import {histogramOf, rocCurve} from "../../../src/lib/report/rain/verification/curves.js";
import type {
  CandidateRow,
  Curves,
  GroupRow,
  TownRow,
  Verification
} from "../../../src/lib/report/rain/verification/shapes.js";
import {candidateNamed, shownCandidates} from "../../../src/lib/report/scores.js";
import {type Outcomes, outcomesOf} from "../../../src/lib/scores/probability/outcomes.js";
import {probabilitySpans, type Span} from "../../../src/lib/scores/probability/spans.js";
import {localDay} from "../../../src/lib/time/zone.js";
import {townOf} from "../../../src/lib/towns.js";
import {rowsOfLeads, scoredRows, take} from "../../judge/rows.js";
import type {ArtifactsInput, Judged} from "../../study.js";
import {type RainData, zone} from "../data.js";

type Scored = BacktestReport["candidates"][number];

/** What the builder takes. */
export type VerificationInput = Pick<
  ArtifactsInput<RainData>,
  "backtest" | "champion" | "data" | "forecast" | "judged"
>;

/** Seed of the days that are resampled. */
const intervalSeed = 20071101;

/** Candidates that the curves show beside the champion. */
const beside = ["climatology", "persistence", "boosted-3pm"];

/**
 * verification.json: how good the forecasts of the scored days were, by candidate, by month, season and climate, and by town. Scores and
 * intervals are those of the backtest; the curves come from the forecasts as judged.
 * @throws where the backtest has no climatology, or lacks a slice or scores of probabilities
 */
export function verificationArtifact(input: VerificationInput): Record<string, Uint8Array> {
  return {"verification.json": new TextEncoder().encode(JSON.stringify(verificationOf(input)))};
}

/** The same as an object. */
export function verificationOf(input: VerificationInput): Verification {
  const {backtest, champion, data, forecast} = input;
  const {scheme, scoredFrom, scoredTo} = data;
  const shown = [...new Set([champion, ...beside])].map((name) => candidateNamed(backtest, name));
  const {n, rate} = candidateNamed(backtest, champion).metrics;
  const dayOf = (o: number) => localDay(zone, scheme.times[o * scheme.leads]);
  return {
    study: backtest.study,
    unit: backtest.unit,
    issuedAt: forecast.issuedAt,
    provenance: forecast.provenance,
    scored: {
      from: dayOf(scoredFrom),
      to: dayOf(scoredTo - 1),
      days: scoredTo - scoredFrom,
      cases: n,
      rate: known(rate, champion, "rate")
    },
    champion,
    candidates: shownCandidates(backtest).map(candidateRow),
    curves: shown.map((candidate) => curvesOf(input, candidate)),
    groups: {
      month: shown
        .flatMap((candidate) => groupRows(candidate, "month"))
        .map((row) => (row.candidate === champion ? withDailySpans(input, row) : row)),
      season: shown.flatMap((candidate) => groupRows(candidate, "season")),
      climate: shown.flatMap((candidate) => groupRows(candidate, "climate"))
    },
    towns: townRows(candidateNamed(backtest, champion), candidateNamed(backtest, "climatology"))
  };
}

function candidateRow({name, label, kind, metrics, spans}: Scored): CandidateRow {
  const {n, ...rest} = metrics;
  const of = (key: keyof typeof rest) => rest[key] ?? null;
  return {
    ...{name, label, kind, n},
    auc: of("auc"),
    averagePrecision: of("averagePrecision"),
    threshold: of("threshold"),
    f1: of("f1"),
    precision: of("precision"),
    recall: of("recall"),
    brier: of("brier"),
    reliability: of("reliability"),
    resolution: of("resolution"),
    uncertainty: of("uncertainty"),
    logLoss: of("logLoss"),
    spans: spans ?? null
  };
}

function curvesOf(input: VerificationInput, {name, label, metrics, calibration}: Scored): Curves {
  const outcomes = scoredOutcomes(input, name);
  const {hits, alarms, misses, rejections} = countsOf(metrics, name);
  const {threshold, auc} = metrics;
  return {
    name,
    label,
    classes: calibration ?? [],
    histogram: histogramOf(outcomes.probability),
    roc: rocCurve(outcomes).map((point) => ({
      falseAlarms: short(point.falseAlarms),
      hits: short(point.hits)
    })),
    at:
      threshold == null || hits + misses === 0 || alarms + rejections === 0
        ? null
        : {
            threshold,
            falseAlarms: short(alarms / (alarms + rejections)),
            hits: short(hits / (hits + misses))
          },
    auc: auc ?? null
  };
}

/** The scored days and towns of which a candidate's probability and the outcome are known. */
function scoredOutcomes(input: VerificationInput, name: string): Outcomes {
  const {truth} = input.data;
  const rows = rowsOfLeads(scoredRows(input.data), [1]);
  return outcomesOf(take(truth.actual, rows), take(forecastsOf(input, name).values, rows));
}

function forecastsOf({judged}: VerificationInput, name: string): Judged {
  const found = judged.find(({candidate}) => candidate === name);
  if (found) return found;
  throw new Error(
    `rain: expected forecasts of candidate "${name}", got those of ${judged.map(({candidate}) => candidate).join(", ")}`
  );
}

function groupRows({name, slices}: Scored, group: string): GroupRow[] {
  return sliceOf(name, slices, group).map(({slice, spans, ...metrics}) => {
    const {hits, misses} = countsOf(metrics, name);
    const wet = hits + misses;
    return {
      group: slice,
      candidate: name,
      n: metrics.n,
      wet,
      f1: wet === 0 ? null : (metrics.f1 ?? null),
      f1Span: wet === 0 ? null : (spans?.f1 ?? null),
      brier: metrics.brier ?? null,
      brierSpan: spans?.brier ?? null
    };
  });
}

/**
 * A month with intervals from its resampled days: a month has too few weeks to resample these, as longer periods do. None where it never or
 * always rained.
 */
function withDailySpans(input: VerificationInput, row: GroupRow): GroupRow {
  const {backtest, data} = input;
  const towns = data.scheme.series.length;
  const originOf = (cell: number) => Math.floor(cell / towns);
  const dayOf = (cell: number) => localDay(zone, data.scheme.times[originOf(cell)]);
  const cells = rowsOfLeads(scoredRows(data), [1]).filter((cell) => dayOf(cell).startsWith(row.group));
  const {values} = forecastsOf(input, row.candidate);
  const outcomes = outcomesOf(take(data.truth.actual, cells), take(values, cells));
  const {threshold} = candidateNamed(backtest, row.candidate).metrics;
  const days = cells.map((cell) => originOf(cell) - originOf(cells[0]));
  const {f1, brier} = probabilitySpans(outcomes, days, threshold ?? null, {seed: intervalSeed});
  return {...row, f1Span: shortSpan(f1), brierSpan: shortSpan(brier)};
}

function shortSpan(span: Span): GroupRow["f1Span"] {
  return span && [short(span[0]), short(span[1])];
}

function townRows(champion: Scored, climatology: Scored): TownRow[] {
  const usual = new Map(
    sliceOf(climatology.name, climatology.slices, "series").map(({slice, brier}) => [slice, brier])
  );
  return sliceOf(champion.name, champion.slices, "series").map(({slice, ...metrics}) => {
    const {id, name, state, climate} = townOf(slice);
    const counts = countsOf(metrics, champion.name);
    const brier = metrics.brier ?? null;
    const theirs = usual.get(slice) ?? null;
    return {
      ...{id, name, state, climate, n: metrics.n},
      ...counts,
      f1: counts.hits + counts.misses === 0 ? null : (metrics.f1 ?? null),
      brier,
      skill: brier === null || theirs === null || theirs === 0 ? null : short(1 - brier / theirs)
    };
  });
}

function sliceOf(
  name: string,
  slices: Scored["slices"],
  group: string
): (Metrics & {slice: string; spans?: Spans})[] {
  const rows = slices?.[group];
  if (rows) return rows;
  throw new Error(
    `rain: expected scores of candidate "${name}" by ${group}, got those by ${Object.keys(slices ?? {}).join(", ") || "nothing"}`
  );
}

function countsOf(metrics: Metrics, name: string) {
  const {hits, alarms, misses, rejections} = metrics;
  return {
    hits: known(hits, name, "hits"),
    alarms: known(alarms, name, "alarms"),
    misses: known(misses, name, "misses"),
    rejections: known(rejections, name, "rejections")
  };
}

function known(value: number | null | undefined, name: string, metric: string): number {
  if (value != null) return value;
  throw new Error(
    `rain: expected ${metric} among the scores of candidate "${name}": has it been judged as a probability?`
  );
}

/** To five decimals: what a curve can show. */
function short(share: number): number {
  return Number(share.toFixed(5));
}
