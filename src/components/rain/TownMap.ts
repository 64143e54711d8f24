import {geoConicEqualArea} from "npm:d3";
import {html} from "npm:htl";
import type {MultiPolygon} from "geojson";
import {farEast, mainland, southEast, within} from "../../lib/report/rain/map.js";
import type {ReportTown} from "../../lib/report/rain/shapes.js";
import {spread} from "../../lib/report/rain/spread.js";
import {townInWords} from "../../lib/report/rain/words.js";
import {MapLegend} from "./MapLegend.js";
import {type MapFrame, MapPanel, type MapTown} from "./MapPanel.js";
import {TownTip} from "./TownTip.js";

/** Below this width the enlarged south-east stands under the map. */
const SIDE_BY_SIDE = 680;
const GAP = 16;
/** Room for Norfolk Island at the right edge, and for the name of Perth at the left one, px. */
const FAR = 64;
const LEFT = 32;

/** The height that the map takes at a width, px. */
export function townMapHeight(width: number): number {
  if (width >= SIDE_BY_SIDE) return panelHeight(width);
  return Math.round(0.88 * width) + detailHeight(width) + 2 * GAP + LEGEND;
}

/** What the legend takes on a phone, px. */
const LEGEND = 130;

const panelHeight = (width: number) => Math.min(440, Math.round(0.48 * width));
const detailHeight = (width: number) => Math.round(0.78 * width);

/**
 * The towns on two maps of one kind: Australia, and its south-east enlarged. Colour says how likely rain is, a triangle that the day is wetter (up) or
 * drier (down) than usual, a thick ring that rain is forecast: from `threshold` on. Each town is a link to its page; pointer and focus show its figures, the arrow keys go
 * from town to town from west to east. `root` is where the site begins seen from the page.
 */
export function TownMap(
  {
    towns,
    outline,
    month,
    threshold
  }: {towns: readonly ReportTown[]; outline: MultiPolygon; month: string; threshold: number},
  {width, root = "./", label}: {width: number; root?: string; label: string}
): HTMLElement {
  const beside = width >= SIDE_BY_SIDE;
  const main = beside
    ? {width: Math.round(0.58 * (width - GAP)), height: panelHeight(width)}
    : {width, height: Math.round(0.88 * width)};
  const room = beside ? width - GAP - main.width : width;
  const detail = {width: room, height: detailHeight(room)};
  const land = mainland(outline);
  const nameOf = (town: ReportTown) => townInWords(town, month);
  const whole = panelOfAll({towns, land, beside}, {...main, root, nameOf});
  const near = panelOfSouthEast({towns, land}, {...detail, root, nameOf});
  const node = html`<div class="town-map" role="group" aria-label=${label}>
    <div class="town-panel">${whole.svg}</div>
    <div>
      <div class="town-panel town-detail">${near.svg}</div>
      ${MapLegend({threshold})}
    </div>
  </div>`;
  node.style.gridTemplateColumns = beside ? `${main.width}px ${detail.width}px` : `${width}px`;
  const links = new Map([...whole.links, ...near.links]);
  const tip = TownTip(node, links, {month, root});
  walk([...links].sort(([a], [b]) => a.town.longitude - b.town.longitude).map(([, link]) => link));
  node.append(tip);
  return node;
}

interface PanelOptions {
  readonly width: number;
  readonly height: number;
  readonly root: string;
  readonly nameOf: (town: ReportTown) => string;
}

/** Equal areas; both parallels lie within the country. */
const projectionOf = () => geoConicEqualArea().parallels([-18, -36]).rotate([-134, 0]);

const radius = ({probability}: ReportTown) => 5 + 3 * probability;

function panelOfAll(
  {towns, land, beside}: {towns: readonly ReportTown[]; land: MultiPolygon; beside: boolean},
  options: PanelOptions
) {
  const {width, height} = options;
  const projection = projectionOf().fitExtent(
    [
      [LEFT, 4],
      [width - FAR, height - 4]
    ],
    land
  );
  const island = {x: width - FAR / 2 + 6, y: projection([154, -29])![1]};
  const placed = towns.map((town): MapTown => {
    const [x, y] =
      town.longitude > farEast ? [island.x, island.y] : projection([town.longitude, town.latitude])!;
    return {town, x, y, trueX: x, trueY: y, r: radius(town)};
  });
  const {west, east, south, north} = southEast;
  const corners = [
    [west, north],
    [east, north],
    [east, south],
    [west, south]
  ].map(([x, y]) => projection([x!, y!])!);
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const [top, bottom] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))];
  const frames: MapFrame[] = [
    {
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      text: beside ? "enlarged beside" : "enlarged below",
      left: true
    },
    ...(towns.some(({longitude}) => longitude > farEast)
      ? [{x: island.x - 22, y: island.y - 18, width: 44, height: 36, text: "Norfolk Island"}]
      : [])
  ];
  const specks = placed.filter(({town}) => within(southEast, town));
  const shown = placed.filter(({town}) => !within(southEast, town));
  return MapPanel({outline: land, towns: apart(shown, options), specks, frames}, {...options, projection});
}

function panelOfSouthEast(
  {towns, land}: {towns: readonly ReportTown[]; land: MultiPolygon},
  options: PanelOptions
) {
  const {width, height} = options;
  const {west, east, south, north} = southEast;
  const corners = [
    [west, north],
    [east, north],
    [east, south],
    [west, south]
  ];
  const projection = projectionOf()
    .rotate([-(west + east) / 2, 0])
    .fitExtent(
      [
        [10, 10],
        [width - 10, height - 10]
      ],
      {type: "MultiPoint", coordinates: corners}
    );
  const placed = towns
    .filter((town) => within(southEast, town))
    .map((town): MapTown => {
      const [x, y] = projection([town.longitude, town.latitude])!;
      return {town, x, y, trueX: x, trueY: y, r: 1 + radius(town)};
    });
  return MapPanel({outline: land, towns: apart(placed, options)}, {...options, projection});
}

function apart(towns: readonly MapTown[], {width, height}: {width: number; height: number}): MapTown[] {
  return spread(towns, {width, height, gap: 2}).map(({x, y}, i) => ({...towns[i]!, x, y}));
}

/** One stop for the tab key; the arrow keys, Home and End go on from there. */
function walk(links: readonly SVGAElement[]): void {
  links.forEach((link, i) => {
    link.setAttribute("tabindex", i === 0 ? "0" : "-1");
    link.addEventListener("keydown", (event) => {
      const to = {
        ArrowRight: i + 1,
        ArrowDown: i + 1,
        ArrowLeft: i - 1,
        ArrowUp: i - 1,
        Home: 0,
        End: links.length - 1
      }[event.key];
      const next = to === undefined ? undefined : links[(to + links.length) % links.length];
      if (!next) return;
      event.preventDefault();
      link.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
}
