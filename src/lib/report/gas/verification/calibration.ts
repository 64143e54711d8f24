import type {GasStanding} from "../../../artifacts/gas.js";
import {formatNumber, formatPercent, formatShare} from "../../../format.js";
import {aheadText} from "./leads.js";

/** How far a share of so many overlapping cases may lie from the expected one before it says anything: two standard errors, of as many cases as do not overlap. */
function slack(share: number, n: number, lead: number): number {
  return 2 * Math.sqrt((share * (1 - share) * lead) / n);
}

/** What the histogram of transforms says of the width: too many in the outer two classes is too narrow, too few too wide. */
export type Width = "too narrow" | "too wide" | "about right";

/** The width that a histogram of ten classes shows, and the share of the truth in its outer two, where a fifth belongs. */
export function widthOf({pit, n, lead}: Pick<GasStanding, "pit" | "n" | "lead">): {
  readonly width: Width;
  readonly outer: number;
} {
  const outer = (pit[0] + pit[pit.length - 1]) / n;
  const expected = 2 / pit.length;
  const far = slack(expected, n, lead);
  const width = outer > expected + far ? "too narrow" : outer < expected - far ? "too wide" : "about right";
  return {width, outer};
}

/** Whether the truth lies above the middle of the distributions more often than chance would have it. */
export function leaningOf({pit, n, lead}: Pick<GasStanding, "pit" | "n" | "lead">): {
  readonly leaning: "too low" | "too high" | "level";
  readonly above: number;
} {
  const above = pit.slice(pit.length >> 1).reduce((sum, count) => sum + count, 0) / n;
  const far = slack(0.5, n, lead);
  return {leaning: above > 0.5 + far ? "too low" : above < 0.5 - far ? "too high" : "level", above};
}

/** The title of the histogram at a lead. */
export function pitTitle(standing: GasStanding): string {
  const {width} = widthOf(standing);
  const {leaning} = leaningOf(standing);
  const days = aheadText([standing.lead]);
  const lean = leaning === "level" ? "" : `, and ${leaning}`;
  return `The distribution ${days} is ${width === "about right" ? "about as wide as it should be" : width}${lean}`;
}

/** The same in figures, as a sentence. */
export function pitSentence(standing: GasStanding): string {
  const {n, pit} = standing;
  const {outer} = widthOf(standing);
  const {above} = leaningOf(standing);
  return `Of ${formatNumber(n)} prices ${formatShare(outer)} fell in the two outer classes, where ${formatShare(2 / pit.length)} belong, and ${formatShare(above)} above the middle of their distribution.`;
}

/** The intervals whose coverage is told, and where each stands in the scores. */
export const nominals = [
  {nominal: 50, key: "coverage50"},
  {nominal: 80, key: "coverage80"},
  {nominal: 90, key: "coverage90"},
  {nominal: 95, key: "coverage95"}
] as const;

/** The interval and the lead whose coverage is farthest from nominal, and by how much, percentage points; above 0 it held too often. */
export function farthestCoverage(rows: readonly GasStanding[]): {
  readonly nominal: number;
  readonly lead: number;
  readonly off: number;
} {
  const all = rows.flatMap((row) =>
    nominals.map(({nominal, key}) => ({nominal, lead: row.lead, off: 100 * row[key] - nominal}))
  );
  return all.reduce((far, one) => (Math.abs(one.off) > Math.abs(far.off) ? one : far));
}

/** The title of the chart of coverage. @throws without a row */
export function coverageTitle(rows: readonly GasStanding[]): string {
  const first = farthestCoverage(rows.filter(({lead}) => lead <= 10));
  const points = formatNumber(Math.abs(first.off), 1);
  return `Up to ten days ahead the intervals hold what they promise to ${points} percentage points`;
}

/** Where coverage is farthest off, up to ten days ahead and beyond. */
export function coverageSentence(rows: readonly GasStanding[]): string {
  const told = (part: readonly GasStanding[]) => {
    const {nominal, lead, off} = farthestCoverage(part);
    const row = part.find((one) => one.lead === lead)!;
    const measured = row[nominals.find((one) => one.nominal === nominal)!.key];
    return `the ${nominal} % interval ${aheadText([lead])}, which held ${formatPercent(100 * measured, 1)}${off > 0 ? ": too wide" : ": too narrow"}`;
  };
  const beyond = rows.filter(({lead}) => lead > 10);
  const near = `Up to ten days ahead, farthest off is ${told(rows.filter(({lead}) => lead <= 10))}.`;
  return beyond.length === 0 ? near : `${near} Beyond, it is ${told(beyond)}.`;
}
