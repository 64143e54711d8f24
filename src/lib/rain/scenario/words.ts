import {formatDay, formatNumber, formatShare, formatSigned, withUnit} from "../../format.js";
import {formatChance} from "../../report/rain/headline.js";
import {monthOf} from "../../report/rain/words.js";
import {compass, rainyAbove} from "../record.js";
import {type Route, routes} from "./explain.js";
import {readingKnobs} from "./knobs.js";
import type {Effect, RainAnswer} from "./open.js";

/** What a town says where it reports nothing. */
export const unreported = "not reported";

/** The knob of an effect in words: "humidity at 3 pm". */
export function knobLabel(knob: Effect["knob"]): string {
  return knob === "wind" ? "Wind at 3\u00a0pm" : readingKnobs.find(({name}) => name === knob)!.label;
}

/** A reading of a knob in words: "90 %", "NW"; "not reported" where there is none. */
export function readingText(knob: Effect["knob"], value: number): string {
  if (Number.isNaN(value)) return unreported;
  if (knob === "wind") return compass[value]!;
  const {unit, decimals} = readingKnobs.find(({name}) => name === knob)!;
  return withUnit(formatNumber(value, decimals), unit);
}

/** A change of log-odds as what it does to the odds: "× 2.4", "÷ 1.3", "as they were". */
export function oddsText(change: number): string {
  const times = Math.exp(Math.abs(change));
  if (times < 1.005) return "as they were";
  return `${change < 0 ? "÷" : "×"}\u00a0${formatNumber(times, times < 1.095 ? 2 : times < 9.95 ? 1 : 0)}`;
}

/** A difference of probabilities in points: "+16 points", "no change". */
export function pointsText(change: number): string {
  const text = formatSigned(100 * change, Math.abs(change) < 0.01 ? 1 : 0);
  return /[1-9]/.test(text) ? `${text}\u00a0${/^.1$/.test(text) ? "point" : "points"}` : "no change";
}

/** Effects as they are told: the strongest first. */
export function byStrength(effects: readonly Effect[]): Effect[] {
  return [...effects].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/**
 * The answer as one sentence: "With humidity at 3 pm at 90 % (reported 19 %), rain in Cobar by 9 am on Wed 25 Dec has a chance of 24 %, up from 8 %:
 * called dry, as before."
 */
export function answerSentence(answer: RainAnswer): string {
  const {town, target, before, after, effects, threshold} = answer;
  const what = `rain in ${town.name} by 9\u00a0am on ${formatDay(target)} has a chance of ${formatChance(after.probability)}`;
  const wet = (probability: number) => probability >= threshold;
  const call = wet(after.probability) ? "wet" : "dry";
  if (effects.length === 0) return `As ${town.name} reports, ${what}: called ${call}.`;
  const strongest = byStrength(effects);
  const named = strongest
    .slice(0, 3)
    .map(
      ({knob, from, to}) =>
        `${lowerFirst(knobLabel(knob))} ${readingText(knob, to)} (${reportedText(knob, from)})`
    );
  const others = strongest.length > 3 ? [`${strongest.length - 3} more`] : [];
  const direction = after.logOdds > before.logOdds ? "up from" : "down from";
  const same = formatChance(after.probability) === formatChance(before.probability);
  const change = same ? "as it is reported" : `${direction} ${formatChance(before.probability)}`;
  const as =
    wet(after.probability) === wet(before.probability)
      ? ", as before"
      : `, not ${call === "wet" ? "dry" : "wet"}`;
  return `With ${listed([...named, ...others])}, ${what}, ${change}: called ${call}${as}.`;
}

/** The answer in a few words: "Moree: 30 %, 2 % as reported". */
export function briefText({town, before, after, effects}: RainAnswer): string {
  const now = `${town.name}: ${formatChance(after.probability)}`;
  return effects.length ? `${now}, ${formatChance(before.probability)} as reported` : `${now}, as reported`;
}

/** What moved the answer, as sentences: what happens to the odds, and by which routes the strongest knob does it. */
export function effectsSentences({effects, before, after}: RainAnswer): string {
  const [first, second] = byStrength(effects);
  if (!first) return "No knob stands elsewhere than what the town reports.";
  const name = knobLabel(first.knob);
  const ways = routesText(first.routes);
  if (!second) return `The odds of rain: ${oddsText(first.change)}. ${name} does it ${ways}.`;
  return `The odds of rain: ${oddsText(after.logOdds - before.logOdds)} in all. ${name} does most (${oddsText(first.change)}) ${ways}; next comes ${lowerFirst(knobLabel(second.knob))} (${oddsText(second.change)}).`;
}

const routeWords: Readonly<Record<Route, string>> = {
  own: "by the town’s own report",
  field: "through the national field",
  rest: "because what stayed weighs otherwise beside it"
};

/** "by the town's own report (× 2.1) and through the national field (× 1.2)": the routes that do anything. */
function routesText(by: Effect["routes"]): string {
  const ways = routes
    .filter((route) => Math.exp(Math.abs(by[route])) >= 1.005)
    .map((route) => `${routeWords[route]} (${oddsText(by[route])})`);
  return ways.length ? listed(ways) : "by next to nothing";
}

/** What is usual: "15 % in December". */
export function usualText({climatology, target}: RainAnswer): string {
  return `${formatChance(climatology)} in ${monthOf(target)}`;
}

/** From which probability on a day is called wet: "wet from 38.5 % on". */
export function thresholdText(threshold: number): string {
  return `wet from ${formatShare(threshold, 1)} on`;
}

/** What fell in the 24 hours of a scenario, where that is known by now: "The gauge then read 3.4 mm: a wet day." */
export function fellSentence({fell}: RainAnswer): string {
  if (fell === null) return "";
  return `The gauge then read ${withUnit(formatNumber(fell, 1), "mm")}: a ${fell > rainyAbove ? "wet" : "dry"} day.`;
}

function reportedText(knob: Effect["knob"], from: number): string {
  return Number.isNaN(from) ? unreported : `reported ${readingText(knob, from)}`;
}

/** A phrase as it is written within a sentence. */
export function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
