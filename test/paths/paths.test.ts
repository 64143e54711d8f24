import {gzipSync} from "node:zlib";
import fc from "fast-check";
import {expect, test} from "vitest";
import {meanOfPaths, shareAbove} from "../../src/lib/paths/ask.js";
import {compactPaths, readPaths} from "../../src/lib/paths/compact.js";
import {shufflePaths} from "../../src/lib/paths/shuffle.js";
import {pastPaths} from "../../src/lib/paths/templates.js";
import {mulberry32, normal} from "../../src/lib/random.js";

/** Random walks, `[path][lead]`. */
function walks(paths: number, leads: number, deviation: number, seed: number): Float64Array {
  const draw = normal(mulberry32(seed));
  const out = new Float64Array(paths * leads);
  for (let path = 0; path < paths; ++path) {
    let sum = 0;
    for (let lead = 0; lead < leads; ++lead) out[path * leads + lead] = sum += deviation * draw();
  }
  return out;
}

test("each place of a path takes the quantiles of its own in the order of the templates", () => {
  const templates = Float64Array.of(5, 1, 3, 2, 4, 9);
  // Ranks of place 0 are 2, 0, 1 and those of place 1 are 0, 1, 2.
  const paths = shufflePaths(templates, 2, (place, level) => 10 * place + 6 * level);
  expect([...paths]).toEqual([5, 11, 1, 13, 3, 15]);
  expect(() => shufflePaths(templates, 4, () => 0)).toThrow("whole templates of 4 places, got 6 numbers");
  expect(() => shufflePaths(Float64Array.of(1, Number.NaN), 2, () => 0)).toThrow(
    "got NaN in path 0, place 1"
  );
  expect(() => shufflePaths(templates, 2, () => Number.NaN)).toThrow("finite quantile in place 0");
});

test("templates are the last paths known on a day, over the volatility they started with", () => {
  const logPrices = Float64Array.of(0, 1, 3, 6, 10, 15, 100);
  const scale = Float64Array.of(1, 1, 2, 4, 1, 1, 1);
  expect([...pastPaths(logPrices, 5, {leads: 2, count: 2, scale})]).toEqual([1.5, 3.5, 1, 2.25]);
  expect([...pastPaths(logPrices, 5, {leads: 2, count: 1})]).toEqual([4, 9]);
  const later = logPrices.with(6, 0);
  expect(pastPaths(later, 5, {leads: 2, count: 4})).toEqual(pastPaths(logPrices, 5, {leads: 2, count: 4}));
  expect(() => pastPaths(logPrices, 5, {leads: 2, count: 5})).toThrow(
    "expected 5 paths of 2 days known on day 5, got 4"
  );
});

test("compact paths come back within half a step, and a thousand of thirty days take less than 60 kB", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({min: -15, max: 15, noNaN: true}), {minLength: 3, maxLength: 30}),
      (numbers) => {
        const values = Float64Array.from(numbers.slice(0, 3 * Math.floor(numbers.length / 3)));
        const back = readPaths(compactPaths(values, 3, 1e-3));
        for (const [i, value] of values.entries())
          expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(0.5001e-3);
      }
    ),
    {numRuns: 50}
  );
  const {bytes} = compactPaths(walks(1000, 30, 0.03, 1), 30, 5e-4);
  expect(gzipSync(bytes).length).toBeLessThan(45_000);
  expect(() => compactPaths(Float64Array.of(40), 1, 1e-3)).toThrow(
    "got 40 in path 0, place 0; take a larger step"
  );
  expect(() => compactPaths(Float64Array.of(Number.NaN), 1, 1e-3)).toThrow("got NaN");
  expect(() => readPaths({paths: 2, leads: 2, step: 1, bytes: new Uint8Array(4)})).toThrow(
    "expected 8 bytes"
  );
});

test("the chance that a mean is above a threshold counts paths", () => {
  const logReturns = Float64Array.of(0, Math.log(3), Math.log(2), 0);
  expect([...meanOfPaths(logReturns, 2, 10, {from: 1, to: 2})].map(Math.round)).toEqual([20, 15]);
  expect([...meanOfPaths(logReturns, 2, 10, {from: 2, to: 2})].map(Math.round)).toEqual([30, 10]);
  expect(shareAbove(Float64Array.of(1, 2, 3, 3), 2)).toBe(0.5);
  expect(() => meanOfPaths(logReturns, 2, 10, {from: 1, to: 3})).toThrow("days from 1 to 2, got 1 to 3");
});
