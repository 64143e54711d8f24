import type {Disc} from "./spread.js";

/** A label to be set beside a disc, the weightiest first. */
export interface LabelWish {
  readonly disc: Disc;
  readonly text: string;
}

/** Where a label stands: its anchor in px, and to which side of it the text runs. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Sets labels beside their discs where they meet neither a disc, nor a label set before, nor the edge: to the right, else to the left, below or
 * above; a label without such a place is left out. `y` is the middle of the line.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  discs: readonly Disc[],
  {width, height, letter = 6.4, line = 14}: {width: number; height: number; letter?: number; line?: number}
): PlacedLabel[] {
  const taken: Box[] = discs.map(({x, y, r}) => ({left: x - r, right: x + r, top: y - r, bottom: y + r}));
  const placed: PlacedLabel[] = [];
  for (const {disc, text} of wishes) {
    const long = letter * text.length;
    const aside = disc.r + 4;
    const away = disc.r + line / 2 + 1;
    const places: readonly PlacedLabel[] = [
      {x: disc.x + aside, y: disc.y, text, anchor: "start"},
      {x: disc.x - aside, y: disc.y, text, anchor: "end"},
      {x: disc.x, y: disc.y + away, text, anchor: "middle"},
      {x: disc.x, y: disc.y - away, text, anchor: "middle"}
    ];
    const free = places.find((place) => {
      const box = boxOf(place, long, line);
      const inside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      return inside && !taken.some((other) => meet(box, other));
    });
    if (!free) continue;
    taken.push(boxOf(free, long, line));
    placed.push(free);
  }
  return placed;
}

function boxOf({x, y, anchor}: PlacedLabel, long: number, line: number): Box {
  const left = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
  return {left, right: left + long, top: y - line / 2, bottom: y + line / 2};
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
