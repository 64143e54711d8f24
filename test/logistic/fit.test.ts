import fc from "fast-check";
import {expect, test} from "vitest";
import {fitLogistic} from "../../src/lib/logistic/fit.js";
import {lossAt} from "../../src/lib/logistic/loss.js";
import {standardOf, standardRows} from "../../src/lib/logistic/standardise.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {columns, farthest, happened, reference, weights} from "./reference.js";

const features = Float64Array.from(standardRows(columns, standardOf(columns)));
const rows = {features, target: happened};

test.each(["0.1", "1", "50"])("fits what scikit-learn does with C = 1 / %s", (penalty) => {
  const fit = fitLogistic(rows, {penalty: Number(penalty), tolerance: 1e-10});
  expect(fit.intercept).toBeCloseTo(reference.logistic[penalty].intercept, 6);
  expect(farthest(fit.weights, reference.logistic[penalty].weights)).toBeLessThan(1e-6);
});

test("weights of rows count as scikit-learn's do", () => {
  const fit = fitLogistic({...rows, weights}, {penalty: 1, tolerance: 1e-10});
  expect(fit.intercept).toBeCloseTo(reference.logisticWeighted.intercept, 6);
  expect(farthest(fit.weights, reference.logisticWeighted.weights)).toBeLessThan(1e-6);
});

test("a hundred features that go together take few steps, and 32 bits change little", () => {
  const [draw, random] = [normal(mulberry32(1)), mulberry32(2)];
  const [n, width] = [9000, 101];
  const wide = new Float64Array(n * width);
  const target = new Float64Array(n);
  for (let row = 0; row < n; ++row) {
    const common = draw();
    for (let j = 0; j < width; ++j) wide[row * width + j] = common + 0.3 * draw();
    target[row] = random() < 1 / (1 + Math.exp(1.5 - common - wide[row * width])) ? 1 : 0;
  }
  const fit = fitLogistic({features: wide, target}, {penalty: 1});
  expect(fit.iterations).toBeLessThan(14);
  expect(fitLogistic({features: wide, target}, {penalty: 3000}).iterations).toBeLessThan(10);
  const {gradient} = lossAt(
    {features: wide, target},
    width,
    1,
    Float64Array.of(...fit.weights, fit.intercept)
  );
  expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-7 * n);
  const half = fitLogistic({features: Float32Array.from(wide), target}, {penalty: 1});
  expect(farthest(half.weights, fit.weights)).toBeLessThan(1e-4);
});

test("the slopes are those of the loss", () => {
  fc.assert(
    fc.property(fc.array(fc.double({min: -3, max: 3, noNaN: true}), {minLength: 5, maxLength: 5}), (at) => {
      const loss = (point: readonly number[]) => lossAt({...rows, weights}, 4, 2, Float64Array.from(point));
      const {gradient} = loss(at);
      at.forEach((x, j) => {
        const [above, below] = [1e-5, -1e-5].map((d) => loss(at.with(j, x + d)).loss);
        expect((above - below) / 2e-5).toBeCloseTo(gradient[j], 4);
      });
    }),
    {numRuns: 20}
  );
});

test("a weight of 2 is the row twice, and 0 leaves it out", () => {
  const counts = happened.map((_, row) => row % 3);
  const twice = [...counts.keys()].flatMap((row) => Array<number>(counts[row]).fill(row));
  const a = fitLogistic({...rows, weights: counts}, {penalty: 1, tolerance: 1e-10});
  const b = fitLogistic(
    {
      features: Float64Array.from(twice.flatMap((row) => [...features.subarray(4 * row, 4 * row + 4)])),
      target: Float64Array.from(twice, (row) => happened[row])
    },
    {penalty: 1, tolerance: 1e-10}
  );
  expect(farthest(a.weights, b.weights)).toBeLessThan(1e-7);
});

test("outcomes that a feature tells apart have finite weights", () => {
  const fit = fitLogistic(
    {features: Float64Array.of(-1, -1, 1, 1), target: Float64Array.of(0, 0, 1, 1)},
    {penalty: 1e-3}
  );
  expect(fit.weights[0]).toBeGreaterThan(5);
  expect(fit.intercept).toBeCloseTo(0, 5);
});

test("what cannot be learned from is refused", () => {
  const refused = (message: string, change: object, options = {penalty: 1}) =>
    expect(() => fitLogistic({...rows, ...change}, options)).toThrow(message);
  refused("expected a penalty above 0, got 0", {}, {penalty: 0});
  refused("for each of 120 rows, got 479 numbers", {features: features.subarray(1)});
  refused("got NaN in row 2, column 1; standardise them first", {features: features.with(9, Number.NaN)});
  refused("expected targets 0 and 1, got 0.5 in row 7", {target: happened.with(7, 0.5)});
  refused("got only ones in 120 rows", {target: happened.map(() => 1)});
  refused("got no one in 120 rows", {target: happened.map(() => 0)});
  refused("expected one weight for each of 120 rows, got 3", {weights: new Float64Array(3)});
  refused("expected weights from 0, got -1 in row 4", {weights: weights.with(4, -1)});
  refused("after 1 steps, got more", {}, {penalty: 1, iterations: 1, tolerance: 1e-12} as {penalty: number});
});
