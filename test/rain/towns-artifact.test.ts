import {expect, test} from "vitest";
import {reportTowns} from "../../models/rain/artifacts/towns.js";
import {directions, measures, type RainRecord, type Variable} from "../../src/lib/rain/record.js";
import {backtestOf, forecastOf, town} from "./invented-report.js";

const stations = ["Sydney", "Perth", "Cairns"];
const days = ["2024-12-23", "2024-12-24"];

/** A record of two days: Perth reports nothing, Cairns only humidity on the last day. */
function record(): RainRecord {
  const values = Object.fromEntries(
    [...measures, ...directions].map((name) => [name, new Float64Array(6).fill(Number.NaN)])
  ) as Record<Variable, Float64Array>;
  values.rainfall.set([1.2, Number.NaN, 30, 0, Number.NaN, Number.NaN]);
  values.humidity_3pm[5] = 80;
  return {towns: stations, days, values};
}

function input(champion = "mean", candidates = ["climatology", "mean"]) {
  const towns = [town("Sydney", 0.384), town("Perth", 0.02), town("Cairns", 0.383)];
  const values = Float64Array.from([0.9, 0.9, 0.9, 0.11, 0.12, 0.13]);
  return {
    data: {data: {record: record(), originDays: Int32Array.from([0, 1])}},
    judged: candidates.map((candidate) => ({candidate, kind: "model", values})),
    champion,
    forecast: forecastOf(towns),
    backtest: backtestOf({mean: {threshold: 0.384}, unscored: {}})
  } as unknown as Parameters<typeof reportTowns>[0];
}

test("every town has its chance, what is usual on the same day and what it last reported", () => {
  const towns = reportTowns(input());
  expect(towns.map(({name}) => name)).toEqual(["Cairns", "Perth", "Sydney"]);
  const [cairns, perth, sydney] = towns;
  expect(sydney).toMatchObject({id: "sydney", wet: true, threshold: 0.384, climatology: 0.11, rainToday: 0});
  expect(sydney).not.toHaveProperty("without");
  expect(cairns).toMatchObject({
    wet: false,
    climatology: 0.13,
    rainToday: null,
    lastDay: "2024-12-24",
    state: "QLD"
  });
  expect(perth).toMatchObject({climatology: 0.12, rainToday: null, lastDay: null});
  expect(perth!.without).toContain("Bathurst");
});

test("what is missing is said, not guessed", () => {
  expect(() => reportTowns(input("unscored"))).toThrow("threshold of the champion unscored");
  expect(() => reportTowns(input("mean", ["mean"]))).toThrow("the candidate climatology, got mean");
});
