import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {GasModel} from "../../src/lib/artifacts/gas.js";
import {jointForecast} from "../../src/lib/gas/joint-model.js";
import {gasScenarioCsv} from "../../src/lib/gas/scenario/csv.js";
import {
  type GasKnobs,
  gasKnobNames,
  gasOpening,
  gasRanges,
  gasRest,
  readGasKnobs,
  shortages,
  writeGasKnobs
} from "../../src/lib/gas/scenario/knobs.js";
import {openGasScenario} from "../../src/lib/gas/scenario/open.js";
import {reachOf} from "../../src/lib/gas/scenario/reach.js";
import {answerText, noiseText, priceChanges, warningTexts} from "../../src/lib/gas/scenario/words.js";
import {gasVector} from "../../src/lib/gas/vector.js";
import {mulberry32} from "../../src/lib/random.js";
import {readGasView, writeGasView} from "../../src/lib/report/gas/view.js";
import {withPositions} from "../../src/lib/scenario/positions.js";
import {conditionalForecast} from "../../src/lib/var/forecast/conditional.js";

const names = gasVector.map(({id}) => id);
const width = names.length;
const steps = 12;

/** Numbers of a joint model of eight series that move with each other. */
function numbers(seed: number): Pick<GasModel["model"], "coefficients" | "covariance"> {
  const random = mulberry32(seed);
  const coefficients = Array.from({length: (1 + width) * width}, (_, i) =>
    i < width ? 0 : 0.2 * (random() - 0.5)
  );
  const factor = Array.from({length: width}, () => Array.from({length: width}, () => random() - 0.5));
  const covariance = factor.flatMap((row, i) =>
    factor.map(
      (other, j) => row.reduce((sum, value, k) => sum + value * other[k], 0) / 100 + (i === j ? 0.01 : 0)
    )
  );
  return {coefficients, covariance};
}

const levels = [1.3, 1.32, 1.28, 5.3, 4.3, 1.1, 6, 4.4];
const head = {study: "gas", unit: "p/kWh", origin: "2024-12-25T05:00:00.000Z"};
const from = "2018-01-01";
const runs = Array.from({length: steps}, () => ({least: -2, most: 12}));
const published = {
  ...head,
  series: gasVector.map((one) => ({...one, title: one.id, least: one.least ?? null})),
  reach: {
    to: "2024-12-24",
    short: {from: "2020-05-01", spreads: shortages.map((oneIn) => ({oneIn, spread: 0.05 + oneIn / 1000}))},
    temperature: {from, runs},
    power: {from, runs: runs.map(() => ({least: 0, most: 500}))},
    brent: {from, least: -0.2, most: 0.2},
    henryHub: {from, least: -0.2, most: 0.2}
  },
  model: {
    ...{names, lags: 1, rows: 2, steps, terms: [], deviations: levels.map(() => 1)},
    ...{levels: [...levels.map((level) => level - 0.01), ...levels], ...numbers(1)}
  },
  parts: [1, 2].map((seed) => ({from, to: "2024-12-24", ...numbers(seed)}))
} as unknown as GasModel;

const forecast = jointForecast(published);
const issued = {
  ...head,
  rows: names.flatMap((series, i) =>
    Array.from({length: steps}, (_, h) => {
      const level = forecast.mean[h * width + i];
      const [value, by] = series === "temperature" ? [level, 1] : [Math.exp(level), 0.1 * Math.exp(level)];
      const bounds = {lo80: value - by, hi80: value + by, lo95: value - 2 * by, hi95: value + 3 * by};
      return {series, time: `day ${h}`, value, ...bounds};
    })
  )
} as unknown as Forecast;
const model = openGasScenario(published, issued);
const seriesOf = (knobs: Partial<GasKnobs>, id: string) =>
  model.run({...gasRest, ...knobs}).series.find((one) => one.id === id)!;
const changes = (knobs: Partial<GasKnobs>, id: string) => [...seriesOf(knobs, id).change];

describe("a scenario of the gas price", () => {
  it("with all knobs at rest is the forecast as it was issued", () => {
    const answer = model.run(gasRest);
    for (const {issued, scenario} of answer.series) expect(scenario).toEqual(issued);
    expect(answer.given).toEqual([]);
    expect(noiseText(answer)).toBe("");
    expect(answerText(answer, model.reach, "p/kWh")).toContain("All knobs are at rest");
  });

  it("meets a temperature path on the days that know it, a day later, and leaves the rest to the model", () => {
    const {issued, scenario, change, left} = seriesOf({temperature: -4, days: 3}, "temperature");
    expect(change[0]).toBe(0);
    for (const h of [1, 2, 3]) expect(scenario[h].value).toBeCloseTo(issued[h].value - 4, 12);
    expect([...left.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(change[4]).not.toBe(-4);
    expect(left[4]).toBeGreaterThan(0);
    expect(scenario[2].lo95).toBe(scenario[2].hi95);
  });

  it("moves oil from the first business day on, where the record knows it", () => {
    // 25 and 26 December are holidays. The price of Friday the 27th is known on 2 January, three business days later: in the row of 1 January.
    const moved = changes({brent: 20}, "brent");
    moved.slice(0, 7).forEach((change) => {
      expect(change).toBeCloseTo(0, 12);
    });
    moved.slice(7).forEach((change) => {
      expect(change).toBeCloseTo(Math.log(1.2), 12);
    });
    expect(changes({henryHub: -30}, "henry_hub").map((change) => change < -0.3)).toEqual(
      moved.map((_, h) => h >= 7)
    );
    expect(changes({power: 50, days: 2}, "power").slice(0, 2)).toEqual(
      [Math.log(1.5), Math.log(1.5)].map((x) => expect.closeTo(x, 12))
    );
  });

  it("holds SMP buy above SAP by the record's spread while an outage lasts", () => {
    const answer = model.run({...gasRest, outage: "30", outageDays: 2});
    const [sap, buy] = answer.series;
    for (const h of [0, 1])
      expect(Math.log(buy.scenario[h].value / sap.scenario[h].value)).toBeCloseTo(0.08, 12);
    expect(Math.log(buy.scenario[2].value / sap.scenario[2].value)).not.toBeCloseTo(0.08, 4);
    const own = conditionalForecast(forecast, []).covariance;
    const at = (i: number, j: number) => own[i * steps * width + j];
    const gap = forecast.mean[1] - forecast.mean[0];
    const [{knob, deviations}] = model.run({...gasRest, outage: "30", outageDays: 1}).given;
    expect(knob).toBe("outage");
    expect(deviations).toBeCloseTo((0.08 - gap) / Math.sqrt(at(0, 0) + at(1, 1) - 2 * at(0, 1)), 9);
    const calm = {...published.reach.short, spreads: [{oneIn: 30, spread: -1}]};
    const short = openGasScenario({...published, reach: {...published.reach, short: calm}}, issued);
    // The forecast is shorter already: the mean stays.
    expect(short.run({...gasRest, outage: "30"}).series[0].change[0]).toBeCloseTo(0, 12);
    expect(() => short.run({...gasRest, outage: "100"})).toThrow("expected the spread of one day in 100");
  });

  it("is the conditional forecast of the joint model, put on the issued one", () => {
    const conditions = [1, 2, 3].map((step) => ({
      ...{name: "temperature", step},
      value: forecast.mean[(step - 1) * width + 6] + (step > 1 ? 2 : 0)
    }));
    const whole = conditionalForecast(forecast, conditions);
    const before = conditionalForecast(forecast, []);
    const {change, left, issued, scenario} = seriesOf({temperature: 2, days: 2}, "sap");
    const n = steps * width;
    for (let h = 0; h < steps; ++h) {
      const i = h * width;
      expect(change[h]).toBeCloseTo(whole.mean[i] - forecast.mean[i], 12);
      const share = Math.sqrt(whole.covariance[i * (n + 1)] / before.covariance[i * (n + 1)]);
      expect(left[h]).toBeCloseTo(share, 9);
      expect(scenario[h].value).toBeCloseTo(issued[h].value * Math.exp(change[h]), 12);
      const kept =
        Math.log(scenario[h].hi95 / scenario[h].value) / Math.log(issued[h].hi95 / issued[h].value);
      expect(kept).toBeCloseTo(left[h], 9);
    }
    expect(change[5]).not.toBeCloseTo(0, 4);
  });

  it("is answered by the model of each part of the record too, and says where they do not agree", () => {
    const answer = model.run(gasOpening);
    const [same, other] = answer.parts;
    expect([...same.change]).toEqual([...answer.series[0].change]);
    expect([...other.change]).not.toEqual([...same.change]);
    const part = (sign: number) => ({...same, change: same.change.map((change) => sign * change)});
    expect(noiseText({...answer, parts: [part(1), part(2)]})).toContain("the same way each time");
    expect(noiseText({...answer, parts: [part(1), part(-1)]})).toContain("read the change as noise");
  });

  it("tells what is beyond the record, far from the forecast, and at odds", () => {
    const warned = (knobs: Partial<GasKnobs>) => warningTexts(model.run({...gasRest, ...knobs})).join(" ");
    expect(warned({temperature: -0.5, days: 1})).toBe("");
    expect(warned({temperature: -8, days: 3})).toMatch(
      /Beyond the record: a mean of −.*°C; the coldest 3 days in a row/
    );
    expect(warned({brent: 25})).toContain("the largest rise within a week since 1 Jan 2018 was +22");
    expect(warned({brent: 20})).not.toContain("Beyond");
    expect(warned({temperature: 3, days: 1})).toMatch(/^Far from .*: temperature by \d+ deviations/);
    // Two series that go together, the one up and the other down.
    const covariance: number[] = Array.from({length: width * width}, (_, i) => Number(i % (width + 1) === 0));
    covariance[6 * width + 7] = covariance[7 * width + 6] = 0.95;
    const tied = openGasScenario({...published, model: {...published.model, covariance}}, issued);
    expect(tied.run({...gasRest, temperature: -4, power: 100}).apart).toBe(true);
    expect(tied.run({...gasRest, temperature: 0.5, power: 65}).apart).toBe(false);
  });

  it("says the price's change in figures", () => {
    const [first, mean, last] = priceChanges(model.run(gasOpening));
    const {issued, scenario} = seriesOf(gasOpening, "sap");
    expect(first).toEqual({label: "First gas day", before: issued[0].value, after: scenario[0].value});
    const ten = (points: typeof issued) => points.slice(0, 10).reduce((sum, {value}) => sum + value, 0) / 10;
    expect(mean).toMatchObject({label: "Mean of 10 gas days", before: ten(issued), after: ten(scenario)});
    expect(last).toMatchObject({label: "Gas day 12", after: scenario[11].value});
  });

  it("is refused where model and forecast are not of one edition", () => {
    expect(() => openGasScenario({...published, origin: "2024-12-26T05:00:00.000Z"}, issued)).toThrow(
      "expected the joint model of the forecast's origin, 2024-12-25"
    );
    expect(() => openGasScenario(published, {...issued, rows: issued.rows.slice(1)})).toThrow(
      "expected 12 gas days of sap"
    );
    expect(() => model.run({...gasRest, outage: "30", outageDays: 13})).toThrow(
      "expected a step within 1 … 12"
    );
  });
});

describe("a link to a scenario of the gas price", () => {
  const knobs = fc.record({
    ...Object.fromEntries(
      Object.entries(gasRanges).map(([name, {min, max, step}]) => [
        name,
        fc.integer({min: 0, max: (max - min) / step}).map((k) => min + k * step)
      ])
    ),
    outage: fc.constantFrom("", ...shortages.map(String))
  }) as unknown as fc.Arbitrary<GasKnobs>;

  it("holds every position, beside what else the page has in its address", () => {
    fc.assert(
      fc.property(knobs, fc.integer({min: 1, max: 29}), (positions, periods) => {
        const view = {periods, unit: "p/kWh"} as const;
        const search = `?${withPositions(writeGasView(view, 30), gasKnobNames, writeGasKnobs(positions))}`;
        expect(readGasKnobs(search)).toEqual({knobs: positions, problems: []});
        expect(readGasView(search, 30)).toEqual(view);
        const back = withPositions(search, ["periods", "unit"], "");
        expect(back).toBe(writeGasKnobs(positions));
      }),
      {numRuns: 40}
    );
    expect(writeGasKnobs(gasOpening)).toBe("");
  });

  it("that is nonsense opens where the page opens", () => {
    fc.assert(
      fc.property(fc.constantFrom(...gasKnobNames), fc.string(), (name, text) => {
        const {knobs, problems} = readGasKnobs(`?${new URLSearchParams({[name]: text})}`);
        if (problems.length > 0) expect(knobs).toEqual(gasOpening);
        for (const [key, {min, max}] of Object.entries(gasRanges)) {
          const value = knobs[key as keyof typeof gasRanges];
          expect(value >= min && value <= max).toBe(true);
        }
      }),
      {numRuns: 40}
    );
    expect(readGasKnobs("?temperature=-99&outage=<img>").problems).toHaveLength(2);
  });
});

describe("the CSV of a scenario of the gas price", () => {
  it("has a line for each series and gas day, and no formula", () => {
    const {days, series} = model.run(gasOpening);
    const [header, first, ...lines] = gasScenarioCsv({days, series}).trim().split("\n");
    expect(header.split(",")).toHaveLength(first.split(",").length);
    expect(lines).toHaveLength(width * steps - 1);
    const [id, unit, day, before, after] = first.split(",");
    expect([id, unit, day]).toEqual(["sap", "p/kWh", "2024-12-25"]);
    expect(Number(before)).toBeCloseTo(series[0].issued[0].value, 6);
    expect(Number(after)).toBeCloseTo(series[0].scenario[0].value, 6);
    const hostile = gasScenarioCsv({days, series: [{...series[0], id: "=1+1"}]});
    expect(hostile.split("\n")[1].startsWith("'=1+1,")).toBe(true);
  });
});

describe("what the record has seen", () => {
  const rows = 800;
  const column = (of: (row: number) => number) => Float64Array.from({length: rows}, (_, row) => of(row));
  const flat = column(() => 1);
  const columns = {
    ...{sap: flat, brent: flat, power: flat},
    // Short on the last 100 days, ever more.
    smp_buy: column((row) => (row < 400 ? Number.NaN : Math.exp(Math.max(0, row - 699) / 100))),
    henry_hub: column((row) => (row < 700 ? 2 : 3)),
    // A frost at another time of the year, and a cool day at this one.
    temperature: column((row) => (row === 600 ? -20 : row === 430 ? -3 : 10))
  };

  it("is how short the market was, and how far series went at this time of the year and within a week", () => {
    const reach = reachOf({first: "2022-01-01", columns, leads: 3});
    expect(reach.short.from).toBe("2023-02-05");
    // The 41st of 400 spreads from the widest is .60, the 14th .87.
    expect(reach.short.spreads.slice(0, 2).map(({spread}) => spread)).toEqual([0.6, 0.87]);
    expect(reach.temperature.runs).toEqual([
      {least: -3, most: 10},
      {least: 3.5, most: 10},
      {least: expect.closeTo(17 / 3, 4), most: 10}
    ]);
    expect(reach.henryHub).toMatchObject({least: 0, most: expect.closeTo(Math.log(1.5), 5)});
    expect(() =>
      reachOf({first: "2022-01-01", columns: {...columns, brent: column(() => Number.NaN)}, leads: 3})
    ).toThrow("expected values of Brent, got none");
  });
});
