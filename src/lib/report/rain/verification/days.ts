import {formatCount, formatDate, formatNumber, formatPercent} from "../../../format.js";
import {brier} from "../../../scores/probability/brier.js";
import {outcomesOf} from "../../../scores/probability/outcomes.js";
import {decidedAt} from "../../../scores/probability/ranking.js";
import type {RecordedDays, RecordedTown} from "./shapes.js";

/** Whose probabilities. */
export type Said = "probability" | "climatology";

/** Scores over the recorded days. */
export interface RecordedScores {
  /** Days of a town whose rain is known. */
  readonly n: number;
  readonly wet: number;
  /** Null where no day is known. */
  readonly brier: number | null;
  /** Null where no known day was wet. */
  readonly f1: number | null;
}

/** The scores of the forecast, or of climatology, over all days. */
export function scoresOfDays(days: RecordedDays, said: Said = "probability"): RecordedScores {
  const actual = days.happened.flat().map((x) => x ?? Number.NaN);
  const outcomes = outcomesOf(actual, days[said].flat());
  const {happened} = outcomes;
  const wet = happened.reduce((sum, x) => sum + x, 0);
  const threshold = said === "probability" ? days.threshold : days.climatologyThreshold;
  return {
    n: happened.length,
    wet,
    brier: happened.length === 0 ? null : brier(outcomes),
    f1: wet === 0 ? null : decidedAt(outcomes, threshold).f1
  };
}

/** What a day brought, by town. */
export interface RecordedDay {
  readonly day: string;
  /** Towns whose rain is known. */
  readonly known: number;
  /** Said wet and was; said wet and stayed dry; said dry and was wet. */
  readonly hits: readonly RecordedTown[];
  readonly alarms: readonly RecordedTown[];
  readonly misses: readonly RecordedTown[];
}

/** What the day at an index brought. */
export function dayAt({days, towns, probability, happened, threshold}: RecordedDays, d: number): RecordedDay {
  const of = (wet: boolean, was: 0 | 1) =>
    towns.filter((_, t) => happened[d][t] === was && probability[d][t] >= threshold === wet);
  return {
    day: days[d],
    known: happened[d].filter((x) => x !== null).length,
    hits: of(true, 1),
    alarms: of(true, 0),
    misses: of(false, 1)
  };
}

/** Names that a sentence lists before it only counts. */
const LISTED = 8;

function listed(towns: readonly RecordedTown[]): string {
  const names = towns.slice(0, LISTED).map(({name}) => name);
  const more = towns.length - names.length;
  return names.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** What a day brought, in two or three sentences. */
export function daySentence({day, known, hits, alarms, misses}: RecordedDay): string {
  const on = `The 24 hours to 9 am of ${formatDate(day)}`;
  if (known === 0) return `${on}: no town’s rain is known.`;
  return `${on}: ${saidText(known, hits.length, alarms)}. ${missedText(known - hits.length - alarms.length, misses)}`;
}

function saidText(known: number, hits: number, alarms: readonly RecordedTown[]): string {
  const said = hits + alarms.length;
  if (said === 0) return `of ${formatCount(known, "town")} none was said to be wet`;
  const were =
    hits === 0
      ? "none was"
      : hits === said && said > 1
        ? "all were"
        : hits === 1
          ? "1 was"
          : `${formatNumber(hits)} were`;
  const dry = alarms.length === 0 || hits === 0 ? "" : `; it stayed dry in ${listed(alarms)}`;
  return `of ${formatCount(said, "town")} said to be wet ${were}${dry}`;
}

function missedText(others: number, misses: readonly RecordedTown[]): string {
  if (others === 0) return "No other town’s rain is known.";
  if (misses.length === 0) return "No other town was wet.";
  return `${formatCount(misses.length, "surprise")}: ${listed(misses)}.`;
}

/** How the forecast did over the recorded days, beside climatology. */
export function daysTitle(days: RecordedDays): string {
  const ours = scoresOfDays(days);
  const usual = scoresOfDays(days, "climatology");
  if (ours.brier === null || usual.brier === null) return "No day’s rain is known yet";
  const better = 1 - ours.brier / usual.brier;
  return `Over ${formatCount(days.days.length, "day")} the forecast had ${formatPercent(100 * Math.abs(better), 0)} ${better >= 0 ? "less" : "more"} error (Brier score) than climatology`;
}

/** The numbers behind the title, and by which training the days were forecast. */
export function daysSentence(days: RecordedDays): string {
  const ours = scoresOfDays(days);
  const usual = scoresOfDays(days, "climatology");
  const number = (value: number | null) => (value === null ? "– (it did not rain)" : formatNumber(value, 3));
  const trained = days.trainings.map(
    ({before, from, to}) =>
      `${from === to ? `that of ${formatDate(from)} is` : `those from ${formatDate(from)} to ${formatDate(to)} are`} forecast by the training on the days before ${formatDate(before)}`
  );
  return `Of ${formatNumber(ours.n)} readings of gauges ${formatNumber(ours.wet)} were wet; the Brier score was ${number(ours.brier)} (climatology ${number(usual.brier)}) and F1 ${number(ours.f1)} (climatology ${number(usual.f1)}). ${days.scored ? "They are the last of the scored days" : "These days are not among the scored ones"}: ${trained.join("; ")}.`;
}

/**
 * The index of the day that tells most among the last ones, which a phone shows too: the one with most surprises and false alarms together, the
 * later of equals. −1 where there is none.
 */
export function tellingDay(days: RecordedDays, last = 18): number {
  let [best, most] = [days.days.length - 1, -1];
  days.days.forEach((_, d) => {
    if (d < days.days.length - last) return;
    const {alarms, misses} = dayAt(days, d);
    if (alarms.length + misses.length >= most) [best, most] = [d, alarms.length + misses.length];
  });
  return best;
}
