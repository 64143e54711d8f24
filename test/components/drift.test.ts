import {expect, test} from "vitest";
import {figureLabel, gives, howToRead, limitText, testName} from "../../src/lib/report/drift.js";

const columns = (...tests: string[]) => tests.map((name) => ({test: name}));

test("the figure of a test of drift is called what it is", () => {
  expect(["ks", "chisquare", "z"].map(gives)).toEqual(["p-value", "p-value", "p-value"]);
  expect(["wasserstein", "jensenshannon", "psi", "other"].map(gives)).toEqual(Array(4).fill("distance"));
  expect(figureLabel(columns("ks", "z"))).toBe("p-value");
  expect(figureLabel(columns("psi"))).toBe("Distance");
  expect(figureLabel(columns("ks", "psi"))).toBe("p-value or distance");
});

test("the limit and the way to read it follow the kind of figure", () => {
  expect(limitText({test: "ks", threshold: 0.05})).toBe("below 0.05");
  expect(limitText({test: "wasserstein", threshold: 0.1})).toBe("from 0.10");
  expect(howToRead(columns("ks"))).toMatch(
    /^A small p-value means that the column has changed.*too often\.$/
  );
  expect(howToRead(columns("psi"))).toBe("A large distance means that the column has changed.");
  expect(howToRead(columns("ks", "psi"))).toContain("too often. A large distance");
});

test("tests are named in words", () => {
  expect(testName("ks")).toBe("Kolmogorov–Smirnov");
  expect(testName("other")).toBe("other");
});
