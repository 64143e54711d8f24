import type {Run} from "../../artifacts/runs.js";
import {formatCount, formatDate, formatNumber} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {pText} from "../skill.js";
import {better, metricLabel, metricText} from "./metrics.js";
import {type StudyMethod, shortTitle} from "./rows.js";

/** One decision on the champion of a study. */
export type Decision = StudyMethod["decisions"][number];

/** How long a candidate was champion, as far as the published decisions tell; ms since 1970. */
export interface Reign {
  readonly champion: string;
  readonly from: number;
  readonly to: number;
}

/** Who was champion from when to when, in order of time; the last one reigns until `until`. `decisions` in any order. */
export function reigns(decisions: readonly Decision[], until: number): Reign[] {
  const found: Reign[] = [];
  for (const {champion, origin} of inOrder(decisions)) {
    const from = Date.parse(origin);
    const last = found.at(-1);
    if (last?.champion === champion) continue;
    if (last) found[found.length - 1] = {...last, to: from};
    found.push({champion, from, to: Math.max(from, until)});
  }
  return found;
}

/** Decisions from the oldest to the newest, by their number in the registry: the published list has the newest first. */
export function inOrder(decisions: readonly Decision[]): Decision[] {
  return [...decisions].sort((a, b) => a.number - b.number);
}

/** Whether a decision gave the place to another candidate than before, or to the first one. */
export function isPromotion({replaced, number}: Pick<Decision, "replaced" | "number">): boolean {
  return replaced || number === 1;
}

/** The newest decision that gave the place to another candidate, or to the first one; null where none of those published did. */
export function lastPromotion(decisions: readonly Decision[]): Decision | null {
  return inOrder(decisions).findLast(isPromotion) ?? null;
}

/** The champion before the present one as far as the published decisions tell, with the origin at which it lost its place. */
export function previousChampion(
  decisions: readonly Decision[],
  until: number
): {champion: string; until: number} | null {
  const before = reigns(decisions, until).at(-2);
  return before ? {champion: before.champion, until: before.to} : null;
}

/** The test of a decision in a cell: "DM −2.1, p = 0.034", or by its own name where it is another; a dash where none was made. */
export function decisionTest({dm, p, evidence}: Decision): string {
  if (dm === null || p === null) return "–";
  const {test = MARIANO} = evidence ?? {};
  const name = test === MARIANO ? "DM" : `${test.slice(0, 1).toUpperCase()}${test.slice(1)}`;
  return `${name} ${formatNumber(dm, 1)}, ${pText(p)}`;
}

const MARIANO = "Diebold–Mariano";

/** A loss that is what a metric lacks to 1, as its evidence names it: "1 − f1" → "f1"; null for others. */
function lackOf(metric: string): string | null {
  const name = /^1 − (.+)$/.exec(metric)?.[1] ?? null;
  return name !== null && better(name) > 0 ? name : null;
}

/** What the losses of decisions are, over their column: "Loss", or the metric where the loss is what that lacks to 1. */
export function lossHeading(decisions: readonly Decision[]): string {
  const names = new Set(decisions.flatMap(({evidence}) => (evidence ? [lackOf(evidence.metric)] : [])));
  const [name] = names;
  return names.size === 1 && name ? metricLabel(name) : "Loss";
}

/**
 * By how much the asker's loss differs in a decision: "Ridge: 3.1 % lower"; where more of the metric is better, both values instead of
 * their losses: "Boosted trees: F1 0.709 against 0.702". A dash where nothing was compared.
 */
export function lossChange({evidence}: Decision, label: (name: string) => string): string {
  if (!evidence) return "–";
  const {gain, asker, loss, metric} = evidence;
  const name = lackOf(metric);
  const value = (lack: number) => metricText(name!, 1 - lack, "");
  if (name)
    return `${label(asker.candidate)}: ${metricLabel(name)} ${value(loss.asker)} against ${value(loss.holder)}`;
  return `${label(asker.candidate)}: ${formatNumber(Math.abs(100 * gain), 1)}\u00a0% ${gain > 0 ? "lower" : "higher"}`;
}

/** The reason of a decision with the labels of candidates for their names: "lstm-seeds stays …" → "LSTM, mean of three seeds stays …". */
export function inLabels(reason: string, candidates: readonly {name: string; label: string}[]): string {
  const labels = new Map(candidates.map(({name, label}) => [name, label]));
  return reason.replace(/(?<![\p{L}\d-])[\p{L}\d]+(?:-[\p{L}\d]+)*/gu, (word) => labels.get(word) ?? word);
}

/** What the page says first: how many trainings, who holds the place in each study, when it last changed hands. */
export function runsFinding(runs: readonly Run[], studies: readonly StudyMethod[]): string {
  const champions = studies.map(({champion, candidates, title}) => {
    const label = candidates.find(({name}) => name === champion)?.label ?? champion;
    return studies.length > 1 ? `${label} (${shortTitle(title)})` : label;
  });
  const same = new Set(
    studies.map(({champion, candidates}) => candidates.find(({name}) => name === champion)?.label)
  );
  const listed =
    champions.length > 1 && same.size === 1 && !same.has(undefined)
      ? `${[...same][0]} is the champion of ${studies.length === 2 ? "both" : `all ${formatNumber(studies.length)}`} studies`
      : champions.length < 2
        ? `the champion is ${champions[0] ?? "not chosen yet"}`
        : `the champions are ${champions.slice(0, -1).join(", ")} and ${champions.at(-1)}`;
  const promotions = studies.flatMap(({decisions, timeZone}) => {
    const last = lastPromotion(decisions);
    return last ? [{day: localDay(timeZone, Date.parse(last.origin)), first: !last.replaced}] : [];
  });
  const newest = promotions.sort((a, b) => (a.day < b.day ? 1 : -1))[0];
  const changed = !newest
    ? "no promotion is on record"
    : promotions.every(({first}) => first)
      ? `none has been replaced since the first was named on ${formatDate(promotions.at(-1)!.day)}`
      : `the last promotion was on ${formatDate(promotions.find(({first}) => !first)!.day)}`;
  return `${formatCount(runs.length, "training")} to compare; ${listed}; ${changed}`;
}
