import {formatNumber, formatPercent, formatShare} from "../../../format.js";
import type {CalibrationClass, Curves} from "./shapes.js";

/** The class whose probability is furthest from what happened, and how far: percentage points, above 0 where too much was said. */
export interface Off {
  readonly points: number;
  readonly of: CalibrationClass;
}

/** The class that is furthest off. Null where there is no class. */
export function furthestOff(classes: readonly CalibrationClass[]): Off | null {
  let most: Off | null = null;
  for (const of of classes) {
    const points = 100 * (of.said - of.happened);
    if (most === null || Math.abs(points) > Math.abs(most.points)) most = {points, of};
  }
  return most;
}

/** Points within which a class counts as right. */
const FEW = 3;

/** What the diagram shows, as a title. */
export function reliabilityTitle({label, classes}: Pick<Curves, "label" | "classes">): string {
  const off = furthestOff(classes);
  if (!off) return `${label} has not been compared with what happened`;
  const far = `${formatNumber(Math.abs(off.points), 1)} points`;
  return Math.abs(off.points) <= FEW
    ? `It rains about as often as it says: no class is off by more than ${far}`
    : `It says up to ${far} too ${off.points > 0 ? "much" : "little"}: where it says ${formatShare(off.of.said)}, it rains on ${formatShare(off.of.happened)} of days`;
}

/** The same as a sentence with what it rests on. */
export function reliabilitySentence({classes}: Pick<Curves, "classes">): string {
  const off = furthestOff(classes);
  if (!off) return "No class has been compared with what happened.";
  const {said, happened, happenedSpan, n} = off.of;
  const span = happenedSpan
    ? ` (95 % interval ${formatNumber(100 * happenedSpan[0], 1)} to ${formatPercent(100 * happenedSpan[1], 1)})`
    : "";
  return `Furthest off is the class that was said to be ${formatPercent(100 * said, 1)} on average: it rained in ${formatPercent(100 * happened, 1)}${span} of its ${formatNumber(n)} cases.`;
}
