import {addOuter} from "../algebra/cholesky.js";
import {solveNormal} from "../algebra/normal-equations.js";
import type {EtsForm, EtsParameters, EtsState} from "./form.js";
import {etsPass} from "./recursion.js";

/**
 * The state at the start that makes the squared errors least, for given parameters and a season that adds (or none): the errors are linear
 * in it. The season's parts add up to 0.
 */
export function bestStart(form: EtsForm, parameters: EtsParameters, y: Float64Array): EtsState {
  const linear = {...form, error: "additive" as const};
  const basis = basisOf(linear);
  const n = basis.length;
  const still = new Float64Array(y.length);
  const expected = new Float64Array(y.length);
  const zero = basis[0].map(() => 0);
  etsPass(linear, parameters, zero, y, expected);
  const rest = y.map((value, t) => value - expected[t]);
  // What each part of the start adds to the expectations: a pass over zeros.
  const effects = basis.map((direction) => {
    const effect = new Float64Array(y.length);
    etsPass(linear, parameters, direction, still, effect);
    return effect;
  });
  const gram = new Float64Array(n * n);
  const moment = new Float64Array(n);
  const row = new Float64Array(n);
  for (let t = 0; t < y.length; ++t) {
    for (let j = 0; j < n; ++j) row[j] = effects[j][t];
    addOuter(gram, n, row);
    for (let j = 0; j < n; ++j) moment[j] += row[j] * rest[t];
  }
  const weights = solveNormal(gram, n, moment, 1e-12);
  return zero.map((_, i) => basis.reduce((sum, direction, j) => sum + weights[j] * direction[i], 0));
}

/** Directions that a start may take: level, trend, and each part of the season but the last, which goes against it. */
function basisOf({trend, season, period}: EtsForm): EtsState[] {
  const size = 2 + (season === "none" ? 0 : period);
  const unit = (i: number, last = 0) => {
    const direction = new Float64Array(size);
    direction[i] = 1;
    if (last !== 0) direction[size - 1] = last;
    return direction;
  };
  return [
    unit(0),
    ...(trend === "none" ? [] : [unit(1)]),
    ...Array.from({length: Math.max(0, size - 3)}, (_, k) => unit(2 + k, -1))
  ];
}
