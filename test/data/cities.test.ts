import {expect, it} from "vitest";
import {cities} from "../../src/lib/load/cities.js";

it("ten cities within metropolitan France, whose weights add up to 1 and follow their regions' people", () => {
  expect(cities.map(({id}) => id)).toEqual([
    "paris",
    "lyon",
    "marseille",
    "toulouse",
    "lille",
    "limoges",
    "nantes",
    "strasbourg",
    "brest",
    "bayonne"
  ]);
  expect(cities.reduce((sum, {weight}) => sum + weight, 0)).toBeCloseTo(1, 12);
  // Metropolitan France had 65,447,000 people in the same census; the regions are divided, none is lost.
  const paris = cities[0];
  expect(paris.weight).toBeCloseTo((12_317 + 2_573 * 0.7 + 3_328 * 0.3) / 65_447, 3);
  for (const {latitude, longitude} of cities) {
    expect(latitude > 41 && latitude < 51.2 && longitude > -5.2 && longitude < 8.3).toBe(true);
  }
});
