import type {GasVerification} from "../../../artifacts/gas.js";
import {formatPercent} from "../../../format.js";
import {aheadText} from "./leads.js";
import {type Verdict, verdictOf} from "./test.js";

/** A candidate's row by its name. @throws, naming those that there are, where there is none. */
export function candidateRow(
  {candidates}: Pick<GasVerification, "candidates">,
  name: string
): GasVerification["candidates"][number] {
  const found = candidates.find((one) => one.name === name);
  if (found) return found;
  throw new Error(
    `gas verification: expected a candidate "${name}", got ${candidates.map((one) => one.name).join(", ") || "none"}`
  );
}

type Cell = GasVerification["candidates"][number]["byLead"][number];

/** The leads of a verdict on the champion, and by how much it is apart there at most and at least, %. */
function group(cells: readonly Cell[], kind: "point" | "distribution", verdict: Verdict) {
  const rows = cells.filter((cell) => verdictOf(cell[kind]) === verdict);
  const apart = rows.map((cell) => 100 * Math.abs(1 - (kind === "point" ? cell.rmseRatio : cell.crpsRatio)));
  return {leads: rows.map(({lead}) => lead), least: Math.min(...apart), most: Math.max(...apart)};
}

const between = (low: number, high: number) =>
  formatPercent(low, 0) === formatPercent(high, 0)
    ? formatPercent(high, 0)
    : `${formatPercent(low, 0).replace(/\s%$/, "")} to ${formatPercent(high, 0)}`;

/**
 * Where the random walk is as good or better, and where it is beaten, by point and by distribution; each difference with the Diebold–Mariano test at 5 %.
 */
export function standingSentences(verification: GasVerification): string[] {
  const {byLead} = candidateRow(verification, verification.champion);
  return [
    ...pointSentences(byLead),
    ...distributionSentences(byLead),
    ...(conclusion(byLead) === "" ? [] : [conclusion(byLead)])
  ];
}

function pointSentences(cells: readonly Cell[]): string[] {
  const [alike, better, worse] = (["alike", "better", "worse"] as const).map((one) =>
    group(cells, "point", one)
  );
  return [
    ...(alike.leads.length === 0
      ? []
      : [
          `For the point forecast the random walk is as good: at ${aheadText(alike.leads)} the root mean squared errors are at most ${formatPercent(alike.most, 1)} apart, and no test tells the two from each other.`
        ]),
    ...(better.leads.length === 0
      ? []
      : [
          `${aheadStart(better.leads)} the point forecast is better, with a root mean squared error ${between(better.least, better.most)} smaller.`
        ]),
    ...(worse.leads.length === 0
      ? []
      : [
          `${aheadStart(worse.leads)} the random walk is the better point forecast: the champion’s root mean squared error is ${between(worse.least, worse.most)} larger.`
        ])
  ];
}

function distributionSentences(cells: readonly Cell[]): string[] {
  const [alike, better, worse] = (["alike", "better", "worse"] as const).map((one) =>
    group(cells, "distribution", one)
  );
  return [
    ...(better.leads.length === 0
      ? []
      : [
          `${aheadStart(better.leads)} the distribution is better than the random walk’s: its CRPS is ${between(better.least, better.most)} smaller.`
        ]),
    ...(alike.leads.length === 0
      ? []
      : [`${aheadStart(alike.leads)} the random walk’s distribution is as good: no test tells them apart.`]),
    ...(worse.leads.length === 0
      ? []
      : [
          `${aheadStart(worse.leads)} the random walk’s distribution is the better one: the champion’s CRPS is ${between(worse.least, worse.most)} larger.`
        ])
  ];
}

const aheadStart = (leads: readonly number[]) => `At ${aheadText(leads)}`;

/** What follows where it holds at every lead. */
function conclusion(cells: readonly Cell[]): string {
  const none = cells.every(({point}) => verdictOf(point) !== "better");
  const all = cells.length > 0 && cells.every(({distribution}) => verdictOf(distribution) === "better");
  if (none && all) return "The mean can hardly be beaten; the distribution can.";
  return none ? "The mean can hardly be beaten." : "";
}

/** The title of the chart of errors: what both panels show. */
export function errorsTitle(verification: GasVerification): string {
  const {byLead} = candidateRow(verification, verification.champion);
  const better = (kind: "point" | "distribution") =>
    byLead.filter((cell) => verdictOf(cell[kind]) === "better").length;
  const told = (count: number) =>
    count === byLead.length
      ? "at every lead tested"
      : count === 0
        ? "at no lead"
        : `at ${count} of ${byLead.length} leads`;
  return `Better than the last price: the point ${told(better("point"))}, the distribution ${told(better("distribution"))}`;
}
