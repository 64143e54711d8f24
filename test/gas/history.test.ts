import {describe, expect, it} from "vitest";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {GasHistory, GasRecent} from "../../src/lib/artifacts/gas.js";
import {chanceAbove, priceFigures, thresholdAbove} from "../../src/lib/report/gas/figures.js";
import {
  associationTitle,
  drivers,
  pairsOf,
  rankCorrelation
} from "../../src/lib/report/gas/history/association.js";
import {type RecordDay, recordDays, recordYears} from "../../src/lib/report/gas/history/days.js";
import {restatedSummary, restatements} from "../../src/lib/report/gas/history/restated.js";
import {seasonProfile, seasonSentence, seasonTitle} from "../../src/lib/report/gas/history/season.js";
import {findSpikes, historyTitle, reportedOf} from "../../src/lib/report/gas/history/spikes.js";
import {volatilityNow, volatilityTitle} from "../../src/lib/report/gas/history/volatility.js";
import {addDays} from "../../src/lib/time/zone.js";

/** Days from 2019-01-01 on with a price that a rule gives. */
function daysOf(count: number, price: (i: number, day: string) => number): RecordDay[] {
  return Array.from({length: count}, (_, i) => {
    const day = addDays("2019-01-01", i);
    const other = {temperature: 10 - (i % 7), brent: 60, power: price(i, day) * 20, volatility: 3};
    return {day, time: Date.parse(day), price: price(i, day), ...other};
  });
}

describe("spikes", () => {
  const flat = (i: number) => 2 + (i % 2) / 100;

  it("are the highest price around that is twice the median before", () => {
    const peaks = new Map([
      [100, 5],
      [120, 6],
      [250, 3.9],
      [300, 4.2]
    ]);
    const found = findSpikes(daysOf(400, (i) => peaks.get(i) ?? flat(i)));
    // 100 stands within 45 days of 120, and 3.9 is not twice the median.
    expect(found.map(({day}) => day)).toEqual([addDays("2019-01-01", 120), addDays("2019-01-01", 300)]);
    expect(found[0].times).toBeCloseTo(6 / 2, 1);
  });

  it("need days before them", () => {
    expect(findSpikes(daysOf(100, (i) => (i === 10 ? 9 : flat(i))))).toEqual([]);
  });

  it("have a cause where one is on the list alone", () => {
    expect(reportedOf("2018-03-01")?.text).toContain("gas deficit warning");
    expect(reportedOf("2021-01-12")).toBeUndefined();
  });

  it("make the title with the last price", () => {
    expect(
      historyTitle(
        daysOf(200, (i) => (i === 100 ? 10 : 2)),
        "p/kWh"
      )
    ).toBe("Gas was dearest on 11 Apr 2019, at 10.000\u00a0p/kWh; on 19 Jul 2019 it cost 2.000\u00a0p/kWh");
  });
});

describe("the season", () => {
  // Three years, each twice as dear as the one before; January 30 % above, July 30 % below.
  const factor = (day: string) => ({"01": 1.3, "07": 0.7})[day.slice(5, 7)] ?? 1;
  const days = daysOf(3 * 365 + 1 + 100, (_, day) => 2 ** (Number(day.slice(0, 4)) - 2018) * factor(day));
  const profile = seasonProfile(days);

  it("is told over the mean of each whole year", () => {
    expect(profile.map(({month}) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const [january] = profile;
    expect(january.days).toBe(93);
    expect(january.median).toBeCloseTo(1.3, 2);
    expect(january.high - january.low).toBeLessThan(0.01);
    expect(profile[6].median).toBeCloseTo(0.7, 2);
    expect(seasonTitle(profile)).toBe(
      "January is usually dearest, 30\u00a0% above its year’s mean, and July cheapest, 30\u00a0% below"
    );
    expect(seasonSentence(profile, 3)).toContain("the season stands out");
  });

  it("is outweighed where years differ more", () => {
    const wild = seasonProfile(daysOf(3 * 365 + 1, (i) => 1 + (i % 30) / 10));
    expect(seasonSentence(wild, 3)).toContain("outweighs the season");
  });
});

describe("what goes with the price", () => {
  it("is measured by ranks, equal ones shared", () => {
    expect(
      rankCorrelation([
        [1, 1],
        [2, 8],
        [3, 27]
      ])
    ).toBeCloseTo(1, 12);
    expect(
      rankCorrelation([
        [1, 3],
        [2, 2],
        [3, 1]
      ])
    ).toBeCloseTo(-1, 12);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: R's cor(method = "spearman") gives 0.9486833.
    expect(
      rankCorrelation([
        [1, 1],
        [2, 2],
        [2, 3],
        [3, 4]
      ])
    ).toBeCloseTo(0.9486833, 6);
    expect(
      rankCorrelation([
        [1, 1],
        [1, 2],
        [1, 3]
      ])
    ).toBeNaN();
  });

  it("is told of the last year and of the whole record", () => {
    const days = daysOf(800, (i) => 2 + ((i * 37) % 101) / 50);
    const power = drivers.find(({id}) => id === "power")!;
    expect(pairsOf(days, "power", 365)).toHaveLength(365);
    expect(associationTitle(days, power)).toBe(
      "The price went with power in the last year: rank correlation +1.00, over the whole record +1.00"
    );
    expect(associationTitle(days, drivers[0])).toContain("hardly went with temperature");
  });
});

describe("the record", () => {
  const history = {
    from: "2023-12-31",
    series: ["sap", "temperature", "brent", "power"].map((id) => ({
      ...{id, title: id, unit: "", decimals: 1},
      values: id === "sap" ? [2, 4, null, 3] : [null, 5, 6, 7]
    })),
    volatility: {halfLife: 15, values: [null, 2, 3, 4]}
  } as unknown as GasHistory;

  it("has its days with a price, and its years", () => {
    const days = recordDays(history);
    expect(days.map(({day}) => day)).toEqual(["2023-12-31", "2024-01-01", "2024-01-03"]);
    expect(days[0].temperature).toBeNaN();
    expect(recordYears(days).map(({year, days, mean}) => [year, days, mean])).toEqual([
      ["2023", 1, 2],
      ["2024", 2, 3.5]
    ]);
    expect(() => recordDays({...history, series: history.series.slice(1)})).toThrow("the series sap");
  });

  it("says how lively the last day is among all", () => {
    const days = daysOf(10, () => 2).map((day, i) => ({...day, volatility: i === 9 ? 2.5 : i + 1}));
    expect(volatilityNow(days)).toEqual({now: 2.5, median: 4.5, calmer: 0.2});
    expect(volatilityTitle(days)).toContain("livelier on 80\u00a0%");
    expect(() => volatilityNow([{volatility: Number.NaN}])).toThrow("expected a volatility");
  });
});

describe("restated values", () => {
  const column = {id: "demand", title: "demand", unit: "mscm", decimals: 1, known: 9};
  const values = restatements({
    ...column,
    ...{days: ["2024-01-01", "2024-01-02", "2024-01-05"], first: [200, 0, 100], latest: [202, 50, 97]}
  });

  it("change by a share of the first value, where it was not 0", () => {
    expect(values.map(({change}) => change && Math.round(change))).toEqual([1, null, -3]);
  });

  it("are told by the median size of their changes and the largest in the unit", () => {
    const {usual, largest} = restatedSummary(values);
    expect(usual).toBeCloseTo(2, 9);
    expect(largest).toMatchObject({day: "2024-01-02", first: 0, latest: 50});
    expect(() => restatedSummary([])).toThrow("at least one restated value");
  });
});

describe("the figures", () => {
  const levels = [0.1, 0.5, 0.9];
  const row = (i: number) => ({
    ...{series: "sap", time: `${addDays("2024-12-25", i)}T05:00:00.000Z`, value: 4, lo80: 3, hi80: 5},
    ...{lo95: 2, hi95: 6, quantiles: [3, 4, 5]}
  });
  const forecast = {levels, rows: Array.from({length: 30}, (_, i) => row(i))} as unknown as Forecast;
  const count = 400;
  const recent = {
    days: Array.from({length: count}, (_, i) => addDays("2024-12-24", i - count + 1)),
    series: [{id: "sap", values: Array.from({length: count}, (_, i) => (i === count - 7 ? 5 : 3.2))}]
  } as unknown as GasRecent;

  it("give the first day beside last week's, and the chance of a dear one", () => {
    const [first, volatility, chance] = priceFigures(forecast, recent, "p/kWh");
    expect(first.value).toBe("4.000\u00a0p/kWh");
    expect(first.comparison).toBe(
      "a week before 5.000\u00a0p/kWh (−20 %); the same weekday a year before 3.200\u00a0p/kWh (+25 %)"
    );
    expect(first.line.known[first.line.mark - 1]).toBe(3.2);
    expect(Number.parseFloat(volatility.value)).toBeGreaterThan(1);
    // The next ten p/therm above 93.8 are 100 p/therm, 3.412 p/kWh: 1 − (.1 + .412 × .4).
    expect(thresholdAbove(3.2)).toBeCloseTo(100 / 29.307107, 9);
    expect(chance.value).toBe("74\u00a0%");
  });

  it("take a chance from the quantiles", () => {
    expect(chanceAbove({levels}, row(0), 4)).toBeCloseTo(0.5, 12);
    expect(chanceAbove({levels}, row(0), 9)).toBeCloseTo(0.05, 12);
    expect(() => chanceAbove({}, row(0), 4)).toThrow("expected quantiles");
  });
});
