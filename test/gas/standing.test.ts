import {describe, expect, it} from "vitest";
import type {GasStanding, GasVerification} from "../../src/lib/artifacts/gas.js";
import {
  coverageSentence,
  farthestCoverage,
  leaningOf,
  pitSentence,
  pitTitle,
  widthOf
} from "../../src/lib/report/gas/verification/calibration.js";
import {failingSentence, lostOf, slicesTitle} from "../../src/lib/report/gas/verification/failing.js";
import {errorsTitle, standingSentences} from "../../src/lib/report/gas/verification/standing.js";
import {pText, verdictMark, verdictOf, verdictText} from "../../src/lib/report/gas/verification/test.js";

const sure = {dm: -9, p: 1e-9};
const unsure = {dm: -0.4, p: 0.69};
const worse = {dm: 3, p: 0.004};

type Cell = GasVerification["candidates"][number]["byLead"][number];
const cell = (lead: number, more: Partial<Cell>): Cell => ({
  ...{lead, rmse: 0.1, crps: 0.05, rmseRatio: 0.995, crpsRatio: 0.8, point: unsure, distribution: sure},
  ...more
});
const withCells = (byLead: readonly Cell[]) =>
  ({
    champion: "mix",
    candidates: [{name: "mix", label: "Mix", kind: "model", byLead}]
  }) as unknown as GasVerification;

describe("the standing beside the random walk", () => {
  it("says where the last price is as good, and that the distribution is better", () => {
    const said = standingSentences(withCells([cell(1, {}), cell(10, {rmseRatio: 1.012, crpsRatio: 0.76})]));
    expect(said).toEqual([
      "For the point forecast the random walk is as good: at 1 and 10 gas days ahead the root mean squared errors are at most 1.2\u00a0% apart, and no test tells the two from each other.",
      "At 1 and 10 gas days ahead the distribution is better than the random walk’s: its CRPS is 20 to 24\u00a0% smaller.",
      "The mean can hardly be beaten; the distribution can."
    ]);
  });

  it("says where the random walk wins, lead by lead", () => {
    const said = standingSentences(
      withCells([
        cell(1, {point: worse, rmseRatio: 1.21}),
        cell(5, {point: sure, rmseRatio: 0.9, distribution: unsure}),
        cell(30, {distribution: worse, crpsRatio: 1.1})
      ])
    ).join(" ");
    expect(said).toContain(
      "At 1 gas day ahead the random walk is the better point forecast: the champion’s root mean squared error is 21\u00a0% larger."
    );
    expect(said).toContain("At 5 gas days ahead the point forecast is better");
    expect(said).toContain("At 5 gas days ahead the random walk’s distribution is as good");
    expect(said).toContain("At 30 gas days ahead the random walk’s distribution is the better one");
    expect(said).not.toContain("hardly be beaten");
  });

  it("calls nothing better in its title without the test", () => {
    expect(errorsTitle(withCells([cell(1, {rmseRatio: 0.9}), cell(2, {})]))).toBe(
      "Better than the last price: the point at no lead, the distribution at every lead tested"
    );
    expect(errorsTitle(withCells([cell(1, {point: sure}), cell(2, {})]))).toContain(
      "the point at 1 of 2 leads"
    );
  });
});

describe("the words of a test", () => {
  it("are better or worse below 5 % alone", () => {
    expect([sure, unsure, worse, null].map(verdictOf)).toEqual(["better", "alike", "worse", "untested"]);
    expect(verdictOf({dm: -2, p: 0.05})).toBe("alike");
    expect(verdictText(unsure)).toBe("no difference, p = .69");
    expect([sure, unsure].map(verdictMark)).toEqual(["better", "p = .69"]);
    expect([1e-5, 0.0312, 0.4].map(pText)).toEqual(["p < .001", "p = .031", "p = .40"]);
  });
});

const standing = (lead: number, pit: number[], more: Partial<GasStanding> = {}): GasStanding => ({
  ...{lead, n: pit.reduce((sum, count) => sum + count, 0), mae: 1, maeError: null, rmse: 1, crps: 1},
  ...{crpsError: null, coverage50: 0.5, coverage80: 0.8, coverage90: 0.9, coverage95: 0.95, pinball: [], pit},
  ...more
});
const even = new Array<number>(10).fill(36);
const hump = [10, 30, 40, 50, 50, 50, 50, 40, 30, 10];

describe("calibration", () => {
  it("reads width and bias from the histogram", () => {
    expect(widthOf(standing(1, even))).toEqual({width: "about right", outer: 0.2});
    expect(widthOf(standing(1, hump)).width).toBe("too wide");
    expect(widthOf(standing(1, [90, 30, 25, 20, 20, 20, 20, 25, 30, 90])).width).toBe("too narrow");
    expect(leaningOf(standing(1, [10, 10, 20, 30, 30, 40, 50, 50, 60, 60])).leaning).toBe("too low");
    expect(leaningOf(standing(1, even)).leaning).toBe("level");
  });

  it("asks more of overlapping days: what is too wide one day ahead need not be ten days ahead", () => {
    const narrower = [25, 38, 38, 38, 38, 38, 38, 38, 38, 25];
    expect(widthOf(standing(1, narrower)).width).toBe("too wide");
    expect(widthOf(standing(10, narrower)).width).toBe("about right");
  });

  it("is said in words", () => {
    expect(pitTitle(standing(1, hump))).toBe("The distribution 1 gas day ahead is too wide");
    expect(pitSentence(standing(1, hump))).toBe(
      "Of 360 prices 6\u00a0% fell in the two outer classes, where 20\u00a0% belong, and 50\u00a0% above the middle of their distribution."
    );
  });

  it("names the interval that is farthest off, near and far", () => {
    const rows = [
      standing(1, even, {coverage90: 0.88}),
      standing(10, even, {coverage50: 0.45}),
      standing(30, even, {coverage80: 0.99})
    ];
    const {nominal, lead, off} = farthestCoverage(rows.slice(0, 2));
    expect([nominal, lead]).toEqual([50, 10]);
    expect(off).toBeCloseTo(-5, 9);
    expect(coverageSentence(rows)).toBe(
      "Up to ten days ahead, farthest off is the 50 % interval 10 gas days ahead, which held 45.0\u00a0%: too narrow. Beyond, it is the 80 % interval 30 gas days ahead, which held 99.0\u00a0%: too wide."
    );
  });
});

describe("where it fails", () => {
  const slice = (name: string, crps: number, walkCrps: number) => ({
    ...{slice: name, n: 310, rmse: 0.2, coverage80: 0.8, walkRmse: 0.2, crps, walkCrps}
  });
  const slices = {
    month: [slice("2024-01", 0.1, 0.12), slice("2024-02", 0.2, 0.19)],
    kind: [slice("Monday", 0.11, 0.15), slice("weekend", 0.12, 0.15)]
  };

  it("names the worst slices, and those in which the random walk did no worse", () => {
    expect(lostOf(slices.month).map(({slice}) => slice)).toEqual(["2024-02"]);
    expect(failingSentence({slices}, "p/kWh")).toBe(
      "Over all thirty gas days the CRPS was largest in February 2024 (0.200\u00a0p/kWh, the random walk’s 0.190\u00a0p/kWh) and on weekends (0.120\u00a0p/kWh, the random walk’s 0.150\u00a0p/kWh). The random walk’s was no larger in February 2024."
    );
    expect(slicesTitle(slices.month, "month")).toBe(
      "The error was largest in February 2024; in 1 of 2 no smaller than the random walk’s"
    );
    expect(slicesTitle(slices.kind, "kind")).toContain("everywhere below");
  });
});
