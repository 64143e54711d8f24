import fc from "fast-check";
import {expect, test} from "vitest";
import {
  type Knobs,
  OPENING,
  RANGES,
  REST,
  readKnobs,
  temperatureChange,
  writeKnobs
} from "../../src/lib/scenario/knobs.js";
import {difference, type ScenarioAnswer, scenarioCsv} from "../../src/lib/scenario/model.js";

const days = ["2024-12-25", "2024-12-26", "2024-12-27"];
const models = ["champion", "net"];

const position = (name: keyof typeof RANGES) => {
  const {min, max, step} = RANGES[name];
  return fc.integer({min: 0, max: (max - min) / step}).map((i) => min + i * step);
};
const knobs: fc.Arbitrary<Knobs> = fc.record({
  temperature: position("temperature"),
  coldDay: position("coldDay"),
  coldDepth: position("coldDepth"),
  coldLength: position("coldLength"),
  cloud: position("cloud"),
  wind: position("wind"),
  growth: position("growth"),
  holiday: fc.constantFrom("", ...days),
  model: fc.constantFrom(...models)
});

test("any knob positions survive the way through an address", () => {
  fc.assert(
    fc.property(knobs, (positions) => {
      expect(readKnobs(writeKnobs(positions), {days, models})).toEqual({knobs: positions, problems: []});
    })
  );
});

test("the opening is the empty address, and the other way round", () => {
  expect(writeKnobs(OPENING)).toBe("");
  expect(readKnobs("", {days, models}).knobs).toEqual(OPENING);
  expect(OPENING.temperature).toBe(-3);
  expect(writeKnobs(REST)).toBe("temperature=0");
});

test("whatever an address says, the knobs stay within their ranges", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(REST), "other"), fc.string(), (name, text) => {
      const query = new URLSearchParams([[name, text]]).toString();
      const {knobs: read} = readKnobs(query, {days, models});
      for (const [knob, {min, max, step}] of Object.entries(RANGES)) {
        const value = read[knob as keyof typeof RANGES];
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        expect(Number.isInteger((value - min) / step)).toBe(true);
      }
      expect(["", ...days]).toContain(read.holiday);
      expect(models).toContain(read.model);
    })
  );
});

test("what is wrong in an address is named and left at the opening", () => {
  const {knobs: read, problems} = readKnobs("temperature=-40&cloud=x&holiday=2020-01-01&model=oracle&utm=1", {
    days,
    models
  });
  expect(read).toEqual(OPENING);
  expect(problems).toEqual([
    'temperature: expected a number from -8 to 8, got "-40"',
    'cloud: expected a number from -100 to 100, got "x"',
    'holiday: expected a day of the coming week, got "2020-01-01"',
    'model: expected champion, net, got "oracle"'
  ]);
});

test("a cold spell comes and goes over half a day and leaves the rest alone", () => {
  const origin = Date.parse("2024-12-24T23:00:00Z");
  const times = Array.from({length: 168}, (_, i) => origin + i * 3_600_000);
  const spell = temperatureChange({...REST, coldDay: 2, coldDepth: 8, coldLength: 3}, times, origin);
  expect(spell[24]).toBe(0);
  expect(spell[30]).toBeCloseTo(-4);
  expect(spell[36]).toBe(-8);
  expect(spell[24 + 36]).toBe(-8);
  expect(spell[90]).toBeCloseTo(-4);
  expect(spell[96]).toBe(0);
  expect(Math.min(...spell)).toBe(-8);
  expect(
    [...temperatureChange({...REST, temperature: 2}, times, origin)].every((change) => change === 2)
  ).toBe(true);
  expect([...temperatureChange(REST, times, origin)].every((change) => change === 0)).toBe(true);
});

function answer(value: number[], temperature: number[]): ScenarioAnswer {
  const times = value.map((_, i) => Date.parse("2024-12-24T23:00:00Z") + i * 3_600_000);
  const groups = [
    {name: "calendar", label: "Calendar", values: value.map(() => 5)},
    {name: "temperature", label: "Temperature", values: temperature}
  ];
  return {times, value, groups};
}

test("a scenario's difference is told by peak, mean, hour and group", () => {
  const before = answer([10, 30, 20], [0, 0, 0]);
  const scenario = answer([12, 33, 40], [2, 4, 6]);
  const change = difference(scenario, before);
  expect(change).toMatchObject({peak: 40, peakBefore: 30, mean: 85 / 3, meanBefore: 20, most: 20});
  expect(change.peakTime).toBe(scenario.times[2]);
  expect(change.peakTimeBefore).toBe(before.times[1]);
  expect(change.mostTime).toBe(scenario.times[2]);
  expect(change.groups).toEqual([
    {label: "Temperature", change: 4},
    {label: "Calendar", change: 0}
  ]);
  expect(() => difference(scenario, answer([1], [0]))).toThrow(
    "expected the 1 values of the forecast, got 3"
  );
});

test("a scenario as CSV has its units in the header and one line for each hour", () => {
  const [scenario, before] = [answer([12.25, 33], [0, 0]), answer([10, 30.5], [0, 0])];
  const iso = {name: "time", text: (time: number) => new Date(time).toISOString(), decimals: 1};
  expect(scenarioCsv(scenario, before, iso)).toBe(
    "time,forecast_mw,scenario_mw,difference_mw\n2024-12-24T23:00:00.000Z,10.0,12.3,2.3\n2024-12-25T00:00:00.000Z,30.5,33.0,2.5\n"
  );
  const plain = {...iso, text: String, decimals: 2};
  expect(scenarioCsv(scenario, before, plain, [11, null])).toBe(
    "time,forecast_mw,scenario_mw,difference_mw,observed_mw\n1735081200000,10.00,12.25,2.25,11.00\n1735084800000,30.50,33.00,2.50,\n"
  );
});

test("an address can make a page repeat only a little of it", () => {
  const {problems} = readKnobs(`cloud=${"9".repeat(500)}&model=${encodeURIComponent("<b>".repeat(99))}`, {
    days,
    models
  });
  expect(problems.every((problem) => problem.length < 100)).toBe(true);
  expect(problems[0]).toBe(`cloud: expected a number from -100 to 100, got "${"9".repeat(40)}…"`);
});
