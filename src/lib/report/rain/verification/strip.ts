import {chanceClasses} from "../classes.js";
import type {RecordedDays, RecordedTown} from "./shapes.js";

/** Where the squares of days and towns lie, px. */
export interface StripPlace {
  readonly left: number;
  readonly top: number;
  /** Days shown: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Width of a day and height of a town. */
  readonly wide: number;
  readonly tall: number;
  /** Upper edge of each town's row. */
  readonly rows: readonly number[];
  readonly height: number;
}

const MARGIN = {left: 122, right: 36, top: 26, bottom: 6};
const NARROW_LEFT = 108;
/** Height of a town's row, the gap between states, and the least and the greatest width of a day, px. */
const [TALL, GAP, LEAST, MOST] = [13, 9, 11, 16];

/** The height that the strip takes, px, whatever its width. */
export function stripHeight(towns: readonly Pick<RecordedTown, "state">[]): number {
  const changes = towns.filter(({state}, t) => t > 0 && towns[t - 1].state !== state).length;
  return MARGIN.top + towns.length * TALL + changes * GAP + MARGIN.bottom;
}

/** Lays out as many of the last days as a width holds, or those up to the chosen one where that lies before them. */
export function stripPlace(
  {days, towns}: Pick<RecordedDays, "days" | "towns">,
  width: number,
  chosen = days.length - 1
): StripPlace {
  const left = width < 480 ? NARROW_LEFT : MARGIN.left;
  const room = width - left - MARGIN.right;
  const shown = Math.max(1, Math.min(days.length, Math.floor(room / LEAST)));
  const to = chosen < days.length - shown ? Math.max(chosen + 1, shown) : days.length;
  const from = to - shown;
  let y = MARGIN.top;
  const rows = towns.map(({state}, t) => {
    if (t > 0) y += TALL + (towns[t - 1].state === state ? 0 : GAP);
    return y;
  });
  return {
    left,
    top: MARGIN.top,
    from,
    to,
    wide: Math.min(MOST, room / shown),
    tall: TALL,
    rows,
    height: stripHeight(towns)
  };
}

/** The day and the town at a point, px; null where there is none. */
export function cellAt(
  {left, from, to, wide, tall, rows}: StripPlace,
  x: number,
  y: number
): {day: number; town: number} | null {
  const day = from + Math.floor((x - left) / wide);
  const town = rows.findIndex((top) => y >= top && y < top + tall);
  return day >= from && day < to && town >= 0 ? {day, town} : null;
}

/** The strip as a few SVG paths: the squares of each class of probability, those whose rain is not known smaller, and a mark for rain that fell. */
export function stripPaths(
  {probability, happened}: Pick<RecordedDays, "probability" | "happened">,
  {left, from, to, wide, tall, rows}: StripPlace
): {readonly classes: readonly string[]; readonly fell: string} {
  const classes: string[][] = chanceClasses.map(() => []);
  const fell: string[] = [];
  for (let d = from; d < to; ++d)
    rows.forEach((top, t) => {
      const said = probability[d][t];
      const was = happened[d][t];
      const inset = was === null ? 3.5 : 0.5;
      const x = left + (d - from) * wide;
      const c = chanceClasses.findLastIndex((one) => said >= one.from);
      classes[c].push(
        `M${round(x + inset)} ${round(top + inset)}h${round(wide - 2 * inset)}v${round(tall - 2 * inset)}h${round(2 * inset - wide)}z`
      );
      if (was === 1)
        fell.push(`M${round(x + wide / 2 - 2)} ${round(top + tall / 2)}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0`);
    });
  return {classes: classes.map((path) => path.join("")), fell: fell.join("")};
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
