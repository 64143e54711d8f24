import {expect, test} from "vitest";
import {cardSchema} from "../../src/lib/artifacts/cards.js";
import {rainCard} from "../../src/lib/report/rain/card.js";
import {chanceClass, chanceClasses} from "../../src/lib/report/rain/classes.js";
import {
  formatChance,
  formatChances,
  mostLikely,
  rainClause,
  rainHeadline,
  shortChance
} from "../../src/lib/report/rain/headline.js";
import {
  knownAt3pm,
  rainReliability,
  rainSkill,
  rainStanding,
  thresholdText
} from "../../src/lib/report/rain/skill.js";
import {sortTowns} from "../../src/lib/report/rain/table.js";
import {againstUsual, expectedWet, farthestFromUsual} from "../../src/lib/report/rain/usual.js";
import {
  againstCounts,
  againstText,
  monthOf,
  rainText,
  townInWords,
  withoutText
} from "../../src/lib/report/rain/words.js";
import {backtestOf, forecastOf, town} from "./invented-report.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const day = "2024-12-25";

test("the headline counts the towns forecast wet and names the likeliest", () => {
  const towns = [town("Albury", 0.1), town("Cairns", 0.874), town("Darwin", 0.6)];
  expect(plain(rainHeadline(towns, day))).toBe(
    "Rain is forecast in 2 of 3 towns by 9 am on Wed 25 Dec, most likely in Cairns (87 %)"
  );
  expect(plain(rainHeadline(towns, day, {dated: true}))).toContain("on Wed 25 Dec 2024, most");
  expect(plain(rainClause(towns, day))).toBe(
    "rain is forecast in 2 of 3 Australian towns by 9 am on Wed 25 Dec"
  );
});

test("with no town wet, with all of them and with ties the headline stays true", () => {
  const dry = [town("Albury", 0.1), town("Cairns", 0.2)];
  expect(plain(rainHeadline(dry, day))).toBe(
    "Rain is forecast in none of 2 towns by 9 am on Wed 25 Dec; most likely still in Cairns (20 %)"
  );
  expect(rainClause(dry, day)).toContain("in none of 2");
  const wet = [town("Albury", 0.5), town("Cairns", 0.5)];
  expect(plain(rainHeadline(wet, day))).toBe(
    "Rain is forecast in all 2 towns by 9 am on Wed 25 Dec, most likely in Albury and Cairns (50 %)"
  );
  expect(rainClause(wet, day)).toContain("in all 2");
  // Written alike, though not equal.
  const alike = ["Albury", "Cairns", "Darwin", "Hobart"].map((name, i) => town(name, 0.8 + i / 1000));
  expect(plain(mostLikely(alike).names)).toBe("Albury, Cairns and 2 others");
  expect(() => mostLikely([])).toThrow("at least one");
});

test("a probability is never written as certain", () => {
  expect([0.001, 0.0099, 0.01, 0.5, 0.99, 0.9901].map((p) => plain(formatChance(p)))).toEqual([
    "below 1 %",
    "below 1 %",
    "1 %",
    "50 %",
    "99 %",
    "above 99 %"
  ]);
  expect([0.001, 0.5, 0.999].map((p) => plain(shortChance(p)))).toEqual(["< 1 %", "50 %", "> 99 %"]);
  expect(plain(formatChances(0.123, 0.456))).toBe("12 to 46 %");
  expect(plain(formatChances(0.006, 0.014))).toBe("0.6 to 1.4 %");
  // A whole "1 to 2 %" would say more doubt than there is.
  expect(plain(formatChances(0.014, 0.018))).toBe("1.4 to 1.8 %");
  expect(plain(formatChances(0.09, 0.1))).toBe("9 to 10 %");
  expect(plain(formatChances(0.912, 0.946))).toBe("91.2 to 94.6 %");
  expect(plain(formatChances(0.0121, 0.0123))).toBe("1.2 %");
});

test("a day is wetter or drier than usual from ten points on", () => {
  const at = (probability: number, climatology: number) => againstUsual({probability, climatology});
  expect(at(0.3, 0.2)).toBe("wetter");
  expect(at(0.299, 0.2)).toBe("usual");
  expect(at(0.1, 0.2)).toBe("drier");
  expect(at(0.101, 0.2)).toBe("usual");
  const towns = [town("Albury", 0.25), town("Cairns", 0.02), town("Darwin", 0.38)];
  expect(farthestFromUsual(towns).name).toBe("Cairns");
  expect(() => farthestFromUsual([])).toThrow("at least one");
  const {expected, usual} = expectedWet(towns);
  expect(expected).toBeCloseTo(0.65, 12);
  expect(usual).toBeCloseTo(0.6, 12);
});

test("the classes of a map cover every probability once", () => {
  for (const p of [0, 0.05, 0.1, 0.199, 0.2, 0.6, 0.8, 0.999, 1])
    expect(chanceClasses.filter(({from, to}) => p >= from && (p < to || (to === 1 && p === 1)))).toEqual([
      chanceClass(p)
    ]);
  expect(chanceClasses.map(({label}) => plain(label))).toEqual([
    "below 10 %",
    "10 to 20 %",
    "20 to 40 %",
    "40 to 60 %",
    "60 to 80 %",
    "80 % and more"
  ]);
  expect(() => chanceClass(1.2)).toThrow("1.2");
  expect(() => chanceClass(Number.NaN)).toThrow("NaN");
});

test("a table sorts both ways, unknown rain last, climate from wet to dry", () => {
  const towns = [
    town("Darwin", 0.6, {rainToday: null, climate: "tropical"}),
    town("Albury", 0.1, {rainToday: 3}),
    town("Cairns", 0.9, {rainToday: 12, climate: "subtropical"}),
    town("Woomera", 0.1, {rainToday: 0, climate: "desert"})
  ];
  const names = (...sort: Parameters<typeof sortTowns>[1][]) =>
    sort.map((order) =>
      sortTowns(towns, order)
        .map(({name}) => name[0])
        .join("")
    );
  expect(
    names(
      {by: "name", descending: true},
      {by: "probability", descending: true},
      {by: "rainToday", descending: true},
      {by: "rainToday", descending: false},
      {by: "climate", descending: false},
      {by: "wet", descending: true}
    )
  ).toEqual(["WDCA", "CDAW", "CAWD", "WACD", "DCAW", "CDAW"]);
});

const scored = backtestOf({
  mean: {
    brier: 0.092,
    f1: 0.712,
    auc: 0.915,
    threshold: 0.384,
    recall: 0.74,
    precision: 0.69,
    rate: 0.229,
    n: 25_974
  },
  climatology: {brier: 0.168, f1: 0.417, auc: 0.65, threshold: 0.25},
  "boosted-3pm": {brier: 0.095, f1: 0.701, auc: 0.91, threshold: 0.37}
});

test("how good it has been is counted in days, and beside what is usual", () => {
  expect(plain(rainStanding(scored))).toBe(
    "Of 100 wet days it had forecast 74, and of 100 days forecast wet 69 were. Its probabilities have 45 % less error (Brier score 0.092 against 0.168) than what is usual for the town and month. Of a wet day and a dry one it gives the wet one the higher probability in 91.5 % of pairs (AUC). All of it on 25,974 forecasts from 1 Jan 2016 to 25 Jun 2017, of which 22.9 % were wet."
  );
  expect(plain(rainReliability(scored))).toBe(
    "from 1 Jan 2016 to 25 Jun 2017 it forecast 74 of 100 wet days, and 69 of 100 forecasts of rain came true; F1 0.712, Brier score 0.092 against 0.168 for what is usual in the month"
  );
  expect(plain(knownAt3pm(scored))).toContain(
    "With what is known at 3 pm (“boosted-3pm”), F1 is 0.701 in place of 0.712, AUC 0.910 in place of 0.915, and the Brier score 0.095 in place of 0.092."
  );
  expect(plain(thresholdText(scored))).toContain("from a probability of 38.4 % on");
  expect(plain(thresholdText(scored))).toContain("Below 50 % such a town is still likelier to stay dry");
  expect(thresholdText(backtestOf({mean: {threshold: 0.5}}))).not.toContain("Below");
});

test("what has not been scored is not said to be good", () => {
  const unscored = backtestOf({mean: {}, climatology: {brier: 0.168}});
  expect(rainSkill(unscored)).toBeNull();
  expect(rainReliability(unscored)).toBe("it has not been scored yet");
  expect(rainStanding(unscored)).toBe("The champion has not been scored yet.");
  expect(knownAt3pm(unscored)).toBe("");
  expect(thresholdText(unscored)).toBe("");
  const alone = backtestOf({mean: {brier: 0.2, f1: 0.5, auc: 0.7, threshold: 0.3}});
  expect(rainReliability(alone)).not.toContain("usual");
  const worse = backtestOf({
    mean: {brier: 0.2, f1: 0.5, auc: 0.7, threshold: 0.3},
    climatology: {brier: 0.168}
  });
  expect(rainStanding(worse)).toContain("no less error");
});

test("the card of the front page names the likeliest towns beside what is usual", () => {
  const towns = [town("Albury", 0.1), town("Cairns", 0.9, {climatology: 0.4}), town("Darwin", 0.6)];
  const card = cardSchema.parse(
    rainCard({forecast: forecastOf(towns), backtest: scored, towns}, "Australia/Perth")
  );
  expect(card.rows.map(({label, value}) => plain(`${label}: ${value}`))).toEqual([
    "Cairns: 90 % (85 to 95 %)",
    "Darwin: 60 % (55 to 65 %)",
    "Albury: 10 % (5 to 15 %)",
    "Wet days that were forecast: 74 of 100",
    "Forecasts of rain that came true: 69 of 100",
    "Brier score (0 is perfect): 0.092; what is usual 0.168"
  ]);
  expect(card.bars?.rows[0]).toEqual({name: "Cairns", value: 0.9, usual: 0.4, text: "90\u00a0%"});
  expect(card.unusual).toBeCloseTo(1.6 / 0.8 - 1, 4);
  expect(plain(card.headline)).toContain("on Wed 25 Dec 2024");
  expect(() => rainCard({forecast: forecastOf([]), backtest: scored, towns: []}, "Australia/Perth")).toThrow(
    "at least one row"
  );
});

test("a town's figures are said in one line, what is missing too", () => {
  const wet = town("Cairns", 0.87, {state: "QLD", climatology: 0.45});
  expect(plain(townInWords(wet, "December"))).toBe(
    "Cairns, QLD: 87 %, 80 % interval 82 to 92 %, usual for December 45 %; forecast wet"
  );
  expect(againstText(wet, "December")).toBe("wetter than usual for December");
  expect(againstText(town("A", 0.2), "May")).toBe("about as usual for May");
  expect(townInWords(town("A", 0.2), "May")).toContain("forecast dry");
  expect(plain(rainText({rainToday: 3.25}))).toMatch(/^3\.[23] mm$/);
  expect(plain(rainText({rainToday: 0}))).toBe("0.0 mm");
  expect(rainText({rainToday: null})).toBe("not reported");
  expect([monthOf("2024-12-25"), monthOf("2025-01-01")]).toEqual(["December", "January"]);
});

test("towns without observations are named with the reason and the day", () => {
  const without = "the mapping is wrong";
  expect(
    withoutText([
      town("Albury", 0.1),
      town("Perth", 0.1, {without, lastDay: "2017-06-25"}),
      town("Richmond", 0.1, {without, lastDay: null})
    ])
  ).toEqual([
    "Perth has no observations since 25 Jun 2017, because the mapping is wrong: its forecast is made from the other towns alone.",
    "Richmond has no observations, because the mapping is wrong: its forecast is made from the other towns alone."
  ]);
});

test("wetter, drier and usual towns are counted", () => {
  const towns = [town("A", 0.9), town("B", 0.05), town("C", 0.2), town("D", 0.21)];
  expect(plain(againstCounts(towns, "May"))).toBe(
    "1 town is wetter than usual for May, 1 drier, 2 about as usual"
  );
  expect(plain(againstCounts([...towns, town("E", 0.9)], "May"))).toContain("2 towns are wetter");
});
