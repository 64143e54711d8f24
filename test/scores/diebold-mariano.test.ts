import {describe, expect, it} from "vitest";
import {chiSquareTail, logGamma} from "../../src/lib/distributions/gamma.js";
import {normalCumulative, normalTwoSided} from "../../src/lib/distributions/normal.js";
import {incompleteBeta, studentTwoSided} from "../../src/lib/distributions/student.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {meanError} from "../../src/lib/scores/mean-error.js";
import reference from "../reference/scores.json" with {type: "json"};

const {y, f1, f2} = reference;
const absolute = (f: number[]) => f.map((v, i) => Math.abs(v - y[i]!));
const squared = (f: number[]) => f.map((v, i) => (v - y[i]!) ** 2);

describe("Diebold–Mariano with the correction of Harvey, Leybourne and Newbold", () => {
  it.each([
    ["h1 squared", dieboldMariano(squared(f1), squared(f2), 1), reference.dieboldMariano["h1 squared"]],
    ["h1 absolute", dieboldMariano(absolute(f1), absolute(f2), 1), reference.dieboldMariano["h1 absolute"]],
    ["h7 absolute", dieboldMariano(absolute(f1), absolute(f2), 7), reference.dieboldMariano["h7 absolute"]]
  ])("%s", (_, {dm, p, n}, expected) => {
    expect(dm).toBeCloseTo(expected.dm, 8);
    expect(p).toBeCloseTo(expected.p_two_sided, 8);
    expect(n).toBe(120);
  });

  it("changes its sign with the order, leaves out missing losses, knows equal forecasts", () => {
    const forth = dieboldMariano(squared(f1), squared(f2), 2);
    const back = dieboldMariano(squared(f2), squared(f1), 2);
    expect(forth.dm).toBe(-back.dm);
    const gap = squared(f1);
    gap[3] = Number.NaN;
    expect(dieboldMariano(gap, squared(f2), 1).n).toBe(119);
    expect(dieboldMariano(gap, gap, 1)).toEqual({dm: 0, p: 1, n: 119});
  });

  it("rejects a true null about as often as its level says", () => {
    const draw = normal(mulberry32(5));
    let rejected = 0;
    for (let k = 0; k < 400; ++k) {
      const rows = () => Array.from({length: 60}, () => Math.abs(draw()));
      if (dieboldMariano(rows(), rows(), 1).p < 0.05) ++rejected;
    }
    expect(rejected / 400).toBeGreaterThan(0.025);
    expect(rejected / 400).toBeLessThan(0.08);
  });

  it("stays defined where the plain variance is negative", () => {
    const alternating = Array.from({length: 40}, (_, i) => (i % 2 ? 1.1 : -1));
    const {dm, p} = dieboldMariano(alternating, new Array(40).fill(0), 2);
    expect(Number.isFinite(dm)).toBe(true);
    expect(p).toBeGreaterThan(0.05);
  });

  it("refuses too few differences and an impossible horizon", () => {
    expect(() => dieboldMariano([1, 2], [1, 1], 2)).toThrow("more than 2 loss differences, got 2");
    expect(() => dieboldMariano([1, 2], [1, 1], 0)).toThrow("got 0");
  });
});

describe("the standard error of a mean", () => {
  it("is s / √n at horizon 1, and counts how neighbours move together beyond", () => {
    expect(meanError([2, 4, Number.NaN, 4, 6], 1)).toEqual({
      ...{mean: 4, n: 4},
      standardError: expect.closeTo(Math.sqrt(8 / 3 / 4), 12)
    });
    // Deviations −1, −1, 1, 1: c0 = 1, c1 = 1/4, long-run 1.5; correction² = (4 + 1 − 4 + 2/4) / 4.
    expect(meanError([1, 1, 3, 3], 2).standardError).toBeCloseTo(Math.sqrt(1.5 / 4 / (1.5 / 4)), 12);
  });

  it("refuses too few values and an impossible horizon", () => {
    expect(() => meanError([1, Number.NaN], 1)).toThrow("needs more than 1 values, got 1");
    expect(() => meanError([1, 2], 1.5)).toThrow("got 1.5");
  });
});

describe("distributions against printed tables and closed forms", () => {
  it("Student's t", () => {
    expect(studentTwoSided(12.7062047361747, 1)).toBeCloseTo(0.05, 12);
    expect(studentTwoSided(2.228138852, 10)).toBeCloseTo(0.05, 10);
    expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 13);
    expect(studentTwoSided(2, 2)).toBeCloseTo(1 - 2 / Math.sqrt(6), 13);
    expect(studentTwoSided(0, 5)).toBe(1);
    expect(studentTwoSided(30, 358)).toBeGreaterThan(0);
  });

  it("incomplete beta: I_x(1, b) = 1 − (1 − x)^b and the reflection", () => {
    for (const x of [0.01, 0.3, 0.5, 0.9]) {
      expect(incompleteBeta(x, 1, 3.5)).toBeCloseTo(1 - (1 - x) ** 3.5, 13);
      expect(incompleteBeta(x, 2.2, 0.7)).toBeCloseTo(1 - incompleteBeta(1 - x, 0.7, 2.2), 13);
    }
  });

  it("normal, chi-square and gamma", () => {
    expect(normalCumulative(1.959963984540054)).toBeCloseTo(0.975, 13);
    expect(normalCumulative(-6)).toBeCloseTo(9.865876450376946e-10, 20);
    expect(normalTwoSided(-2.5758293035489004)).toBeCloseTo(0.01, 13);
    expect(chiSquareTail(7.814727903251179, 3)).toBeCloseTo(0.05, 12);
    expect(chiSquareTail(4, 2)).toBeCloseTo(Math.exp(-2), 14);
    expect(Math.exp(logGamma(5))).toBeCloseTo(24, 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  });
});
