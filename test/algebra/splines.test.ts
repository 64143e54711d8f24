import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {cubicSpline, fillSpline} from "../../src/lib/splines.js";

const {spline} = JSON.parse(readFileSync(new URL("../reference/splines.json", import.meta.url), "utf-8")) as {
  spline: {x: number[]; basis: number[][]};
};

it("cubic splines equal scikit-learn's SplineTransformer with linear extrapolation", () => {
  const basis = cubicSpline(0, 4, 5);
  spline.x.forEach((x, i) => {
    const values = new Float64Array(basis.size);
    fillSpline(basis, x, values, 0);
    for (let k = 0; k < basis.size; ++k) expect(values[k]).toBeCloseTo(spline.basis[i][k], 8);
  });
});

it("refuses an empty interval", () => {
  expect(() => cubicSpline(3, 3, 5)).toThrow("expected from < to");
});
