import {describe, expect, it} from "vitest";
import {rainCsv} from "../../src/lib/rain/scenario/csv.js";
import {untouched} from "../../src/lib/rain/scenario/knobs.js";
import {openRainScenario, type RainAnswer} from "../../src/lib/rain/scenario/open.js";
import {
  answerSentence,
  briefText,
  effectsSentences,
  fellSentence,
  oddsText,
  pointsText,
  readingText,
  thresholdText
} from "../../src/lib/rain/scenario/words.js";
import {inventedStudy} from "./invented.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const chance = (probability: number) => ({probability, logOdds: Math.log(probability / (1 - probability))});

const humid: RainAnswer = {
  town: {station: "Cobar", id: "cobar", name: "Cobar", state: "NSW"},
  day: "2024-12-24",
  target: "2024-12-25",
  before: chance(0.08),
  after: chance(0.24),
  effects: [
    {
      knob: "humidity",
      variable: "humidity_3pm",
      from: 19,
      to: 90,
      change: 1.4,
      routes: {own: 0.75, field: 0.2, rest: 0}
    }
  ],
  climatology: 0.15,
  threshold: 0.385,
  issued: null,
  fell: null
};
const [humidity] = humid.effects;

describe("a scenario of rain in words", () => {
  it("says the chance, what it was, and how it is called", () => {
    expect(plain(answerSentence(humid))).toBe(
      "With humidity at 3 pm 90 % (reported 19 %), rain in Cobar by 9 am on Wed 25 Dec has a chance of 24 %, up from 8 %: called dry, as before."
    );
    expect(plain(answerSentence({...humid, after: humid.before, effects: []}))).toBe(
      "As Cobar reports, rain in Cobar by 9 am on Wed 25 Dec has a chance of 8 %: called dry."
    );
    expect(plain(answerSentence({...humid, before: chance(0.9)}))).toContain(
      "has a chance of 24 %, down from 90 %: called dry, not wet."
    );
    expect(plain(answerSentence({...humid, after: chance(0.0801)}))).toContain(
      "8 %, as it is reported: called dry"
    );
    const wind = {knob: "wind", variable: "wind_dir_3pm", from: Number.NaN, to: 14} as const;
    const effects = [humidity, {...humidity, ...wind, change: -2}, humidity, humidity];
    expect(plain(answerSentence({...humid, effects}))).toContain(
      "With wind at 3 pm NW (not reported), humidity at 3 pm 90 % (reported 19 %), humidity at 3 pm 90 % (reported 19 %) and 1 more,"
    );
  });

  it("says it in a few words too", () => {
    expect(plain(briefText(humid))).toBe("Cobar: 24 %, 8 % as reported");
    expect(plain(briefText({...humid, after: humid.before, effects: []}))).toBe("Cobar: 8 %, as reported");
  });

  it("says by which routes the strongest knob does it", () => {
    expect(plain(effectsSentences(humid))).toBe(
      "The odds of rain: × 4.1. Humidity at 3 pm does it by the town’s own report (× 2.1) and through the national field (× 1.2)."
    );
    const cloud = {...humidity, knob: "cloud", variable: "cloud_3pm", change: -0.05} as const;
    expect(plain(effectsSentences({...humid, effects: [cloud, humidity]}))).toMatch(
      /^The odds of rain: × 3.6 in all. Humidity at 3 pm does most \(× 4.1\) by .*; next comes cloud at 3 pm \(÷ 1.05\)\.$/
    );
    expect(effectsSentences({...humid, effects: []})).toBe(
      "No knob stands elsewhere than what the town reports."
    );
  });

  it("says what fell, where that is known", () => {
    expect(fellSentence(humid)).toBe("");
    expect(plain(fellSentence({...humid, fell: 1}))).toBe("The gauge then read 1.0 mm: a dry day.");
    expect(plain(fellSentence({...humid, fell: 1.2}))).toBe("The gauge then read 1.2 mm: a wet day.");
  });

  it("writes odds, points and readings", () => {
    expect([0, 0.004, 0.05, -0.3, 1, 2.35, 5].map((x) => plain(oddsText(x)))).toEqual([
      "as they were",
      "as they were",
      "× 1.05",
      "÷ 1.3",
      "× 2.7",
      "× 10",
      "× 148"
    ]);
    expect([0, 0.0004, 0.002, -0.0101, 0.16].map((x) => plain(pointsText(x)))).toEqual([
      "no change",
      "no change",
      "+0.2 points",
      "−1 point",
      "+16 points"
    ]);
    expect(plain(readingText("pressure", 1008.5))).toBe("1,008.5 hPa");
    expect(readingText("wind", 1)).toBe("NNE");
    expect(readingText("rain", Number.NaN)).toBe("not reported");
    expect(plain(thresholdText(0.385))).toBe("wet from 38.5 % on");
  });
});

describe("a scenario of rain as CSV", () => {
  it("holds every reading, what its knob adds, and the chances", () => {
    const {state, files} = inventedStudy();
    const model = openRainScenario(state, files);
    const knobs = {...untouched, town: "darwin", day: model.starts[4], humidity: 85, wind: "NW"};
    const answer = model.run(knobs);
    const [header, ...lines] = rainCsv(answer, model, knobs).trimEnd().split("\n");
    expect(header).toBe("town,last_known_day,forecast_day,quantity,unit,as_reported,scenario,log_odds_added");
    const rows = new Map(lines.map((line) => line.split(",")).map((cells) => [cells[3], cells] as const));
    for (const cells of rows.values())
      expect(cells.slice(0, 3)).toEqual(["darwin", model.starts[4], model.starts[5]]);
    const [humidityAdds, windAdds] = answer.effects.map(({change}) => String(change));
    expect(rows.get("humidity_3pm")!.slice(4)).toEqual(["%", "", "85", humidityAdds]);
    expect(rows.get("wind_dir_3pm")!.slice(4)).toEqual(["direction", "", "NW", windAdds]);
    expect(rows.get("temperature_max")!.slice(4)).toEqual(["°C", "", "", ""]);
    const [before, after, added] = rows.get("log_odds")!.slice(5).map(Number);
    expect(after - before).toBeCloseTo(added, 9);
    expect(Number(rows.get("probability")![6])).toBe(answer.after.probability);
    expect(rows.get("observed_rain")!.slice(4)).toEqual(["mm", "", "", ""]);
    expect(lines).toHaveLength(15);
  });
});
