import {describe, expect, it} from "vitest";
import {pairedBlockBootstrap} from "../../models/judge/block-test.js";
import {judge} from "../../models/judge/judge.js";
import {lossName} from "../../models/judge/losses.js";
import {decide} from "../../models/registry/decide.js";
import {type Proposal, promote} from "../../models/registry/promote.js";
import {evidenceSchema} from "../../src/lib/artifacts/decisions.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {logistic} from "../../src/lib/trees/logistic.js";
import {rainWorld} from "../judge/rain-world.js";

const test = pairedBlockBootstrap({block: 7, resamples: 500, seed: 3});
const world = rainWorld({origins: 400, towns: 8, scoredFrom: 120});
const draw = normal(mulberry32(8));
const good = world.rolled[1]!.values;
const odds = (p: number) => Math.log(p / (1 - p));
/** `dim` says rightly what little it sees; `loud` sees more and says it as if it were certain. */
const rolled: Rolled[] = [
  {candidate: "dim", kind: "model", values: good.map((p) => logistic(0.45 * (odds(p) + 1.7 * draw()) - 0.3))},
  {candidate: "loud", kind: "model", values: good.map((p) => logistic(12 * odds(p)))}
];
const study = {
  ...world.study,
  candidates: rolled.map(({candidate: name, kind}) => ({...world.study.candidates[0]!, name, kind}))
};
const {scoredFrom, scoredTo, scheme} = world.data;

/** What the judges propose under a rule, on the n-th night. */
function night(n: number, metric: "f1" | "brier"): Proposal {
  const {best, losses, guards} = judge({...study, rule: {...study.rule, metric}}, world.data, rolled);
  return {
    ...{study: "made-up-rain", best, losses, guards, h: 1, rule: "the best", metric: lossName(metric)},
    ...(metric === "f1" ? {test} : {}),
    origin: new Date(scheme.origins.at(-1)! + n * 86_400_000).toISOString(),
    at: new Date(scheme.origins.at(-1)! + n * 86_400_000).toISOString(),
    origins: scheme.origins.slice(scoredFrom, scoredTo),
    runIds: {dim: `dim-${n}`, loud: `loud-${n}`}
  };
}

describe("a promotion by F1", () => {
  const first = promote(undefined, {...night(0, "f1"), best: "dim"});

  it("is won by what is right more often, though Diebold and Mariano's test of Brier's score says otherwise", () => {
    const after = promote(first, night(1, "f1"));
    const {champion, replaced, evidence, rule, reason} = after.decisions.at(-1)!;
    expect([champion.candidate, replaced]).toEqual(["loud", true]);
    expect(evidenceSchema.parse(evidence)).toEqual(evidence);
    expect(evidence).toMatchObject({metric: "1 − f1", test: "paired block bootstrap", replace: true});
    expect(evidence!.p).toBeLessThan(0.05);
    expect(evidence!.statistic).toBeLessThan(-2);
    expect(rule).toContain("paired block bootstrap says so with p < 0.05");
    expect(reason).toContain("paired block bootstrap p = ");

    const brier = night(1, "brier");
    expect(brier.best).toBe("dim");
    const verdict = decide(
      {name: "dim", losses: brier.losses.dim!},
      {name: "loud", losses: brier.losses.loud!},
      1
    );
    expect(verdict.replace).toBe(false);
    expect(verdict.comparison!.statistic).toBeGreaterThan(2);
  });

  it("says as losses what the scores lack of 1, on the whole and in blocks of days", () => {
    const {candidates} = judge(study, world.data, rolled);
    const lacks = Object.fromEntries(candidates.map(({name, metrics}) => [name, 1 - metrics.f1!]));
    const {evidence} = promote(first, night(1, "f1")).decisions.at(-1)!;
    expect(evidence!.loss.holder).toBeCloseTo(lacks.dim!, 5);
    expect(evidence!.loss.asker).toBeCloseTo(lacks.loud!, 5);
    expect(evidence!.gain).toBeCloseTo(1 - lacks.loud! / lacks.dim!, 4);
    const span = {...world.data, scoredTo: scoredFrom + (scoredTo - scoredFrom) / 5};
    const part = judge(study, span, rolled).candidates.map(({metrics}) => 1 - metrics.f1!);
    expect(evidence!.blocks[0]).toBeCloseTo(1 - part[1]! / part[0]!, 4);
  });

  it("counts the days by what there was to say, in the order of challengers too", () => {
    const losses = {
      // Right on one busy day and wrong on nine quiet ones, and the other way round.
      busy: {
        values: Float64Array.from({length: 10}, (_, i) => Number(i > 0)),
        weights: Float64Array.of(90, ...Array(9).fill(1))
      },
      quiet: {
        values: Float64Array.from({length: 10}, (_, i) => Number(i === 0)),
        weights: Float64Array.of(90, ...Array(9).fill(1))
      },
      best: {values: new Float64Array(10), weights: new Float64Array(10).fill(10)}
    };
    const proposal = {
      ...night(0, "f1"),
      losses,
      guards: {},
      best: "best",
      runIds: {busy: "b", quiet: "q", best: "t"}
    };
    expect(promote(undefined, proposal).aliases.challenger!.candidate).toBe("busy");
    const {comparison} = decide(
      {name: "quiet", losses: losses.quiet},
      {name: "busy", losses: losses.busy},
      1,
      test
    );
    expect(comparison!.loss).toEqual({holder: 90 / 99, asker: 9 / 99});
    expect(comparison!.blocks).toEqual([1 - 1 / 90, -1, -1, -1, -1]);
    const without = decide({name: "quiet", losses: losses.quiet}, {name: "busy", losses: losses.busy}, 1);
    expect(without.comparison!.statistic).toBeLessThan(0);
  });

  it("weighs guards likewise, and one on which nothing happened stops nobody", () => {
    const guard = (wrong: number, weights: number[]) => ({
      values: Float64Array.from(weights, (w, i) => (w > 0 && i < wrong ? 1 : 0)),
      weights: Float64Array.from(weights)
    });
    const [holder, asker] = [night(1, "f1").losses.dim!, night(1, "f1").losses.loud!];
    const verdict = (of: {holder: ReturnType<typeof guard>; asker: ReturnType<typeof guard>}) =>
      decide(
        {name: "dim", losses: holder, guards: {coast: of.holder}},
        {name: "loud", losses: asker, guards: {coast: of.asker}},
        1,
        test
      );
    const same = [2, 0, 1, 1];
    expect(verdict({holder: guard(1, same), asker: guard(3, same)}).replace).toBe(false);
    expect(verdict({holder: guard(1, same), asker: guard(3, same)}).comparison!.guards[0]).toEqual({
      ...{name: "coast", rows: 4, loss: {holder: 0.5, asker: 0.75}, worse: 0.5}
    });
    const quiet = [0, 0, 0];
    expect(verdict({holder: guard(0, quiet), asker: guard(0, quiet)}).replace).toBe(true);
  });
});
