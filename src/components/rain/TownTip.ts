import {html} from "npm:htl";
import {formatChance, formatChances} from "../../lib/report/rain/headline.js";
import type {Disc} from "../../lib/report/rain/spread.js";
import {againstText} from "../../lib/report/rain/words.js";
import type {MapTown} from "./MapPanel.js";

/** How far from a town's mark the pointer still means it, px. */
const REACH = 22;

/** How far a triangle reaches from its middle, in radii of the circle that is as large. */
const REACHING = 1.56;

/**
 * A note beside the town that the pointer is near or that has the focus: its figures, and the way to its page for those who touch. It is placed
 * within `map`, whose panels hold the links.
 */
export function TownTip(
  map: HTMLElement,
  links: ReadonlyMap<MapTown, SVGAElement>,
  {month, root}: {month: string; root: string}
): HTMLElement {
  const tip = html`<div class="town-tip" aria-hidden="true" hidden></div>`;
  let shown: MapTown | null = null;
  const hide = () => {
    if (shown) links.get(shown)!.classList.remove("chosen");
    shown = null;
    tip.hidden = true;
  };
  const show = (town: MapTown) => {
    if (town === shown) return;
    hide();
    shown = town;
    const link = links.get(town)!;
    link.classList.add("chosen");
    tip.replaceChildren(...noteOf(town, {month, root}));
    tip.hidden = false;
    const panel = link.ownerSVGElement!.parentElement!;
    const at = placeOf(
      {x: panel.offsetLeft + town.x, y: panel.offsetTop + town.y, r: REACHING * town.r + 6},
      {width: tip.offsetWidth, height: tip.offsetHeight},
      {width: map.clientWidth, height: map.clientHeight}
    );
    tip.style.left = `${at.left}px`;
    tip.style.top = `${at.top}px`;
  };
  for (const [town, link] of links) {
    link.addEventListener("focus", () => show(town));
    // The note stays while its own link takes the focus, or that link could not be followed.
    link.addEventListener("blur", ({relatedTarget}) => {
      if (!tip.contains(relatedTarget as Node | null)) hide();
    });
    // A finger that meets a town wants to see it first; the note leads on.
    link.addEventListener("click", (event) => {
      if ((event as PointerEvent).pointerType === "touch") event.preventDefault();
    });
  }
  const point = (event: PointerEvent) => {
    if (tip.contains(event.target as Node)) return;
    const panel = (event.target as Element).closest(".town-panel");
    if (!panel) return;
    const box = panel.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const near = [...links]
      .filter(([, link]) => panel.contains(link))
      .map(([town]) => ({town, distance: Math.hypot(town.x - x, town.y - y)}))
      .reduce((best, next) => (next.distance < best.distance ? next : best), {
        town: null as MapTown | null,
        distance: REACH
      });
    if (near.town) show(near.town);
    else hide();
  };
  map.addEventListener("pointermove", point);
  map.addEventListener("pointerdown", point);
  map.addEventListener("pointerleave", (event) => {
    if ((event as PointerEvent).pointerType !== "touch") hide();
  });
  map.addEventListener("keydown", ({key}) => {
    if (key === "Escape") hide();
  });
  return tip;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a note of a size stands beside a disc in a room: to its right or left, else below or above, so that it never covers it. */
function placeOf({x, y, r}: Disc, note: Size, room: Size): {left: number; top: number} {
  const within = (value: number, most: number) => Math.max(0, Math.min(value, most));
  const middle = within(y - note.height / 2, room.height - note.height);
  if (x + r + note.width <= room.width) return {left: x + r, top: middle};
  if (x - r - note.width >= 0) return {left: x - r - note.width, top: middle};
  const left = within(x - note.width / 2, room.width - note.width);
  return {left, top: y + r + note.height <= room.height ? y + r : Math.max(0, y - r - note.height)};
}

function noteOf({town}: MapTown, {month, root}: {month: string; root: string}): HTMLElement[] {
  const {name, state, probability, lo80, hi80, climatology, wet, id} = town;
  return [
    html`<p><strong>${name}</strong>, ${state}</p>`,
    html`<p><strong>${formatChance(probability)}</strong>, 80 % interval ${formatChances(lo80, hi80)}: forecast ${wet ? "wet" : "dry"}</p>`,
    html`<p>Usual ${formatChance(climatology)}: ${againstText(town, month)}</p>`,
    html`<p><a href=${`${root}rain/${id}`} tabindex="-1">The report of ${name}</a></p>`
  ];
}
