import {describe, expect, it} from "vitest";
import {mulberry32} from "../../../src/lib/random.js";
import {histogramOf, rocCurve} from "../../../src/lib/report/rain/verification/curves.js";
import {
  dayAt,
  daySentence,
  daysSentence,
  daysTitle,
  scoresOfDays,
  tellingDay
} from "../../../src/lib/report/rain/verification/days.js";
import {categoryEffect, numberEffect, valueText} from "../../../src/lib/report/rain/verification/effects.js";
import {featureWords} from "../../../src/lib/report/rain/verification/feature-words.js";
import {
  dryGroups,
  failingSentence,
  groupsTitle,
  monthsTitle,
  rocTitle
} from "../../../src/lib/report/rain/verification/groups.js";
import {
  reliabilitySentence,
  reliabilityTitle
} from "../../../src/lib/report/rain/verification/reliability.js";
import type {
  CalibrationClass,
  GroupRow,
  RecordedDays,
  TownRow,
  Verification
} from "../../../src/lib/report/rain/verification/shapes.js";
import {
  cellAt,
  stripHeight,
  stripPaths,
  stripPlace
} from "../../../src/lib/report/rain/verification/strip.js";
import {sortTowns} from "../../../src/lib/report/rain/verification/town-order.js";
import {areaUnderRoc} from "../../../src/lib/scores/probability/ranking.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("curves", () => {
  const random = mulberry32(2);
  const probability = Float64Array.from({length: 5000}, random);
  const happened = Uint8Array.from(probability, (p) => (random() < p ? 1 : 0));

  it("keep their area when they are thinned", () => {
    const curve = rocCurve({happened, probability}, 100);
    expect(curve.length).toBeGreaterThan(80);
    expect(curve.length).toBeLessThanOrEqual(100);
    const area = curve
      .slice(1)
      .reduce(
        (sum, {falseAlarms, hits}, i) =>
          sum + ((falseAlarms - curve[i].falseAlarms) * (hits + curve[i].hits)) / 2,
        0
      );
    expect(area).toBeCloseTo(areaUnderRoc({happened, probability}), 3);
    expect([curve[0], curve.at(-1)]).toEqual([
      {falseAlarms: 0, hits: 0},
      {falseAlarms: 1, hits: 1}
    ]);
  });

  it("are whole where they have few points, and none where all cases are alike", () => {
    const three = {happened: Uint8Array.of(1, 0, 1), probability: Float64Array.of(0.9, 0.5, 0.1)};
    expect(rocCurve(three)).toEqual([
      {falseAlarms: 0, hits: 0},
      {falseAlarms: 0, hits: 0.5},
      {falseAlarms: 1, hits: 0.5},
      {falseAlarms: 1, hits: 1}
    ]);
    expect(rocCurve({...three, happened: Uint8Array.of(0, 0, 0)})).toEqual([]);
  });

  it("count each probability once, the ends included", () => {
    expect(histogramOf(Float64Array.of(0, 0.049, 0.05, 0.15, 0.999, 1), 20)).toEqual([
      ...[2, 1, 0, 1],
      ...new Array(15).fill(0),
      2
    ]);
    expect(() => histogramOf(Float64Array.of(Number.NaN))).toThrow(/0 to 1/);
  });
});

describe("reliability", () => {
  const one = (said: number, happened: number): CalibrationClass => ({
    ...{n: 2597, from: said - 0.05, to: said + 0.05, said, happened},
    happenedSpan: [happened - 0.02, happened + 0.02]
  });

  it("is told by the class that is furthest off", () => {
    const classes = [one(0.1, 0.12), one(0.5, 0.474)];
    expect(reliabilityTitle({label: "Mean", classes})).toBe(
      "It rains about as often as it says: no class is off by more than 2.6 points"
    );
    expect(plain(reliabilitySentence({classes}))).toBe(
      "Furthest off is the class that was said to be 50.0 % on average: it rained in 47.4 % (95 % interval 45.4 to 49.4 %) of its 2,597 cases."
    );
  });

  it("says which way it is wrong where it is", () => {
    expect(plain(reliabilityTitle({label: "Mean", classes: [one(0.5, 0.45)]}))).toBe(
      "It says up to 5.0 points too much: where it says 50 %, it rains on 45 % of days"
    );
    expect(reliabilityTitle({label: "Mean", classes: [one(0.4, 0.36), one(0.5, 0.6)]})).toMatch(/too little/);
    expect(reliabilityTitle({label: "Mean", classes: []})).toMatch(/has not been compared/);
  });
});

const row = (group: string, f1: number | null, more: Partial<GroupRow> = {}): GroupRow => ({
  ...{
    group,
    candidate: "mean",
    n: 100,
    wet: f1 === null ? 0 : 20,
    f1,
    f1Span: null,
    brier: 0.1,
    brierSpan: null
  },
  ...more
});
const town = (name: string, f1: number | null, more: Partial<TownRow> = {}): TownRow => ({
  ...{id: name.toLowerCase(), name, state: "NT", climate: "desert", n: 40},
  ...{hits: 5, alarms: 5, misses: 5, rejections: 25, f1, brier: 0.1, skill: 0.2},
  ...more
});

describe("groups", () => {
  const report: Pick<Verification, "groups" | "champion" | "towns"> = {
    champion: "mean",
    groups: {
      month: [
        row("2016-01", 0.5),
        row("2016-02", null),
        row("2016-03", 0.7),
        row("2016-01", 0.6, {candidate: "climatology"}),
        row("2016-03", 0.4, {candidate: "climatology"})
      ],
      season: [row("summer", 0.6), row("winter", 0.75)],
      climate: [row("desert", 0.4, {wet: 6}), row("tropical", 0.7, {brier: 0.12})]
    },
    towns: [
      town("Uluru", 0.3),
      town("Cobar", 0.5),
      town("Perth", null),
      town("Darwin", 0.7, {skill: -0.1}),
      town("Moree", 0.4)
    ]
  };

  it("leave out those in which it never rained, and name them", () => {
    expect(monthsTitle(report)).toBe(
      "F1 from 0.50 in Jan 2016 to 0.70 in Mar 2016, above climatology in 1 of 2\u00a0months"
    );
    expect(dryGroups(report.groups.month)).toEqual(["2016-02"]);
    expect(groupsTitle(report, "season")).toBe("F1 is highest in winter (0.75) and lowest in summer (0.60)");
    expect(groupsTitle({...report, groups: {...report.groups, climate: []}}, "climate")).toBe(
      "No climate has been scored yet"
    );
  });

  it("say where it fails", () => {
    expect(plain(failingSentence(report as Verification))).toBe(
      "F1 is lowest in desert towns, at 0.40: there 6 % of days are wet. The probabilities themselves err most in tropical towns (Brier score 0.120) and least in desert towns (0.100). Of the seasons, summer is the hardest: 0.60 against 0.75 in winter. Of the towns, the lowest are Uluru (0.30, on 10 wet days), Moree (0.40, on 10 wet days) and Cobar (0.50, on 10 wet days). In Darwin climatology’s probabilities were closer to what happened."
    );
  });

  it("sort towns by any column, those without a value last", () => {
    const order = (by: "f1" | "name" | "wet", descending: boolean) =>
      sortTowns(report.towns, {by, descending}).map(({name}) => name);
    expect(order("f1", false)).toEqual(["Uluru", "Moree", "Cobar", "Darwin", "Perth"]);
    expect(order("f1", true)).toEqual(["Darwin", "Cobar", "Moree", "Uluru", "Perth"]);
    expect(order("name", true)[0]).toBe("Uluru");
    expect(
      sortTowns([town("Few", 0.5, {hits: 0}), town("Many", 0.5)], {by: "wet", descending: true})[0].name
    ).toBe("Many");
  });

  it("say what an area under a curve means", () => {
    const candidates = [
      {name: "mean", auc: 0.9154},
      {name: "climatology", auc: 0.65}
    ] as unknown as Verification["candidates"];
    expect(rocTitle({candidates, champion: "mean"})).toMatch(
      /^In 915 of 1,000 pairs .* by climatology in 650$/
    );
    expect(() => rocTitle({candidates, champion: "other"})).toThrow(/"other", got mean, climatology/);
  });
});

describe("effects", () => {
  const damp = featureWords("humidity_3pm");

  it("say which way a number works", () => {
    expect(plain(numberEffect({values: [20, 50, 80], probability: [0.13, 0.2, 0.41]}, damp))).toBe(
      "damper air at 3 pm, more rain: a chance of 13 % at 20 %, of 41 % at 80 %"
    );
    const pressure = featureWords("pressure_3pm");
    expect(plain(numberEffect({values: [1000, 1030], probability: [0.4, 0.1]}, pressure))).toBe(
      "lower pressure at 3 pm, more rain: a chance of 10 % at 1,030 hPa, of 40 % at 1,000 hPa"
    );
    const year = featureWords("year_cos");
    expect(plain(numberEffect({values: [-1, 0, 1], probability: [0.18, 0.2, 0.21]}, year))).toBe(
      "midsummer, more rain: a chance of 18 % in Jul, of 21 % in Jan"
    );
    expect(plain(numberEffect({values: [-1, 0, 1], probability: [0.2, 0.3, 0.21]}, year))).toBe(
      "most rain at 0.00 (30 %), least in Jul (20 %)"
    );
  });

  it("say where it turns round, and where there is none", () => {
    expect(
      plain(
        numberEffect({values: [10, 20, 30], probability: [0.2, 0.3, 0.21]}, featureWords("temperature_3pm"))
      )
    ).toBe("most rain at 20 °C (30 %), least at 10 °C (20 %)");
    expect(numberEffect({values: [1, 2], probability: [0.2, 0.213]}, damp)).toMatch(/^hardly any effect/);
    expect(plain(categoryEffect(["N", "S"], [0.4, 0.2]))).toBe(
      "most rain with N (40 %), least with S (20 %)"
    );
  });

  it("write values as their unit needs", () => {
    expect(
      [valueText(1012.4, {unit: "hPa"}), valueText(3.25, {unit: "mm"}), valueText(0.5, {unit: ""})].map(plain)
    ).toEqual(["1,012 hPa", "3.3 mm", "0.50"]);
    expect(() => featureWords("soil")).toThrow(/no words for the feature "soil"/);
  });
});

describe("recorded days", () => {
  const towns = ["Darwin", "Cobar", "Perth", "Hobart"].map((name, t) => ({
    ...{id: name, name, climate: "temperate", latitude: -12 - 10 * t},
    state: (["NT", "NSW", "WA", "TAS"] as const)[t]
  })) as RecordedDays["towns"];
  const days = {
    ...{champion: "mean", label: "Mean", threshold: 0.4, climatologyThreshold: 0.3, towns},
    days: ["2024-12-23", "2024-12-24"],
    probability: [
      [0.8, 0.5, 0.5, 0.1],
      [0.1, 0.2, 0.1, 0.9]
    ],
    climatology: [
      [0.4, 0.35, 0.2, 0.4],
      [0.4, 0.1, 0.2, 0.4]
    ],
    happened: [
      [1, 0, null, 1],
      [0, 0, null, 1]
    ],
    rain: [
      [12, 0, null, 3],
      [0, 0.2, null, 1.2]
    ],
    trainings: [{before: "2015-01-01", from: "2024-12-23", to: "2024-12-24"}]
  } as unknown as RecordedDays;

  it("are told in a sentence each", () => {
    expect(plain(daySentence(dayAt(days, 0)))).toBe(
      "The 24 hours to 9 am of 23 Dec 2024: of 2 towns said to be wet 1 was; it stayed dry in Cobar. 1 surprise: Hobart."
    );
    expect(plain(daySentence(dayAt(days, 1)))).toBe(
      "The 24 hours to 9 am of 24 Dec 2024: of 1 town said to be wet 1 was. No other town was wet."
    );
    expect(tellingDay(days)).toBe(0);
    expect(tellingDay(days, 1)).toBe(1);
  });

  it("are told where nothing was said, all came true, or nothing is known", () => {
    const with0 = (probability: number[], happened: (0 | 1 | null)[]) =>
      plain(daySentence(dayAt({...days, probability: [probability], happened: [happened]}, 0))).slice(37);
    expect(with0([0, 0, 0, 0], [0, 0, 0, 0])).toBe(
      "of 4 towns none was said to be wet. No other town was wet."
    );
    expect(with0([1, 1, 1, 1], [1, 1, 1, 1])).toBe(
      "of 4 towns said to be wet all were. No other town’s rain is known."
    );
    expect(with0([1, 1, 0, 0], [0, 0, 0, 1])).toBe("of 2 towns said to be wet none was. 1 surprise: Hobart.");
    expect(with0([1, 1, 0, 0], [null, null, null, null])).toBe("no town’s rain is known.");
  });

  it("are scored where the rain is known, beside climatology", () => {
    expect(scoresOfDays(days)).toEqual({
      n: 6,
      wet: 3,
      brier: expect.closeTo((0.04 + 0.25 + 0.81 + 0.01 + 0.04 + 0.01) / 6, 9),
      f1: expect.closeTo(4 / 6, 9)
    });
    expect(scoresOfDays(days, "climatology").f1).toBeCloseTo(6 / 8, 9);
    expect(
      scoresOfDays({
        ...days,
        happened: [
          [0, 0, 0, 0],
          [0, 0, 0, 0]
        ]
      }).f1
    ).toBeNull();
  });

  it("say how many they are and who forecast them", () => {
    expect(plain(daysTitle(days))).toMatch(
      /^Over 2 days the forecast had \d+ % (less|more) error \(Brier score\) than climatology$/
    );
    expect(daysSentence(days)).toContain("not among the scored ones");
    expect(daysSentence({...days, scored: true})).toContain("the last of the scored days");
    expect(plain(daysSentence(days))).toMatch(
      /^Of 6 readings of gauges 3 were wet; the Brier score was 0\.193 \(climatology .*those from 23 Dec 2024 to 24 Dec 2024 are forecast by the training on the days before 1 Jan 2015\.$/
    );
  });

  it("are laid out as many as fit, up to the chosen one", () => {
    const many = {...days, days: Array.from({length: 60}, (_, i) => `2024-11-${i}`)};
    const narrow = stripPlace(many, 358);
    expect([narrow.from, narrow.to]).toEqual([41, 60]);
    const early = stripPlace(many, 358, 10);
    expect([early.from, early.to]).toEqual([0, 19]);
    const middle = stripPlace(many, 358, 30);
    expect([middle.from, middle.to]).toEqual([12, 31]);
    expect(stripPlace(many, 900).to - stripPlace(many, 900).from).toBe(60);
    expect(narrow.left + 19 * narrow.wide).toBeLessThanOrEqual(358 - 36);
    expect(narrow.height).toBe(stripHeight(towns));
    expect(narrow.rows.at(-1)! + narrow.tall).toBeLessThanOrEqual(narrow.height);
  });

  it("are found again by a point, and drawn as squares and dots", () => {
    const place = stripPlace(days, 358);
    const [x, y] = [place.left + 1.5 * place.wide, place.rows[3] + 5];
    expect(cellAt(place, x, y)).toEqual({day: 1, town: 3});
    expect(cellAt(place, place.left - 1, y)).toBeNull();
    expect(cellAt(place, x, place.rows[0] + place.tall + 1)).toBeNull();
    const {classes, fell} = stripPaths(days, place);
    expect(classes.map((path) => path.split("M").length - 1)).toEqual([0, 3, 1, 2, 0, 2]);
    expect(fell.split("M").length - 1).toBe(3);
    const [x0, y0] = fell.slice(1).split("a")[0].split(" ").map(Number);
    expect(cellAt(place, x0 + 2, y0)).toEqual({day: 0, town: 0});
  });
});
