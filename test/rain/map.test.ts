import {execFileSync} from "node:child_process";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import {geoContains, geoDistance} from "d3";
import type {MultiPolygon, Position} from "geojson";
import {expect, test} from "vitest";
import {placeLabels} from "../../src/lib/report/rain/labels.js";
import {mainland, namedFirst, southEast, within} from "../../src/lib/report/rain/map.js";
import {spread} from "../../src/lib/report/rain/spread.js";
import {towns} from "../../src/lib/towns.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the outline holds every town, is small and rounded", () => {
  const text = execFileSync(process.execPath, ["--import", "tsx", "src/data/australia.json.ts"], {
    cwd: root,
    encoding: "utf8"
  });
  expect(gzipSync(text).length).toBeLessThan(25_000);
  expect(text).not.toMatch(/\d\.\d{3}/);
  const outline: MultiPolygon = JSON.parse(text);
  const points = outline.coordinates.flat(2) as Position[];
  const degree = Math.PI / 180;
  for (const {name, longitude, latitude} of towns) {
    const at: [number, number] = [longitude, latitude];
    const coast = Math.min(...points.map((point) => geoDistance(at, point as [number, number]) / degree));
    expect(geoContains(outline, at) || coast < 0.3, name).toBe(true);
  }
  // Norfolk Island is drawn apart.
  expect(mainland(outline).coordinates.length).toBe(outline.coordinates.length - 1);
  // Neither Macquarie Island nor the territories of the Indian Ocean.
  expect(points.every(([x, y]) => x! > 112 && x! < 169 && y! > -44 && y! < -9)).toBe(true);
});

test("discs that overlap part, the others stay", () => {
  const discs = [
    {x: 50, y: 50, r: 5},
    {x: 50, y: 50, r: 5},
    {x: 52, y: 50, r: 6},
    {x: 90, y: 20, r: 5}
  ];
  const moved = spread(discs, {width: 100, height: 100, gap: 1});
  for (let i = 0; i < moved.length; ++i)
    for (let j = i + 1; j < moved.length; ++j) {
      const [a, b] = [moved[i]!, moved[j]!];
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r + 0.9);
    }
  expect(moved[3]).toEqual(discs[3]);
  expect(spread(discs, {width: 100, height: 100})).toEqual(spread(discs, {width: 100, height: 100}));
  const [edge] = spread([{x: 1, y: 99, r: 5}], {width: 100, height: 100});
  expect(edge).toEqual({x: 5, y: 95, r: 5});
  const [corner] = spread([{x: 99, y: 1, r: 5}], {width: 100, height: 100});
  expect(corner).toEqual({x: 95, y: 5, r: 5});
});

test("labels meet neither discs nor each other nor the edge, and are left out where they would", () => {
  const size = {width: 200, height: 100, letter: 6, line: 12};
  const at = (x: number, y: number) => ({x, y, r: 5});
  const [free, left, below] = [at(50, 50), at(180, 20), at(195, 60)];
  const placed = placeLabels(
    [
      {disc: free, text: "first"},
      {disc: left, text: "left"},
      {disc: below, text: "b"}
    ],
    [free, left, below],
    size
  );
  expect(placed.map(({anchor}) => anchor)).toEqual(["start", "end", "end"]);
  // The disc to its right and the one to its left drive the label below.
  const crowded = [at(50, 50), at(64, 50), at(36, 50)];
  expect(placeLabels([{disc: crowded[0]!, text: "ab"}], crowded, size)).toEqual([
    {x: 50, y: 62, text: "ab", anchor: "middle"}
  ]);
  const walled = [...crowded, at(50, 64), at(50, 36)];
  expect(placeLabels([{disc: walled[0]!, text: "ab"}], walled, size)).toEqual([]);
  // The second label gives way to the first.
  const two = placeLabels(
    [
      {disc: at(50, 50), text: "longer"},
      {disc: at(50, 60), text: "longer"}
    ],
    [at(50, 50), at(50, 60)],
    size
  );
  expect(two.map(({anchor}) => anchor)).toEqual(["start", "end"]);
});

test("twenty towns, which would overlap, stand in the enlarged south-east", () => {
  const inside = towns.filter((town) => within(southEast, town)).map(({name}) => name);
  expect(inside.length).toBe(20);
  expect(inside).toEqual(expect.arrayContaining(["Sydney", "Melbourne", "Canberra", "Williamtown"]));
  for (const name of ["Hobart", "Adelaide", "Brisbane", "Norfolk Island"]) expect(inside).not.toContain(name);
});

test("the likeliest town is named first, then the largest", () => {
  const some = [
    ["Melbourne", 0.2],
    ["Sydney", 0.1],
    ["Moree", 0.9],
    ["Cobar", 0.3],
    ["Dartmoor", 0.4]
  ].map(([name, probability]) => ({name: String(name), probability: Number(probability)}));
  expect(namedFirst(some).map(({name}) => name)).toEqual(["Moree", "Sydney", "Melbourne", "Cobar"]);
  const large = some.filter(({name}) => name !== "Moree");
  expect(namedFirst([...large, {name: "Hobart", probability: 1}]).map(({name}) => name)).toEqual([
    ...["Hobart", "Sydney", "Melbourne", "Cobar"]
  ]);
  expect(namedFirst([])).toEqual([]);
});
