import {describe, expect, it} from "vitest";
import {aheadText, meaning, townHeadline, usualChance} from "../../src/lib/report/rain/town/ahead.js";
import {distanceBetween, nearest} from "../../src/lib/report/rain/town/neighbours.js";
import {outcomes, recentDays} from "../../src/lib/report/rain/town/recent.js";
import {
  monthShares,
  monthsTitle,
  monthText,
  recentSubtitle,
  recentText,
  recentTitle,
  trainingText
} from "../../src/lib/report/rain/town/record-text.js";
import type {SkillMetric, TownAhead, TownScores, TownSkill} from "../../src/lib/report/rain/town/shapes.js";
import {
  reliabilityText,
  scoreText,
  skillText,
  skillTitle
} from "../../src/lib/report/rain/town/skill-text.js";
import {likelihood, monthName} from "../../src/lib/report/rain/town/words.js";
import {wilson} from "../../src/lib/scores/wilson.js";
import {towns} from "../../src/lib/towns.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

const ahead: TownAhead = {
  ...{day: "2024-12-25", known: "2024-12-24", probability: 0.87, threshold: 0.353},
  ...{lo80: 0.81, hi80: 0.92, lo95: 0.78, hi95: 0.95, climatology: 0.45, rainToday: 3.6, at3pm: 0.84}
};

describe("what is said of the coming day", () => {
  it("is a finding with chance and day", () => {
    const cairns = {name: "Cairns", ahead};
    expect(plain(townHeadline(cairns))).toBe("Cairns: rain is likely by 9 am on Wed 25 Dec, 87 %");
    expect(plain(townHeadline(cairns, {dated: true}))).toContain("Wed 25 Dec 2024, 87 %");
    expect(plain(usualChance(cairns))).toBe("usual in December: 45 %");
    expect(usualChance({ahead: {...ahead, climatology: null}})).toBe("");
    expect(plain(meaning(cairns))).toContain(
      "the 24 hours to 9 am on Wed 25 Dec. They began at 9 am on Tue 24 Dec, the last day that was known, and are its “tomorrow”."
    );
  });

  it.each([
    [0.9, "rain is very likely"],
    [0.66, "rain is likely"],
    [0.5, "rain is about as likely as not"],
    [0.33, "rain is unlikely"],
    [0.1, "rain is very unlikely"]
  ])("%d in words: %s", (chance, words) => {
    expect(likelihood(chance)).toBe(words);
  });

  it("says wet or dry by the threshold, and what was to be said at 3 pm", () => {
    expect(plain(aheadText({ahead}))).toMatch(
      /interval is 81 to 92 %\. .*from 35\.3 % on, .* so this one is called wet\./
    );
    expect(plain(aheadText({ahead}))).toContain("at 3 pm the chance is 84 %");
    expect(aheadText({ahead: {...ahead, probability: 0.353}})).toContain("called wet");
    expect(aheadText({ahead: {...ahead, probability: 0.352, at3pm: null}})).toMatch(/called dry\.$/);
  });
});

describe("the last days", () => {
  const days = recentDays(
    {
      from: "2024-02-27",
      probability: [0.5, 0.4, 0.1, 0.353, null, 0.9],
      rain: [2, 1, 1.1, null, 5, 0],
      training: null
    },
    0.353
  );
  it("are hits, false alarms, misses and rightly dry, over a leap day", () => {
    expect(days.map(({day}) => day).slice(1, 4)).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
    expect(days.map(({outcome}) => outcome)).toEqual(["hit", "alarm", "miss", null, null, "alarm"]);
    expect(outcomes(days)).toEqual({hit: 1, alarm: 2, miss: 1, rejection: 0});
  });
  it("are called wet from the threshold itself on", () => {
    const [day] = recentDays({from: "2024-12-01", probability: [0.353], rain: [2], training: null}, 0.353);
    expect(day.outcome).toBe("hit");
  });
  it("are told in words", () => {
    expect(plain(recentTitle(days))).toBe(
      "Rain on 2 of 4 days that are known; 1 of them had been called wet"
    );
    expect(plain(recentText(days))).toBe(
      "Rain came on 2 days: 1 had been called wet, 1 had not. 2 days called wet stayed dry, and 0 of 4 days were rightly called dry. 2 days have no forecast or no reading. They are not among the scored days below."
    );
    const dry = recentDays({from: "2024-12-01", probability: [0.1, 0.8], rain: [0, 0], training: null}, 0.4);
    expect(plain(recentTitle(dry))).toBe("No rain on the last 2 days; 1 had been called wet");
    const unread = recentDays({from: "2024-12-01", probability: [0.1], rain: [null], training: null}, 0.4);
    expect(plain(recentTitle(unread))).toBe("The chance of rain in the last 1 day");
    expect(recentText(unread)).toContain("cannot be checked");
    expect(recentSubtitle("Perth", unread)).toContain("What fell is not known here.");
    expect(recentSubtitle("Sale", dry)).toContain("Filled where more than");
    expect(trainingText({training: null})).toBe("");
    expect(trainingText({training: {before: "2015-01-01", until: "2024-12-23"}})).toBe(
      "The forecasts of days before Mon 23 Dec come from a training on the days before 1 Jan 2015, later ones from this week’s."
    );
  });
});

describe("the months", () => {
  const months = monthShares([
    {month: 1, n: 200, rainy: 90},
    {month: 2, n: 0, rainy: 0},
    {month: 12, n: 40, rainy: 4}
  ]);
  it("have shares with Wilson's interval, and none without a day", () => {
    expect(months.map(({month}) => month)).toEqual([1, 12]);
    expect(months[1].share).toBe(0.1);
  });
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718]
  ])(
    "the interval of %d of %d is that of Newcombe (1998), Statistics in Medicine 17, table I",
    (count, n, low, high) => {
      const [from, to] = wilson(count, n);
      expect(from).toBeCloseTo(low, 4);
      expect(to).toBeCloseTo(high, 4);
    }
  );
  it("are told in words, few days as few", () => {
    expect(plain(monthsTitle(months))).toBe(
      "It rains most often in January, on 45 % of days, and least in December, on 10 %"
    );
    expect(plain(monthText(months, 12, null))).toContain(
      "10 % of 40 recorded days, which is few (95 % interval 4 to 23 %"
    );
    expect(plain(monthText(months, 1, 0.452))).toContain("of 200 recorded days (95 %");
    expect(monthText(months, 2, 0.3)).toBe("");
    expect(monthText(months, 1, 0.452)).not.toContain("usual");
    expect(plain(monthText(months, 1, 0.432))).toContain("The usual chance above, 43 %, is this share as");
    expect(monthsTitle([])).toBe("No day of any month has been read");
    expect(monthName(9)).toBe("September");
  });
  it("an interval keeps within 0 and 1, and needs a count within n", () => {
    expect(wilson(0, 10)[0]).toBe(0);
    expect(wilson(10, 10)[1]).toBeCloseTo(1, 12);
    for (const [count, n] of [
      [1, 0],
      [-1, 5],
      [6, 5]
    ])
      expect(() => wilson(count, n)).toThrow(/of 0 … n/);
  });
});

describe("how good it has been", () => {
  const scores = (f1: number | null, brier: number | null, auc: number | null): TownScores["scores"] => {
    const of = (value: number | null) => ({
      value,
      span: value === null ? null : ([value - 0.05, value + 0.04] as const)
    });
    return {f1: of(f1), brier: of(brier), auc: of(auc)};
  };
  const skill: TownSkill = {
    ...{from: "2016-01-01", to: "2017-06-25", n: 474, rainy: 157},
    candidates: [
      {name: "mean", label: "Mean", kind: "champion", scores: scores(0.72, 0.13, 0.88)},
      {name: "climatology", label: "Climatology", kind: "rule", scores: scores(0.48, 0.23, 0.58)}
    ],
    mean: {f1: 0.706, brier: 0.091, auc: 0.913, towns: 49},
    said: [
      {from: 0, to: 0.2, n: 203, said: 16.6, rained: 12},
      {from: 0.2, to: 0.6, n: 0, said: 0, rained: 0},
      {from: 0.6, to: 1, n: 17, said: 13.3, rained: 14}
    ],
    ...{wet: {n: 194, rained: 127}, dry: {n: 280, rained: 30}}
  };
  const beside = (...of: [number | null, number | null, number | null]) => ({
    ...skill,
    candidates: [skill.candidates[0], {...skill.candidates[1], scores: scores(...of)}]
  });
  it.each([
    [[0.48, 0.23, 0.58], "better than the simple rules by every score"],
    [[0.64, 0.23, 0.58], "clearly better than the simple rules by Brier score and AUC only"],
    [[0.48, 0.21, 0.58], "clearly better than the simple rules by F1 and AUC only"],
    [[0.8, 0.12, 0.9], "not clearly better than the simple rules"],
    [[null, 0.23, null], "clearly better than the simple rules by Brier score only"]
  ] as const)("beside a rule with %j: %s", (of, words) => {
    expect(skillTitle("Cairns", beside(of[0], of[1], of[2]))).toBe(`In Cairns ${words}`);
  });
  it("says on how many days, and that few wet ones are few", () => {
    expect(plain(skillText("Cairns", skill))).toBe(
      "Scored on 474 days from 1 Jan 2016 to 25 Jun 2017, of which 157 were wet. Of 194 days called wet 127 were; on 30 of 280 days called dry it rained. F1 is 0.720 here, and 0.706 in the mean of 49 towns."
    );
    expect(skillText("Uluru", {...skill, rainy: 39})).toContain("39 were wet; these are few");
    expect(skillText("Perth", {...skill, n: 0})).toMatch(/^No forecast for Perth has been scored/);
    expect(skillTitle("Perth", {...skill, n: 0})).toMatch(/^No forecast for Perth/);
  });
  it("says how reliable it is in one sentence, small classes as small", () => {
    expect(plain(reliabilityText(skill))).toBe(
      "It rained on 6 % of the 203 days on which it said below 20 % (8 % in the mean) and on 82 % of the 17 with 60 % or more (78 %; these are few)."
    );
    expect(reliabilityText({...skill, said: []})).toBe("");
  });
  it("writes a score with its interval", () => {
    expect(scoreText({value: 0.72365, span: [0.66857, 0.77596]})).toBe("0.724 (0.67 to 0.78)");
    expect(scoreText({value: 0.5, span: null})).toBe("0.500");
    expect(scoreText({value: null, span: null} satisfies TownScores["scores"][SkillMetric])).toBe("–");
  });
});

describe("the neighbours", () => {
  const all = towns.map((town) => ({...town, probability: 0.5, climatology: 0.3, wet: true}));
  it("are the nearest towns, without the town itself", () => {
    expect(nearest(all, "perth").map(({id}) => id)).toEqual(["perth-airport", "pearce-raaf", "witchcliffe"]);
    expect(nearest(all, "norfolk-island", 1)).toHaveLength(1);
    expect(() => nearest(all, "atlantis")).toThrow(/with the id "atlantis", got adelaide/);
  });
  it("are as far as on the globe", () => {
    const of = (id: string) => towns.find((town) => town.id === id)!;
    expect(distanceBetween(of("sydney"), of("melbourne"))).toBeCloseTo(714, -1);
    expect(distanceBetween(of("sydney"), of("sydney"))).toBe(0);
  });
});
