import type {ReportTown} from "../shapes.js";

/** A place on the globe, in degrees. */
interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a list of towns says of each that is shown as a neighbour. */
export type NeighbourTown = Pick<
  ReportTown,
  "id" | "name" | "state" | "latitude" | "longitude" | "probability" | "climatology" | "wet"
>;

const radius = 6371;

/** Great-circle distance, km (haversine, on a sphere). */
export function distanceBetween(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * The towns nearest to one of a list, nearest first, each with its distance in km.
 * @throws where the list has no town of that id.
 */
export function nearest<Town extends NeighbourTown>(
  towns: readonly Town[],
  id: string,
  count = 3
): (Town & {readonly distance: number})[] {
  const here = towns.find((town) => town.id === id);
  if (!here)
    throw new Error(
      `towns: expected one with the id "${id}", got ${towns.map((town) => town.id).join(", ") || "none"}`
    );
  return towns
    .filter((town) => town !== here)
    .map((town) => ({...town, distance: distanceBetween(here, town)}))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count);
}
