import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Metrics, Spans} from "../../src/lib/artifacts/scores.js";
import {chanceBands} from "../../src/lib/calibration/chance-bands.js";
import type {Bands} from "../../src/lib/rolled.js";
import {classesOf} from "../../src/lib/scores/probability/classes.js";
import {type Outcomes, outcomesOf} from "../../src/lib/scores/probability/outcomes.js";
import {bestThreshold} from "../../src/lib/scores/probability/ranking.js";
import {probabilitySpans, type Span, shareSpan} from "../../src/lib/scores/probability/spans.js";
import type {Judged, Study} from "../study.js";
import {digits, metricsOf} from "./metrics.js";
import {metricsOfOutcomes} from "./probability-metrics.js";
import {type Judging, rowsOfLeads, scoredRows, sliceRows, take} from "./rows.js";
import {naiveScale} from "./scale.js";

type Scores = BacktestReport["candidates"][number];
type Calibration = NonNullable<Scores["calibration"]>;

/** Origins in a block that is resampled as one: a week, as wet days come together. */
const week = 7;

/** How well each probability is known (see `chanceBands`), learned at the origins before the first scored one. */
export function probabilityBands(
  _: unknown,
  {scheme, truth, scoredFrom}: Judging,
  values: Float64Array
): Bands {
  return chanceBands(scheme, values, truth, {from: 0, to: scoredFrom});
}

/** Forecasts of some rows with what happened, and the week of each. */
interface Cases {
  readonly outcomes: Outcomes;
  readonly block: Int32Array;
}

/**
 * The scores of forecast probabilities: on the whole, by lead, and by slice on the leads of the rule, with intervals from resampled weeks of scored
 * origins, in which all series of a day stay together; and how often it happened by how probable it was said to be. The threshold is the one with the
 * best F1 on the leads of the rule at the origins before the first scored one; where these have no case that happened there is none, and no F1.
 */
export function probabilityScores(
  {rule, season, seed}: Pick<Study, "rule" | "season" | "seed">,
  data: Judging,
  {values, degraded}: Judged
): Pick<Scores, "metrics" | "spans" | "byLead" | "byLeadDegraded" | "calibration" | "slices"> {
  const {scheme, truth, scoredFrom} = data;
  const rows = scoredRows(data);
  const ruleRows = rowsOfLeads(rows, rule.leads);
  const every = rowsOfLeads(
    rows,
    rows.map((_, b) => b + 1)
  );
  const scale = data.naiveError ?? naiveScale(scheme, truth, scoredFrom, season);
  const earlier = rowsOfLeads(scoredRows({...data, scoredFrom: 0, scoredTo: scoredFrom}), rule.leads);
  const best = bestThreshold(casesOf(data, values, earlier).outcomes);
  const threshold = Number.isNaN(best) ? null : best;
  const metrics = (of: Float64Array, rows: Int32Array, {outcomes} = casesOf(data, of, rows)): Metrics => ({
    ...metricsOf({actual: truth.actual, values: of, scale}, rows),
    mape: null,
    ...metricsOfOutcomes(outcomes, threshold)
  });
  const scores = (rows: Int32Array): {metrics: Metrics; spans: Spans} => {
    const cases = casesOf(data, values, rows);
    const {brier, auc, f1} = probabilitySpans(cases.outcomes, cases.block, threshold, {seed});
    return {
      metrics: metrics(values, rows, cases),
      spans: {brier: shortened(brier), auc: shortened(auc), f1: shortened(f1)}
    };
  };
  const byLead = (of: Float64Array) =>
    rows.map((part, b) => ({lead: b + 1, ...metrics(of, part)})).filter(({n}) => n > 0);
  const slices = sliceRows(data, ruleRows).map(([name, parts]) => [
    name,
    parts
      .map(({slice, rows}) => ({slice, ...scores(rows)}))
      .flatMap(({slice, metrics, spans}) => (metrics.n > 0 ? [{slice, ...metrics, spans}] : []))
  ]);
  return {
    ...scores(every),
    byLead: byLead(values),
    ...(degraded ? {byLeadDegraded: byLead(degraded)} : {}),
    calibration: calibrationOf(casesOf(data, values, every), seed),
    ...(slices.length > 0 ? {slices: Object.fromEntries(slices)} : {})
  };
}

/** Those of the rows that have a forecast. */
function casesOf({scheme, truth, scoredFrom}: Judging, values: Float64Array, rows: Int32Array): Cases {
  const size = scheme.series.length * scheme.leads;
  const known = rows.filter((row) => Number.isFinite(values[row]!));
  return {
    outcomes: outcomesOf(take(truth.actual, known), take(values, known)),
    block: known.map((row) => Math.floor((Math.floor(row / size) - scoredFrom) / week))
  };
}

/** What was said and what happened in ten classes with as many forecasts each, as far as equal probabilities allow. */
function calibrationOf({outcomes: {happened, probability}, block}: Cases, seed: number): Calibration {
  const of = classesOf(probability);
  const mean = (numbers: Iterable<number>, n: number) => {
    let sum = 0;
    for (const x of numbers) sum += x;
    return digits(sum / n)!;
  };
  return Array.from({length: 10}, (_, c) => {
    const inside = (_: number, i: number) => of[i] === c;
    const [said, came] = [probability.filter(inside).sort(), happened.filter(inside)];
    return {said, came, weeks: block.filter(inside)};
  })
    .filter(({said}) => said.length > 0)
    .map(({said, came, weeks}) => ({
      ...{n: said.length, from: said[0]!, to: said.at(-1)!},
      ...{said: mean(said, said.length), happened: mean(came, came.length)},
      happenedSpan: shortened(shareSpan(came, weeks, {seed}))
    }));
}

/** Both ends to six significant digits. */
function shortened(span: Span): Spans["brier"] {
  return span && [digits(span[0])!, digits(span[1])!];
}
