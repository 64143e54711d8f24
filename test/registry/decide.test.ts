import {describe, expect, it} from "vitest";
import {decide, ruleInWords} from "../../models/registry/decide.js";
import type {DifferenceTest, Losses} from "../../models/study.js";

/** Losses that swing about a mean, alike for all, so that a factor between two columns is certain. */
const swing = (factor: number, n = 100) =>
  Float64Array.from({length: n}, (_, i) => factor * (2 + Math.sin(i * 2.4)));
const flat = (loss: number, n = 20) => ({values: new Float64Array(n).fill(loss)});

const holder = {name: "old", losses: {values: swing(1)}, guards: {"cold days": flat(2), peaks: flat(4)}};
const asker = {name: "new", losses: {values: swing(0.9)}, guards: {"cold days": flat(2), peaks: flat(4)}};
const against = (guards: Record<string, Losses>) => decide(holder, {...asker, guards}, 1);

describe("what a decision is made of", () => {
  it("is the mean losses, the gain as a whole and in each fifth of the origins, and the test", () => {
    const uneven = swing(1).map((loss, i) => loss * (i < 20 ? 0.5 : i < 40 ? 1.1 : 0.9));
    const {comparison} = decide(holder, {...asker, losses: {values: uneven}}, 1);
    expect(comparison!.origins).toHaveLength(100);
    expect(comparison!.blocks.map((share) => Number(share.toFixed(6)))).toEqual([0.5, -0.1, 0.1, 0.1, 0.1]);
    expect(comparison!.gain).toBeCloseTo(1 - comparison!.loss.asker / comparison!.loss.holder, 12);
    expect(comparison!.test).toBe("Diebold–Mariano");
    expect(comparison!.statistic).toBeLessThan(0);
  });

  it("counts only origins and rows at which both have a loss", () => {
    const some = swing(0.9).map((loss, i) => (i < 10 ? Number.NaN : loss));
    const cold = {values: flat(2).values.map((loss, i) => (i === 0 ? Number.NaN : loss))};
    const own = {
      ...holder,
      guards: {"cold days": {values: Float64Array.from([1000, ...flat(2, 19).values])}}
    };
    const {comparison} = decide(own, {...asker, losses: {values: some}, guards: {"cold days": cold}}, 1);
    expect(comparison!.origins[0]).toBe(10);
    expect(comparison!.guards).toEqual([
      {name: "cold days", rows: 19, loss: {holder: 2, asker: 2}, worse: 0}
    ]);
  });

  it("is nothing where too few origins have both", () => {
    const few = swing(0.9).map((loss, i) => (i < 4 ? loss : Number.NaN));
    expect(decide(holder, {...asker, losses: {values: few}}, 1)).toEqual({
      replace: false,
      reason: "old stays: only 4 origins have a loss of both it and new."
    });
    const some = {...asker, losses: {values: swing(0.9).map((loss, i) => (i < 14 ? loss : Number.NaN))}};
    expect(decide(holder, some, 7).reason).toMatch(/only 14 origins/);
    expect(decide(holder, some, 6).comparison!.origins).toHaveLength(14);
  });

  it("replaces where four blocks of five are ahead, whatever the test says", () => {
    const test: DifferenceTest = {name: "a test", of: () => ({statistic: 0, p: 1})};
    const ahead = (blocks: number) =>
      decide(
        holder,
        {...asker, losses: {values: swing(1).map((loss, i) => loss * (i < 20 * blocks ? 0.9 : 1.01))}},
        1,
        test
      );
    expect([ahead(3).replace, ahead(4).replace]).toEqual([false, true]);
  });
});

describe("guards", () => {
  it("stop a candidate that is better on the whole, with their name and by how much", () => {
    const verdict = against({"cold days": flat(2.146), peaks: flat(4)});
    expect(verdict.replace).toBe(false);
    expect(verdict.reason).toMatch(
      /^old stays, though new is better on the whole: it is 7\.3 % worse on the guard “cold days” \(loss 2\.15 instead of 2\), and 5 % is the limit; loss 10\.0 % lower over 100 origins/
    );
    expect(verdict.comparison!.guards.map(({name, worse}) => [name, Number(worse.toFixed(3))])).toEqual([
      ["cold days", 0.073],
      ["peaks", 0]
    ]);
  });

  it("name each that is broken", () => {
    expect(against({"cold days": flat(3), peaks: flat(5)}).reason).toContain(
      "50.0 % worse on the guard “cold days” (loss 3 instead of 2) and 25.0 % worse on the guard “peaks”"
    );
  });

  it("allow up to 5 % more, and say that all hold", () => {
    const verdict = against({"cold days": flat(2.09), peaks: flat(3)});
    expect(verdict.replace).toBe(true);
    expect(verdict.reason).toMatch(/; on no guard is it more than 5 % worse\.$/);
  });

  it("say which has no row to be held by", () => {
    const verdict = against({"cold days": flat(2), peaks: flat(Number.NaN)});
    expect(verdict.replace).toBe(true);
    expect(verdict.reason).toContain("; no row of both on “peaks”.");
  });

  it("count any loss as worse than none", () => {
    const none = {...holder, guards: {peaks: flat(0)}};
    expect(decide(none, {...asker, guards: {peaks: flat(0.1)}}, 1).replace).toBe(false);
    expect(decide(none, {...asker, guards: {peaks: flat(0)}}, 1).replace).toBe(true);
  });

  it("do not promote a candidate that is better on them alone", () => {
    const verdict = decide(holder, {...asker, losses: {values: swing(1.01)}, guards: {peaks: flat(1)}}, 1);
    expect(verdict.replace).toBe(false);
    expect(verdict.reason).toContain("new is not clearly better");
  });
});

describe("a test of the study's own", () => {
  const own = (p: number): DifferenceTest => ({
    name: "paired block bootstrap",
    of: (first, second, h) => ({statistic: (first.values[0]! - second.values[0]!) * h, p})
  });
  const close = {...asker, losses: {values: swing(0.99)}};

  it("takes the place of Diebold and Mariano's, and is named", () => {
    const verdict = decide(holder, close, 2, own(0.04));
    expect(verdict.replace).toBe(true);
    expect(verdict.reason).toContain("paired block bootstrap p = 0.040");
    expect(verdict.comparison).toMatchObject({test: "paired block bootstrap", p: 0.04});
    expect(verdict.comparison!.statistic).toBeCloseTo((0.99 * 2 - 2) * 2, 12);
    expect(decide(holder, close, 2, own(0.06)).replace).toBe(false);
    expect(ruleInWords(own(1))).toContain("paired block bootstrap says so with p < 0.05");
  });

  it("promotes nobody whose loss is higher", () => {
    expect(decide(holder, {...asker, losses: {values: swing(1.1)}}, 1, own(0.001)).replace).toBe(false);
  });
});

it("the rule in words says every limit", () => {
  expect(ruleInWords()).toBe(
    "Another candidate takes the champion's place when its mean loss over the same origins is lower, and either Diebold–Mariano says so with p < 0.05 or it is at least 2 % lower in 4 of 5 blocks of origins, and it is not more than 5 % worse on any guard."
  );
});
