import * as Plot from "npm:@observablehq/plot";
import type {GeoProjection} from "npm:d3";
import type {MultiPolygon} from "geojson";
import {chanceClass} from "../../lib/report/rain/classes.js";
import {shortChance} from "../../lib/report/rain/headline.js";
import {placeLabels} from "../../lib/report/rain/labels.js";
import {namedFirst} from "../../lib/report/rain/map.js";
import type {ReportTown} from "../../lib/report/rain/shapes.js";
import type {Disc} from "../../lib/report/rain/spread.js";
import {againstUsual} from "../../lib/report/rain/usual.js";
import {halo, plotStyle} from "../plotStyle.js";

/** A town on a map: its mark, px, and where it truly lies. */
export interface MapTown extends Disc {
  readonly town: ReportTown;
  readonly trueX: number;
  readonly trueY: number;
}

/** A frame on a map with its words, px: below its right corner, or left of it (`left`). */
export interface MapFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly left?: boolean;
}

/** Places of the circle and of triangles that point up and down, by how the day compares with what is usual. */
const symbols = {usual: "circle", wetter: "triangle", drier: "triangle"} as const;

/** The colour of a probability: from the ground's own to the study's. */
export function chanceColor(probability: number): string {
  const {strength} = chanceClass(probability);
  return `color-mix(in oklab, var(--accent) ${Math.round(100 * strength)}%, var(--paper))`;
}

/**
 * One panel of the map of towns: the land, each town as a link (a triangle where the day is wetter or drier than usual, ringed where it is forecast
 * wet), names where there is room, other towns as specks, frames with their words.
 */
export function MapPanel(
  {
    outline,
    towns,
    specks = [],
    frames = []
  }: {
    outline: MultiPolygon;
    towns: readonly MapTown[];
    specks?: readonly MapTown[];
    frames?: readonly MapFrame[];
  },
  {
    width,
    height,
    projection,
    root,
    nameOf
  }: {
    width: number;
    height: number;
    projection: GeoProjection;
    root: string;
    nameOf: (town: ReportTown) => string;
  }
): {svg: Element; links: Map<MapTown, SVGAElement>} {
  const place = (x: number, y: number) => projection.invert!([x, y])!;
  const at = {x: ({x, y}: Disc) => place(x, y)[0], y: ({x, y}: Disc) => place(x, y)[1]};
  const order = namedFirst(towns.map(({town}) => town));
  const wishes = order.flatMap(({station, name, probability}) =>
    towns
      .filter(({town}) => town.station === station)
      .map((disc) => ({disc, text: `${name} ${shortChance(probability)}`}))
  );
  const inTheWay = [...towns, ...specks, ...frames.flatMap(wordsOf)];
  const labels = placeLabels(wishes, inTheWay, {width, height});
  const moved = towns.filter(({x, y, trueX, trueY}) => Math.hypot(x - trueX, y - trueY) > 3);
  const svg = Plot.plot({
    width,
    height,
    margin: 0,
    style: plotStyle,
    projection,
    r: {type: "identity"},
    color: {type: "identity"},
    marks: [
      Plot.geo(outline, {fill: "var(--ground)", stroke: "var(--muted)", strokeWidth: 0.75, clip: "frame"}),
      frames.map((frame) => frameMarks(frame, place)),
      Plot.link(moved, {
        x1: ({trueX, trueY}: MapTown) => place(trueX, trueY)[0],
        y1: ({trueX, trueY}: MapTown) => place(trueX, trueY)[1],
        x2: at.x,
        y2: at.y,
        stroke: "var(--muted)",
        curve: "linear"
      }),
      Plot.dot(specks, {
        ...at,
        r: 2.5,
        fill: ({town}: MapTown) => chanceColor(town.probability),
        stroke: "var(--ink)",
        strokeWidth: 0.5
      }),
      Plot.dot(towns, {
        ...at,
        className: "town-marks",
        r: "r",
        sort: null,
        symbol: ({town}: MapTown) => symbols[againstUsual(town)],
        rotate: ({town}: MapTown) => (againstUsual(town) === "drier" ? 180 : 0),
        fill: ({town}: MapTown) => chanceColor(town.probability),
        stroke: ({town}: MapTown) => (town.wet ? "var(--ink)" : "var(--muted)"),
        href: ({town}: MapTown) => `${root}rain/${town.id}`
      }),
      (["start", "middle", "end"] as const).map((anchor) =>
        Plot.text(
          labels.filter((label) => label.anchor === anchor),
          {
            ...halo,
            x: ({x, y}: {x: number; y: number}) => place(x, y)[0],
            y: ({x, y}: {x: number; y: number}) => place(x, y)[1],
            text: "text",
            textAnchor: anchor,
            pointerEvents: "none"
          }
        )
      )
    ]
  });
  const anchors = [...svg.querySelectorAll<SVGAElement>(".town-marks a")];
  const links = new Map(towns.map((town, i) => [town, anchors[i]!]));
  for (const [{town}, link] of links) {
    link.setAttribute("aria-label", nameOf(town));
    link.classList.toggle("wet", town.wet);
  }
  return {svg, links};
}

/** A dashed rectangle, and its words below. */
function frameMarks(frame: MapFrame, place: (x: number, y: number) => [number, number]) {
  const {x, y, width, height, text} = frame;
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y]
  ].map(([x, y]) => place(x!, y!));
  const [longitude, latitude] = place(wordsEnd(frame), y + height + WORDS);
  return [
    Plot.line(corners, {stroke: "var(--muted)", strokeDasharray: "3 3", curve: "linear"}),
    Plot.text([text], {
      ...halo,
      x: [longitude],
      y: [latitude],
      textAnchor: "end",
      fill: "var(--muted)",
      fontSize: 11
    })
  ];
}

/** How far below its frame the middle of a line stands, px. */
const WORDS = 9;

/** Where the words of a frame end, px. */
function wordsEnd({x, width, left}: MapFrame): number {
  return left ? x - 2 : x + width;
}

/** The room that the words of a frame take, as discs. */
function wordsOf(frame: MapFrame): Disc[] {
  const {y, height, text} = frame;
  const n = Math.ceil((5.6 * text.length) / 10);
  return Array.from({length: n}, (_, i) => ({x: wordsEnd(frame) - 5 - 10 * i, y: y + height + WORDS, r: 6}));
}
