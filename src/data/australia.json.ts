import {createRequire} from "node:module";
import type {Feature, MultiPolygon, Position} from "geojson";
import {feature} from "topojson-client";
import type {GeometryCollection, Topology} from "topojson-specification";

/**
 * The outline of Australia as one GeoJSON MultiPolygon, degrees east and north to 0.01°: the mainland, Tasmania and the islands near them, and Norfolk
 * Island. From Natural Earth 1:50m, public domain, as world-atlas has it (https://github.com/topojson/world-atlas).
 */
const world = createRequire(import.meta.url)("world-atlas/countries-50m.json") as Topology<{
  countries: GeometryCollection;
}>;

const ids = {australia: "036", norfolkIsland: "574"};

function polygonsOf(id: string): Position[][][] {
  const country = world.objects.countries.geometries.find((geometry) => geometry.id === id);
  if (!country)
    throw new Error(
      `world-atlas: expected a country with the id ${id}, found none; see its countries-50m.json`
    );
  const {geometry} = feature(world, country) as Feature;
  if (geometry.type === "Polygon") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates;
  throw new Error(`world-atlas: expected polygons of the country ${id}, got a ${geometry.type}`);
}

/** Macquarie Island and the territories in the Indian Ocean and the Antarctic have no towns here. */
const near = ([ring]: Position[][]) =>
  ring!.every(([longitude, latitude]) => longitude! > 112 && latitude! > -44 && latitude! < -9);

const rounded = (ring: readonly Position[]) => {
  const points = ring.map((point) => point.map((x) => Math.round(x * 100) / 100));
  return points.filter((point, i) => i === 0 || String(point) !== String(points[i - 1]));
};

const outline: MultiPolygon = {
  type: "MultiPolygon",
  coordinates: [...polygonsOf(ids.australia).filter(near), ...polygonsOf(ids.norfolkIsland)]
    .map((polygon) => polygon.map(rounded).filter((ring) => ring.length > 3))
    .filter((polygon) => polygon.length > 0)
};

process.stdout.write(JSON.stringify(outline));
