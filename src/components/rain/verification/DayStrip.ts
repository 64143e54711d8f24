import {svg} from "npm:htl";
import {formatDay} from "../../../lib/format.js";
import {chanceClasses} from "../../../lib/report/rain/classes.js";
import type {RecordedDays} from "../../../lib/report/rain/verification/shapes.js";
import {cellAt, stripPaths, stripPlace} from "../../../lib/report/rain/verification/strip.js";

/** A square of the strip. */
export interface StripCell {
  readonly day: number;
  readonly town: number;
}

/**
 * Towns by days: the shade of a square is the probability that was said, a dot is rain that fell. As many of the last days as the width holds; the chosen day is
 * framed.
 */
export function DayStrip(
  days: RecordedDays,
  {
    width = 900,
    chosen = days.days.length - 1,
    color = "var(--accent)",
    onPoint = () => {},
    onChoose = () => {}
  }: {
    width?: number;
    chosen?: number;
    color?: string;
    onPoint?: (cell: StripCell | null) => void;
    onChoose?: (day: number) => void;
  } = {}
): SVGElement {
  const place = stripPlace(days, width, chosen);
  const {left, top, from, to, wide, tall, rows, height} = place;
  const {classes, fell} = stripPaths(days, place);
  const end = left + (to - from) * wide;
  const every = Math.max(1, Math.ceil(56 / wide));
  const ticks = Array.from({length: to - from}, (_, i) => from + i).filter((d) => (to - 1 - d) % every === 0);
  const states = days.towns.flatMap(({state}, t) =>
    t > 0 && days.towns[t - 1].state === state ? [] : [{state, y: rows[t]}]
  );
  const frame = svg`<rect y=${top - 2} width=${wide} height=${rows.at(-1)! + tall - top + 4} fill="none" stroke="var(--ink)" stroke-width="1.5"></rect>`;
  const put = (day: number) => {
    frame.setAttribute("x", String(left + (day - from) * wide));
    frame.setAttribute("visibility", day >= from && day < to ? "visible" : "hidden");
  };
  put(chosen);
  const strip = svg`<svg class="day-strip" role="img" data-from=${from} data-to=${to} width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} aria-label=${`Forecast and rain by town from ${formatDay(days.days[from], {dated: true})} to ${formatDay(days.days[to - 1], {dated: true})}`}>
    ${chanceClasses.map(({strength}, c) =>
      strength === 0
        ? svg`<path d=${classes[c]} fill="var(--rule)" fill-opacity="0.35"></path>`
        : svg`<path d=${classes[c]} fill=${color} fill-opacity=${strength}></path>`
    )}
    <path d=${fell} fill="var(--ink)" stroke="var(--paper)" stroke-width="0.75"></path>
    <g fill="var(--ink)" font-size="11" text-anchor="end">${days.towns.map(
      ({name}, t) => svg`<text x=${left - 6} y=${rows[t] + tall - 3}>${name}</text>`
    )}</g>
    <g fill="var(--muted)" font-size="11">${states.map(
      ({state, y}) => svg`<text x=${end + 6} y=${y + tall - 3}>${state}</text>`
    )}</g>
    <g fill="var(--muted)" font-size="11" text-anchor="middle">${ticks.map(
      (d) =>
        svg`<text x=${left + (d - from + 0.5) * wide} y=${top - 9}>${formatDay(days.days[d]).slice(4)}</text>`
    )}</g>
    ${frame}
  </svg>`;
  const cellOf = (event: PointerEvent | MouseEvent) => {
    const box = strip.getBoundingClientRect();
    const scale = width / box.width;
    return cellAt(place, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
  };
  strip.addEventListener("pointermove", (event) => onPoint(cellOf(event)));
  strip.addEventListener("pointerleave", () => onPoint(null));
  strip.addEventListener("click", (event) => {
    const cell = cellOf(event);
    if (!cell) return;
    put(cell.day);
    onChoose(cell.day);
  });
  strip.addEventListener("choose", (event) => put((event as CustomEvent<number>).detail));
  return strip;
}
