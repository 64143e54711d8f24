import {expect, it} from "vitest";
import {checkRange} from "../../data-loaders/contracts/checks.js";
import {breached, inReadersWords, refusal, troubled, troublesOf} from "../../data-loaders/trouble.js";

const rte = {publisher: "odre", dataset: "eco2mix-national-tr"};

it("names every publisher once, and nothing that changes from one attempt to the next", () => {
  const absent = {unreachable: true};
  const troubles = [rte, rte, {publisher: "open-meteo"}, {publisher: "education"}].map((source) =>
    refusal(source, absent)
  );
  expect(inReadersWords(troubles)).toBe(
    "RTE (via ODRÉ), Open-Meteo and the French ministry of education could not be reached"
  );
  expect(inReadersWords(troubles.slice(0, 2))).toBe("RTE (via ODRÉ) could not be reached");
  expect(inReadersWords([])).toBeUndefined();
});

it("tells an error, a bad answer, a breach and another shape apart", () => {
  const error = troubled("odre: status 503 at https://…", [refusal(rte, {status: 503})]);
  const times = [0, 1, 2];
  const errors = checkRange("load", "MW", [25_000, 105_000], [1, 50_000, 50_000], (i) => String(times[i]));
  expect(inReadersWords([...troublesOf(error), refusal({publisher: "open-meteo"}, {})])).toBe(
    "RTE (via ODRÉ) answered with an error (503); Open-Meteo gave no usable answer"
  );
  expect(inReadersWords([breached(errors)])).toBe(
    "the pull breached the contract: values outside 25,000 … 105,000 MW"
  );
  expect(inReadersWords(troublesOf(new Error("expected the column x")))).toBe(
    "what was pulled could not be used"
  );
  const [half] = checkRange("clouds", "m", [-0.5, 1.25], [2], () => "");
  expect(half.message).toBe("values outside −0.5 … 1.25 m");
});
