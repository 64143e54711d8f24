import {describe, expect, it} from "vitest";
import {type FieldExamples, type FieldOptions, fieldsOf} from "../../src/lib/rain/field.js";
import {mulberry32, normal} from "../../src/lib/random.js";

const DAYS = 400;
const TOWNS = 3;
const FEATURES = 5;

/** Invented towns: it rains after days on which the first two features are high; folds of 90 days, and 40 days after them. */
function invented(): FieldExamples {
  const draw = normal(mulberry32(3));
  const features = Float64Array.from({length: DAYS * FEATURES}, () => 10 + 4 * draw());
  const targets = Float64Array.from({length: DAYS * TOWNS}, (_, i) => {
    const [d, t] = [Math.floor(i / TOWNS), i % TOWNS];
    const wet = features[d * FEATURES] + (t + 1) * features[d * FEATURES + 1];
    return wet + 2 * draw() > 10 * (t + 2) ? 1 : 0;
  });
  const folds = Int16Array.from({length: DAYS}, (_, d) => (d < 360 ? Math.floor(d / 90) : -1));
  return {features, targets, towns: TOWNS, folds};
}

const options = {penalty: 10, margin: 7};
const fieldOf = (examples: FieldExamples, how: FieldOptions) =>
  fieldsOf(examples, [examples.folds.length], [[]], how)[0][0].answers;

describe("the field of rain", () => {
  const examples = invented();
  const field = fieldOf(examples, options);

  it("is what a ridge regression on standardised features gives", () => {
    // One feature, one town, two folds of two days: by hand. Feature and targets centred: x = ±1, y = ±0.5 without the other fold.
    const small = {
      features: Float64Array.of(1, 3, 1, 3, 3),
      targets: Float64Array.of(0, 1, 0, 1, Number.NaN),
      towns: 1,
      folds: Int16Array.of(0, 0, 1, 1, -1)
    };
    const [a, b, c, d, later] = fieldOf(small, {penalty: 2, margin: 0});
    // Without a fold: Σxx = 2, Σxy = 1, so the coefficient is 1 / (2 + 2); on all days 2 / (4 + 2).
    expect([a, b, c, d]).toEqual([0.25, 0.75, 0.25, 0.75].map((x) => expect.closeTo(x, 12)));
    expect(later).toBeCloseTo(0.5 + 1 / 3, 12);
  });

  it("tells wet days from dry ones, in and after the folds", () => {
    for (const [from, to] of [
      [0, 360],
      [360, DAYS]
    ]) {
      const said = [0, 1].map((outcome) => {
        const some = [...field.keys()].filter(
          (i) => i >= from * TOWNS && i < to * TOWNS && examples.targets[i] === outcome
        );
        return some.reduce((sum, i) => sum + field[i], 0) / some.length;
      });
      expect(said[1] - said[0]).toBeGreaterThan(0.4);
    }
  });

  it("answers a learned day without its fold and the days beside it", () => {
    const targets = examples.targets.slice();
    for (let d = 90 - 7; d < 180 + 7; ++d) for (let t = 0; t < TOWNS; ++t) targets[d * TOWNS + t] = d % 2;
    const changed = fieldOf({...examples, targets}, options);
    const apart = (from: number, to: number) =>
      Math.max(
        ...field.slice(from * TOWNS, to * TOWNS).map((x, i) => Math.abs(x - changed[from * TOWNS + i]))
      );
    expect(apart(90, 180)).toBeLessThan(1e-9);
    expect(apart(270, 360)).toBeGreaterThan(0.01);
  });

  it("learns nothing from days that are not to be learned from", () => {
    const targets = examples.targets.slice();
    const features = examples.features.slice();
    targets.fill(1, 360 * TOWNS);
    features.fill(99, 370 * FEATURES);
    const changed = fieldOf({...examples, features, targets}, options);
    expect(changed.slice(0, 370 * TOWNS)).toEqual(field.slice(0, 370 * TOWNS));
  });

  it("takes what is missing for the mean", () => {
    const features = examples.features.slice();
    for (let i = 4; i < features.length; i += FEATURES) features[i] = Number.NaN;
    features[0] = Number.NaN;
    const answered = fieldOf({...examples, features}, options);
    expect(answered.every(Number.isFinite)).toBe(true);
  });

  it("learns for each instant from the days before it alone", () => {
    const [[early], [late]] = fieldsOf(examples, [200, 360], [[]], options);
    const targets = examples.targets.map((x, i) => (i >= 200 * TOWNS ? 1 - x : x));
    expect(fieldsOf({...examples, targets}, [200], [[]], options)[0][0].answers).toEqual(early.answers);
    // All but the spread of the features, which is that of the first field.
    const alone = fieldOf(examples, options);
    const apart = late.answers.map((x, i) => Math.abs(x - alone[i]));
    expect(Math.max(...apart)).toBeLessThan(0.02);
    expect(Math.max(...late.answers.map((x, i) => Math.abs(x - early.answers[i])))).toBeGreaterThan(0.05);
  });

  it("says what one unit of a feature adds", () => {
    const [[{answers, weights}]] = fieldsOf(examples, [360], [[]], options);
    const features = examples.features.slice();
    features[390 * FEATURES + 1] += 2;
    const [[moved]] = fieldsOf({...examples, features}, [360], [[]], options);
    for (let t = 0; t < TOWNS; ++t)
      expect(moved.answers[390 * TOWNS + t] - answers[390 * TOWNS + t]).toBeCloseTo(
        2 * weights[t * FEATURES + 1],
        12
      );
  });

  it("does not ask what it is blind to", () => {
    const [[whole, blind]] = fieldsOf(examples, [360], [[], [1, 3]], options);
    expect(whole.answers).toEqual(fieldsOf(examples, [360], [[]], options)[0][0].answers);
    const features = examples.features.map((x, i) =>
      i % FEATURES === 1 || i % FEATURES === 3 ? Number.NaN : x
    );
    const [[without]] = fieldsOf({...examples, features}, [360], [[]], options);
    expect(Math.max(...blind.answers.map((x, i) => Math.abs(x - without.answers[i])))).toBeLessThan(1e-9);
    expect(blind.weights.filter((_, i) => i % FEATURES === 1 || i % FEATURES === 3)).toEqual(
      new Float64Array(2 * TOWNS)
    );
  });

  it("leaves days out that are not to be answered", () => {
    const folds = examples.folds.map((fold, d) => (d >= 380 ? -2 : fold));
    const [[{answers}]] = fieldsOf({...examples, folds}, [360], [[]], options);
    expect(answers.slice(0, 380 * TOWNS)).toEqual(field.slice(0, 380 * TOWNS));
    expect(answers.slice(380 * TOWNS).every(Number.isNaN)).toBe(true);
  });

  it("says what does not fit", () => {
    expect(() => fieldOf({...examples, folds: examples.folds.map(() => -1)}, options)).toThrow(
      "expected days to learn from"
    );
    expect(() => fieldOf({...examples, towns: 4}, options)).toThrow(
      "expected features and targets of 400 days and 4 towns"
    );
  });
});
