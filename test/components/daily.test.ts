import {expect, test} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import {cardSchema} from "../../src/lib/artifacts/cards.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Metrics} from "../../src/lib/artifacts/scores.js";
import {areaCard} from "../../src/lib/report/daily/card.js";
import {
  type ComingDay,
  comingDays,
  comingPoints,
  energyOf,
  highestDay,
  holidaysIn,
  meanBefore,
  recordBefore,
  reportDays
} from "../../src/lib/report/daily/days.js";
import {heating, heatingText} from "../../src/lib/report/daily/heating.js";
import {
  againstSeason,
  alone,
  besideSimpleRules,
  dayHeadline,
  ofSeries
} from "../../src/lib/report/daily/sentences.js";
import type {AreaDays} from "../../src/lib/report/daily/shapes.js";
import {formatDifference, formatPower, GIGAWATT, megawatts, powerNumber} from "../../src/lib/report/power.js";
import {usual} from "../../src/lib/report/season.js";
import {standing} from "../../src/lib/report/skill.js";
import {addDays, midnight, weekday} from "../../src/lib/time/zone.js";

const zone = "Europe/Paris";
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

/** Days from 2021 to the origin and seven more: 1,000 MW, 50 more for each degree below 15, 100 less on days off. */
function area(origin = "2024-03-24"): AreaDays {
  const date: string[] = [];
  for (let day = "2021-01-01"; day < addDays(origin, 7); day = addDays(day, 1)) date.push(day);
  const holiday = date.map((day) => (day.endsWith("-05-01") ? "Labour Day" : null));
  const off = date.map((day, i) => Number(weekday(day) > 4 || holiday[i] !== null));
  const temperature = date.map((_, i) => 5 + ((7 * i) % 21));
  const load = date.map((day, i) =>
    day < origin ? 1000 + 50 * Math.max(0, 15 - temperature[i]!) - 100 * off[i]! : null
  );
  const nothing = date.map(() => null);
  return {
    ...{date, load, recorded: load, temperature, temperature_min: nothing, temperature_max: nothing},
    ...{precipitation: nothing, wind: nothing, humidity: nothing, cloud: nothing, holiday, off},
    school: date.map(() => 0)
  };
}

function forecast(values: readonly number[], mode: "live" | "recorded" = "live"): Forecast {
  const rows = ["Nantes Métropole", "Other"].flatMap((series, s) =>
    values.map((value, i) => ({
      series,
      time: new Date(midnight(zone, addDays("2024-03-24", i))).toISOString(),
      value: value + s,
      ...{lo80: value - 10, hi80: value + 10, lo95: value - 20, hi95: value + 20}
    }))
  );
  return {
    ...{
      study: "brest",
      target: "load",
      unit: "MW",
      issuedAt: rows[0]!.time,
      origin: rows[0]!.time,
      step: "P1D"
    },
    ...{rows, provenance: {mode, asOf: "2024-03-23", sources: []}},
    model: {candidate: "ridge", version: "1", runId: "r"}
  };
}
const week = [900, 950, 1100, 1200, 1150, 1000, 900];
const coming = () => comingDays(forecast(week), "Nantes Métropole", area(), zone);

test("the coming days are those of one series, with their weather, calendar and hours", () => {
  const days = coming();
  expect(days.map(({day, value}) => [day, value])).toEqual(week.map((v, i) => [addDays("2024-03-24", i), v]));
  expect(days[0]).toMatchObject({free: true, hours: 24, holiday: null});
  expect(days[0]!.temperature).toBe(area().temperature[area().date.indexOf("2024-03-24")]);
  expect(highestDay(days).day).toBe("2024-03-27");
  expect(() => highestDay([])).toThrow("got none");
  expect(() => comingDays(forecast(week), "Brest", area(), zone)).toThrow(
    'expected the series "Brest", got Nantes Métropole, Other'
  );
});

test("the energy of a day follows from its hours", () => {
  const [day] = coming();
  expect(
    energyOf([
      {...day!, hours: 23},
      {...day!, hours: 25}
    ])
  ).toBe(48 * 900);
});

test("the record ends before the origin, whatever stands after it", () => {
  const record = recordBefore(area(), "2024-03-24");
  expect(record.date.at(-1)).toBe("2024-03-23");
  expect(record.mean).toHaveLength(record.date.length);
  expect(record.temperature).toHaveLength(record.date.length);
  expect(recordBefore(area(), "2030-01-01").date.at(-1)).toBe("2024-03-30");
  expect(
    meanBefore(
      record,
      record.mean.map((_, i) => i),
      2
    )
  ).toBe(record.date.length - 1.5);
  expect(meanBefore(record, [...record.mean.slice(0, -1), null], 2)).toBeNull();
});

test("the chart shows the last weeks and the coming one at local midnights", () => {
  const shown = reportDays(recordBefore(area(), "2024-03-24"), coming(), zone);
  expect(shown).toHaveLength(28);
  expect(shown[20]).toMatchObject({time: midnight(zone, "2024-03-23"), value: null});
  expect(shown[21]).toMatchObject({time: midnight(zone, "2024-03-24"), actual: null, value: 900, lo95: 880});
});

test("the first and the highest of the coming days are named", () => {
  const labels = comingPoints(coming(), ({day}) => day).map(({label}) => label);
  expect(labels).toEqual(["2024-03-24", "", "", "2024-03-27", "", "", ""]);
  const cold = coming().map((day, i): ComingDay => ({...day, temperature: i ? day.temperature : null}));
  expect(comingPoints(cold, ({day}) => day)).toHaveLength(6);
  expect(holidaysIn(area()).get("2023-05-01")).toBe("Labour Day");
});

test("the headline names the area and compares its highest day with the season", () => {
  const power = megawatts(week);
  const top = highestDay(coming());
  const season = {value: 1000, days: 60, fromYear: 2021, toYear: 2023};
  expect(plain(dayHeadline("Nantes Métropole", top, season, power))).toBe(
    "Demand of Nantes Métropole peaks at a daily mean of 1,200 MW on Wed 27 Mar, 20 % above the season"
  );
  expect(plain(dayHeadline("A", top, null, power, {dated: true}))).toBe(
    "Demand of A peaks at a daily mean of 1,200 MW on Wed 27 Mar 2024"
  );
  expect(plain(againstSeason(1009, 1000))).toBe("as usual for the season");
  expect(plain(againstSeason(950, 1000))).toBe("5.0 % below the season");
});

test("power is told in a unit with about three digits", () => {
  expect(plain(formatPower(52_345, GIGAWATT))).toBe("52.3 GW");
  expect(plain(formatPower(1512.4, megawatts([1512.4, null])))).toBe("1,512 MW");
  expect(plain(formatPower(14.26, megawatts([14.26])))).toBe("14.3 MW");
  expect(plain(formatDifference(-420, GIGAWATT, 2))).toBe("−0.42 GW");
  expect(powerNumber(98.76, megawatts([250]))).toBe("99");
});

test("what a degree and a day off change is found again", () => {
  const record = recordBefore(area(), "2024-03-24");
  const found = heating(record)!;
  expect(found.perDegree).toBeCloseTo(50, 6);
  const mean = record.mean.reduce<number>((sum, load) => sum + load!, 0) / record.mean.length;
  expect(found.free).toBeCloseTo(-100 / mean, 6);
  expect(found.told).toBeCloseTo(1, 6);
  expect(plain(heatingText(found, megawatts(record.mean)))).toMatch(
    /^Below 15 °C each degree colder adds about 50 MW; weekends and holidays draw [89]\.\d % less than working days/
  );
  expect(plain(heatingText({perDegree: -2, free: 0.001, told: 0.5}, megawatts([90])))).toBe(
    "Below 15 °C each degree colder takes away about 2.0 MW; weekends and holidays draw as much as working days of the same temperature. Both together account for 50 % of the differences between the days of the record."
  );
  expect(heating({...record, temperature: record.temperature.map(() => 20)})).toBeNull();
  expect(heating(recordBefore(area(), "2021-03-01"))).toBeNull();
  expect(heatingText(null, GIGAWATT)).toBe("");
});

function metrics(mape: number, n = 300): Metrics {
  const none = {wape: null, mase: null, bias: null, pinball: null, coverage80: null, coverage95: null};
  return {n, mape, mae: 12 * mape, rmse: null, width80: null, width95: null, ...none};
}

function report(p: number): BacktestReport {
  const candidate = (name: string, label: string, kind: string, mape: number, more = {}) => ({
    ...{name, label, kind, metrics: metrics(mape), byLead: [{lead: 1, ...metrics(mape)}]},
    ...{versusBaseline: null, ...more}
  });
  return {
    ...{study: "brest", unit: "MW", champion: "ridge", scheme: {from: "2023-04-01", origins: 300}},
    candidates: [
      candidate("week", "Same day a week before", "baseline", 8.9),
      candidate("last", "Last known day", "baseline", 3.03),
      candidate("ridge", "Ridge", "model", 2.3, {
        versusBaseline: {name: "last", dm: -5, p, n: 300},
        slices: {
          series: [
            {slice: "Nantes Métropole", ...metrics(2)},
            {slice: "Other", ...metrics(4)}
          ]
        }
      }),
      candidate("lstm", "LSTM", "model", 2.6),
      candidate("lstm-seed-2", "LSTM, seed 2", "model", 2.7, {seedOf: "lstm"})
    ]
  } as unknown as BacktestReport;
}

test("the simple rules stand beside the forecast, with the test against the best of them", () => {
  expect(plain(standing(report(1e-6)))).toContain(
    "The best simple rule, “last known day”, was wrong by 3.03 %."
  );
  expect(plain(standing(report(1e-6)))).toContain("by 2.30 % on average, about 28 MW;");
  expect(plain(besideSimpleRules(report(1e-6)))).toBe(
    "The other simple rules: “same day a week before” by 8.90 %. Against “last known day” the difference is more than chance (Diebold–Mariano, p < 0.001)."
  );
  expect(plain(besideSimpleRules(report(0.2)))).toContain("may be chance (p = 0.200)");
  expect(plain(alone(report(1), "lstm"))).toBe("The LSTM alone was wrong by 2.60 %.");
  expect(alone(report(1), "ridge")).toBe("");
  expect(alone(report(1), "none")).toBe("");
});

test("scores over several areas say so, and this area's own", () => {
  expect(plain(ofSeries(report(1), "Nantes Métropole"))).toBe(
    "These scores are over all 2 areas; over all seven days ahead the error for Nantes Métropole is 2.00 %."
  );
  expect(ofSeries(report(1), "elsewhere")).toBe("");
});

test("the card of the front page is about the first area, and names the others", () => {
  const areas = [{name: "Nantes Métropole"}, {name: "Other"}];
  const card = areaCard(
    {forecast: forecast(week, "recorded"), backtest: report(1), areas, days: area()},
    zone
  );
  expect(cardSchema.safeParse(card).success).toBe(true);
  const record = recordBefore(area(), "2024-03-24");
  const season = usual(record, "2024-03-27", {free: false})!;
  expect(card.unusual).toBeCloseTo(1200 / season.value - 1, 3);
  expect(plain(card.headline)).toMatch(
    /^Demand of Nantes Métropole peaks at a daily mean of 1,200 MW on Wed 27 Mar 2024, /
  );
  expect(card.rows.map(({label, value}) => `${plain(label)}: ${plain(value)}`)).toEqual([
    "Mean load of Sun 24 Mar: 900 MW",
    "Mean load of Mon 25 Mar: 950 MW",
    "Mean load of Tue 26 Mar: 1,100 MW",
    "Error a day ahead: 2.30 % with archived weather",
    "1 other area: Other"
  ]);
  expect(card.picture?.observed).toHaveLength(21);
  expect(card.picture?.observed.at(-1)?.value).toBe(record.mean.at(-1));
  expect(card.picture?.ahead).toHaveLength(7);
  const none = () => areaCard({forecast: forecast(week), backtest: report(1), areas: [], days: area()}, zone);
  expect(none).toThrow("expected at least one area, got none");
});
