import {describe, expect, it} from "vitest";
import {mulberry32, normal} from "../../src/lib/random.js";
import {fitVar} from "../../src/lib/var/fit.js";
import {lagOrder} from "../../src/lib/var/order.js";
import {differences, panelOf, panelRows} from "../../src/lib/var/panel.js";
import {whiteness} from "../../src/lib/var/residuals/whiteness.js";
import {grangerCausality} from "../../src/lib/var/response/causality.js";
import {orthogonalResponses} from "../../src/lib/var/response/impulse.js";

const draw = normal(mulberry32(2));
const sap = Float64Array.from({length: 40}, draw);
const brent = Float64Array.from({length: 40}, draw);
const panel = panelOf({sap, brent});

describe("a panel", () => {
  it.each([
    ["no series", () => panelOf({}), "expected at least one series, got none"],
    [
      "different lengths",
      () => panelOf({sap, brent: brent.slice(1)}),
      "expected 40 rows as in sap, got 39 in brent"
    ],
    [
      "a gap",
      () => panelOf({sap, brent: brent.map((v, t) => (t === 3 ? Number.NaN : v))}),
      "a finite number in row 3 of brent, got NaN"
    ],
    [
      "an infinite value",
      () => panelOf({sap: sap.map(() => Number.NEGATIVE_INFINITY)}),
      "in row 0 of sap, got -Infinity"
    ],
    ["rows outside", () => panelRows(panel, 5, 41), "expected rows within 0 … 40, got 5 … 41"],
    ["changes of nothing", () => differences(panelOf({sap: []})), "expected at least one row, got none"]
  ])("refuses %s", (_, bad, message) => {
    expect(bad).toThrow(message);
  });

  it("of differences and rows", () => {
    const few = panelOf({a: [1, 4, 9], b: [2, 2, 0]});
    expect(differences(few)).toEqual({names: ["a", "b"], rows: 2, values: Float64Array.from([3, 0, 5, -2])});
    expect(panelRows(few, 1, 2)).toEqual({names: ["a", "b"], rows: 1, values: Float64Array.from([4, 2])});
  });
});

describe("a VAR", () => {
  it("takes as many lags as the rows allow, and no more", () => {
    expect(fitVar(panel, 12).used).toBe(28);
    expect(() => fitVar(panel, 13)).toThrow(
      "13 lags of 2 series need at least 42 rows, got 40: these allow at most 12 lags"
    );
    expect(() => lagOrder(panel, 13)).toThrow("at most 12 lags");
  });

  it.each([
    ["lags that are no count", () => fitVar(panel, 1.5), "lags: expected a whole number from 0, got 1.5"],
    ["more lags than rows", () => fitVar(panel, 60), "expected more than 60 rows for 60 lags, got 40"],
    [
      "a constant series",
      () => fitVar(panelOf({sap, flat: sap.map(() => 3)}), 1),
      "lag 1 of flat is a combination of the regressors before it"
    ],
    [
      "a series that is another's multiple",
      () => fitVar(panelOf({sap, pence: sap.map((v) => 100 * v)}), 1),
      "lag 1 of pence is a combination"
    ],
    [
      "errors of one series that follow from another's",
      () => fitVar(panelOf({sap, lagging: sap.map((v, t) => v + (t > 0 ? sap[t - 1] : 0))}), 1),
      "the covariance of sap, lagging is singular: lagging does not vary, or follows from the series before it"
    ],
    [
      "impulses of a singular covariance",
      () => orthogonalResponses({...fitVar(panel, 1), covariance: Float64Array.from([1, 1, 1, 1])}, 3),
      "the covariance of sap, brent is singular: brent"
    ],
    [
      "a covariance that is singular but for rounding",
      () =>
        orthogonalResponses({...fitVar(panel, 1), covariance: Float64Array.from([1, 1, 1, 1 + 1e-14])}, 3),
      "the covariance of sap, brent is singular: brent"
    ],
    [
      "causality of a series by itself",
      () => grangerCausality(fitVar(panel, 1), ["sap"], ["sap"]),
      "sap is on both sides"
    ],
    [
      "causality without lags",
      () => grangerCausality(fitVar(panel, 0), ["sap"], ["brent"]),
      "expected a fit with lags"
    ],
    [
      "whiteness over the fit's own lags",
      () => whiteness(fitVar(panel, 2), 2),
      "expected lags within 3 … 37, got 2"
    ]
  ])("refuses %s", (_, bad, message) => {
    expect(bad).toThrow(message);
  });
});
