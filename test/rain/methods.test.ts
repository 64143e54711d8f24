import {expect, test} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import {heldFrom, rainReliabilityText, rainScoreRows} from "../../src/lib/report/rain/methods.js";

const backtest = {
  champion: "mean",
  candidates: [
    {name: "persistence", label: "Persistence", metrics: {f1: null, auc: 0.68, brier: 0.1512}},
    {
      ...{name: "forest", label: "Forest", metrics: {f1: 0.6651, auc: 0.881, brier: 0.1061, threshold: 0.3}},
      spans: {f1: [0.652, 0.678], auc: null, brier: [0.1, 0.11]}
    },
    {
      ...{name: "mean", label: "Mean", metrics: {f1: 0.7061, auc: 0.914, brier: 0.0925, threshold: 0.36}},
      calibration: [{n: 9, from: 0, to: 1, said: 0.31, happened: 0.33, happenedSpan: null}]
    },
    {name: "mean-2", label: "Mean 2", seedOf: "mean", metrics: {f1: 0.9}}
  ]
} as unknown as BacktestReport;

test("scores of all candidates stand with their intervals, the highest F1 first, further seeds left out", () => {
  expect(rainScoreRows(backtest)).toEqual([
    {label: "Mean (champion)", f1: "0.706", auc: "0.914", brier: "0.0925", threshold: "0.360"},
    {
      ...{label: "Forest", f1: "0.665 (0.652 to 0.678)", auc: "0.881", brier: "0.1061 (0.1000 to 0.1100)"},
      threshold: "0.300"
    },
    {label: "Persistence", f1: "–", auc: "0.680", brier: "0.1512", threshold: "–"}
  ]);
});

test("the champion's reliability is told in words, or not at all", () => {
  expect(rainReliabilityText(backtest).replaceAll("\u00a0", " ")).toMatch(
    /differ by at most 2\.0 percentage points \(said 31\.0 %, happened 33\.0 %\)\.$/
  );
  expect(rainReliabilityText({...backtest, champion: "forest"})).toBe("");
});

test("what is held out begins a year before what is scored", () => {
  expect(heldFrom({from: "2016-01-01"})).toBe("2015-01-01");
});
