import {html} from "npm:htl";
import {formatChance, formatChances} from "../../lib/report/rain/headline.js";
import {againstText} from "../../lib/report/rain/words.js";
import type {MapTown} from "./MapPanel.js";

/** How far from a town's mark the pointer still means it, px. */
const REACH = 22;

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
    const x = panel.offsetLeft + town.x;
    const y = panel.offsetTop + town.y;
    const left = x + town.r + 8;
    const fits = left + tip.offsetWidth <= map.clientWidth;
    tip.style.left = `${fits ? left : Math.max(0, x - town.r - 8 - tip.offsetWidth)}px`;
    tip.style.top = `${Math.max(0, Math.min(y - tip.offsetHeight / 2, map.clientHeight - tip.offsetHeight))}px`;
  };
  for (const [town, link] of links) {
    link.addEventListener("focus", () => show(town));
    link.addEventListener("blur", hide);
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

function noteOf({town}: MapTown, {month, root}: {month: string; root: string}): HTMLElement[] {
  const {name, state, probability, lo80, hi80, climatology, wet, id} = town;
  return [
    html`<p><strong>${name}</strong>, ${state}</p>`,
    html`<p><strong>${formatChance(probability)}</strong>, 80 % interval ${formatChances(lo80, hi80)}: forecast ${wet ? "wet" : "dry"}</p>`,
    html`<p>Usual ${formatChance(climatology)}: ${againstText(town, month)}</p>`,
    html`<p><a href=${`${root}rain/${id}`} tabindex="-1">The report of ${name}</a></p>`
  ];
}
