import {formatCount, formatDate, formatNumber, formatShare} from "../../../format.js";
import type {Counted, SaidClass, SkillMetric, TownScores, TownSkill} from "./shapes.js";

/** A score of the page of a town: its name, what is better, and how it is read. */
export interface SkillScale {
  readonly metric: SkillMetric;
  readonly name: string;
  readonly higherIsBetter: boolean;
  readonly words: string;
}

export const skillScales: readonly SkillScale[] = [
  {metric: "f1", name: "F1", higherIsBetter: true, words: "wet or dry, 1 is perfect"},
  {
    metric: "brier",
    name: "Brier score",
    higherIsBetter: false,
    words: "squared error of the chance, 0 is perfect"
  },
  {metric: "auc", name: "AUC", higherIsBetter: true, words: "telling wet from dry, 0.5 is a guess, 1 perfect"}
];

/** Fewer scored wet days than this are said to be few. */
const fewWet = 40;

/**
 * The finding of the scores: by which of them the champion is better here than every simple rule. Better is said where the 95 % intervals of the
 * two do not meet, so that chance hardly makes the difference.
 */
export function skillTitle(name: string, {candidates, n}: TownSkill): string {
  if (n === 0) return `No forecast for ${name} has been scored`;
  const [best, ...rules] = candidates;
  if (rules.length === 0) return `How good the forecasts for ${name} have been`;
  const clear = skillScales.filter((scale) => rules.every((rule) => isBetter(best, rule, scale)));
  if (clear.length === skillScales.length) return `In ${name} better than the simple rules by every score`;
  if (clear.length === 0) return `In ${name} not clearly better than the simple rules`;
  return `In ${name} clearly better than the simple rules by ${clear.map((scale) => scale.name).join(" and ")} only`;
}

/** Whether one candidate's interval lies wholly on the better side of another's; not where one is missing. */
function isBetter(a: TownScores, b: TownScores, {metric, higherIsBetter}: SkillScale): boolean {
  const [x, y] = [a.scores[metric].span, b.scores[metric].span];
  return x !== null && y !== null && (higherIsBetter ? x[0] > y[1] : x[1] < y[0]);
}

/** How good the forecasts have been in the town, beside the mean over the towns, on how many days; says so where few were wet. */
export function skillText(name: string, skill: TownSkill): string {
  const {n, rainy, from, to, wet, dry, candidates, mean} = skill;
  if (n === 0)
    return `No forecast for ${name} has been scored: the record has no readings from ${formatDate(from)} to ${formatDate(to)}.`;
  const f1 = candidates[0].scores.f1.value;
  return [
    `Scored on ${formatCount(n, "day")} from ${formatDate(from)} to ${formatDate(to)}, of which ${formatNumber(rainy)} were wet${rainy < fewWet ? "; these are few, and the scores uncertain" : ""}.`,
    ...(wet && dry ? [countedText(wet, dry)] : []),
    ...(f1 !== null && mean.f1 !== null
      ? [
          `F1 is ${formatNumber(f1, 3)} here, and ${formatNumber(mean.f1, 3)} in the mean of ${formatNumber(mean.towns)} towns.`
        ]
      : [])
  ].join(" ");
}

function countedText(wet: Counted, dry: Counted): string {
  const called =
    wet.n === 0
      ? "No day was called wet"
      : `Of ${formatCount(wet.n, "day")} called wet ${formatNumber(wet.rained)} were`;
  return `${called}; on ${formatNumber(dry.rained)} of ${formatCount(dry.n, "day")} called dry it rained.`;
}

/** Fewer days than this in a class are said to be few. */
const fewSaid = 30;

/** How far the chances that were said came true here, in one sentence; empty where nothing is scored. */
export function reliabilityText({said}: TownSkill): string {
  const parts = said
    .filter(({n}) => n > 0)
    .map(({from, to, n, said: sum, rained}, i) => {
      const days = `${i === 0 ? formatCount(n, "day") : formatNumber(n)}`;
      const mean = i === 0 ? `${formatShare(sum / n)} in the mean` : formatShare(sum / n);
      return `on ${formatShare(rained / n)} of the ${days} ${i === 0 ? "on which it said " : "with "}${rangeText({from, to})} (${mean}${n < fewSaid ? "; these are few" : ""})`;
    });
  if (parts.length === 0) return "";
  return `It rained ${parts.length < 2 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`}.`;
}

/** The bounds of a class of chances: "below 20 %", "20 to 60 %", "60 % or more". */
export function rangeText({from, to}: Pick<SaidClass, "from" | "to">): string {
  if (from === 0) return `below ${formatShare(to)}`;
  return to === 1 ? `${formatShare(from)} or more` : `${formatNumber(100 * from)} to ${formatShare(to)}`;
}

/** A score as it is written, with its interval: "0.674 (0.61 to 0.73)". */
export function scoreText({value, span}: TownScores["scores"][SkillMetric]): string {
  if (value === null) return "–";
  return `${formatNumber(value, 3)}${span ? ` (${formatNumber(span[0], 2)} to ${formatNumber(span[1], 2)})` : ""}`;
}
