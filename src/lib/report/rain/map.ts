import type {MultiPolygon} from "geojson";
import type {ReportTown} from "./shapes.js";

/** A part of the map: which towns stand in it, and its corners in degrees. */
export interface MapBox {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Where twenty of the towns are, close together: it is drawn again, larger. */
export const southEast: MapBox = {west: 143.3, east: 153.9, south: -38.8, north: -32.3};

/** Whether a town lies within a part of the map. */
export function within(
  {west, east, south, north}: MapBox,
  {longitude, latitude}: Pick<ReportTown, "longitude" | "latitude">
): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/** Towns east of this lie too far out for the map, and stand in a box at its edge: Norfolk Island. */
export const farEast = 160;

/** The polygons of an outline that are drawn on the map itself: all but those of the far east. */
export function mainland({type, coordinates}: MultiPolygon): MultiPolygon {
  return {type, coordinates: coordinates.filter(([ring]) => ring!.every(([x]) => x! < farEast))};
}

/** Towns whose names are set first, the largest first; then the others by how likely rain is. */
const largest = [
  ...["Sydney", "Melbourne", "Brisbane", "Perth", "Adelaide", "Canberra", "Hobart", "Darwin"],
  ...["Newcastle", "Townsville", "Cairns", "Alice Springs", "Albany", "Mildura", "Albury", "Launceston"],
  ...["Wollongong", "Ballarat", "Bendigo", "Woomera", "Norfolk Island", "Cobar", "Gold Coast", "Uluru"]
];

/** The towns to be named on a map: the likeliest one, then the largest, in the order in which they take their places. */
export function namedFirst<Town extends Pick<ReportTown, "name" | "probability">>(
  towns: readonly Town[]
): Town[] {
  const top = [...towns].sort((a, b) => b.probability - a.probability).slice(0, 1);
  const rest = largest.flatMap((name) => towns.filter((town) => town.name === name && town !== top[0]));
  return [...top, ...rest];
}
