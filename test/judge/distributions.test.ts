import {describe, expect, it} from "vitest";
import {checkDistribution} from "../../models/judge/distributions.js";
import {judge} from "../../models/judge/judge.js";
import {normalQuantile} from "../../src/lib/distributions/normal.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {crpsOfQuantiles} from "../../src/lib/scores/distribution/crps-quantiles.js";
import {dailyScheme} from "./world.js";

const levels = Float64Array.of(0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975);
const scheme = dailyScheme(400, 2, 1);
const n = scheme.origins.length * scheme.leads;
const draw = normal(mulberry32(3));
const actual = Float64Array.from({length: n}, () => 100 + 10 * draw());

/** Normal distributions about 100 of a deviation: that of the truth is 10. */
function said(candidate: string, deviation: number, kind: Rolled["kind"] = "model"): Rolled {
  const values = new Float64Array(n).fill(100);
  const quantiles = Float64Array.from({length: n * levels.length}, (_, i) => {
    return 100 + deviation * normalQuantile(levels[i % levels.length]!);
  });
  return {
    ...{candidate, kind, values, quantiles: {levels, values: quantiles}},
    energy: new Float64Array(n).fill(deviation)
  };
}

function judged(rolled: readonly Rolled[]) {
  const module = new URL("file:///nowhere.ts");
  const study = {
    id: "made-up",
    candidates: rolled.map(({candidate, kind}) => ({
      ...{name: candidate, label: candidate, kind, description: "", params: {}, module}
    })),
    rule: {metric: "crps" as const, leads: [1, 2], words: "lowest CRPS"},
    ...{season: 1, decimals: 4, kind: "number" as const, seed: 1}
  };
  const truth = {actual, recorded: actual, comparable: new Uint8Array(n).fill(1)};
  return judge(study, {scheme, truth, scoredFrom: 20, scoredTo: 400}, rolled);
}

describe("the CRPS of a few quantiles", () => {
  it("is that of the normal distribution which they are of", () => {
    // σ (2 φ(z) + z (2 Φ(z) − 1) − 1 ∕ √π), Gneiting and Raftery (2007), at z = 0 and 1.
    const score = crpsOfQuantiles(levels);
    const standard = Float64Array.from(levels, normalQuantile);
    expect(score(standard, 0)).toBeCloseTo(0.23369, 2);
    expect(score(standard, 1)).toBeCloseTo(0.60244, 2);
  });
});

describe("distributions", () => {
  const made = judged([said("wide", 25, "baseline"), said("right", 10), said("narrow", 4)]);
  const named = (name: string) => made.candidates.find((one) => one.name === name)!;

  it("are preferred by CRPS, where the points are alike", () => {
    expect(made.best).toBe("right");
    const [wide, right, narrow] = ["wide", "right", "narrow"].map((name) => named(name).metrics.crps!);
    expect(right!).toBeCloseTo(10 / Math.sqrt(Math.PI), 0);
    expect(wide!).toBeGreaterThan(right!);
    expect(narrow!).toBeGreaterThan(right!);
    expect(named("right").metrics.mae).toBe(named("wide").metrics.mae);
  });

  it("make the intervals, and say how often these hold the truth", () => {
    const {coverage80, coverage90, coverage95} = named("right").metrics;
    expect(coverage80).toBeCloseTo(0.8, 1);
    expect(coverage90).toBeCloseTo(0.9, 1);
    expect(coverage95).toBeCloseTo(0.95, 1);
    expect(made.judged[1]!.bands!.hi80[0]).toBeCloseTo(100 + 10 * normalQuantile(0.9), 3);
    expect(named("narrow").metrics.coverage90!).toBeLessThan(0.6);
  });

  it("are told by the pinball loss of each level and the histogram of transforms", () => {
    const [lead] = named("right").distribution!.byLead;
    expect(named("right").distribution!.levels).toEqual([...levels]);
    expect(lead!.pit.reduce((sum, count) => sum + count, 0)).toBe(lead!.n);
    expect(Math.max(...lead!.pit) / lead!.n).toBeLessThan(0.17);
    const tails = named("narrow").distribution!.byLead[0]!.pit;
    expect((tails[0]! + tails[9]!) / lead!.n).toBeGreaterThan(0.5);
    expect(lead!.pinball[4]).toBeCloseTo(named("right").byLead[0]!.mae! / 2, 3);
  });

  it("are measured by the first baseline: by the ratio of CRPS with its test, and of energy scores", () => {
    expect(named("wide")).not.toHaveProperty("ratios");
    const {name, byLead} = named("right").ratios!;
    expect(name).toBe("wide");
    expect(byLead[0]!.rmse).toBe(1);
    expect(byLead[0]!.crps).toBeCloseTo(named("right").byLead[0]!.crps! / named("wide").byLead[0]!.crps!, 4);
    expect(byLead[0]!.dm!).toBeLessThan(-3);
    expect(byLead[0]!.energy).toBeCloseTo(0.4, 6);
    expect(named("right").versusBaseline!.dm).toBeLessThan(-3);
  });

  it("are not preferred without quantiles, and refused where they are not whole", () => {
    const {quantiles: _, ...point} = said("point", 10);
    const perfect = {...point, values: actual};
    expect(judged([said("wide", 25, "baseline"), perfect]).best).toBe("wide");
    const short = {levels, values: new Float64Array(9)};
    expect(() => checkDistribution("short", scheme, {quantiles: short})).toThrow(`${n} × 9 were expected`);
    expect(() => checkDistribution("short", scheme, {energy: new Float64Array(3)})).toThrow(
      "3 energy scores"
    );
  });
});
