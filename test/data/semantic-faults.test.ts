import {describe, expect, it} from "vitest";
import type {Cell, Cells} from "../../data-loaders/columns.js";
import {checkMissingIn, monthsOf} from "../../data-loaders/contracts/checks.js";
import {compareLoad} from "../../data-loaders/contracts/france-load.js";
import {compareWeather} from "../../data-loaders/contracts/france-weather.js";
import {checkHabit} from "../../data-loaders/contracts/habit.js";
import {compareRain} from "../../data-loaders/contracts/rain-days.js";
import {checkNeighbours} from "../../data-loaders/contracts/rain-neighbours.js";
import {checkSeason} from "../../data-loaders/contracts/rain-season.js";
import {stationsOf} from "../../data-loaders/contracts/rain-tomorrow.js";
import {checkRepeated} from "../../data-loaders/contracts/repeated.js";
import {checkWeeks} from "../../data-loaders/contracts/weather-weeks.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {towns} from "../../src/lib/towns.js";
import {loadAt, temperatureAt} from "./generator.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const zone = "Europe/Paris";
const from = Date.UTC(2021, 5, 1);
const hours = (days: number) => Array.from({length: 24 * days}, (_, i) => from + i * HOUR);
const codes = (found: readonly {code: string}[]) => found.map(({code}) => code);

describe("the habits of a load", () => {
  const times = hours(800);
  const load = times.map((time) => loadAt(time, 1));
  /** The load with one month changed. */
  const spoilt = (change: (i: number) => number) =>
    load.map((value, i) => (i > 500 * 24 && i < 530 * 24 ? change(i) : value));

  it("are those of other years, through changes of clock", () => {
    expect(checkHabit(zone, "load", times, load)).toEqual([]);
  });

  it.each([
    [1, /1 h early/],
    [-1, /1 h late/],
    [3, /3 h early/]
  ])("are not where a month is moved by %i h", (by, words) => {
    const [found, ...others] = checkHabit(
      zone,
      "load",
      times,
      spoilt((i) => load[i + by])
    );
    expect(found).toMatchObject({code: "habit", level: "error"});
    expect(found.sample[0]).toMatch(words);
    expect(found.count).toBeGreaterThanOrEqual(3);
    expect(others).toEqual([]);
  });

  it("are not where a month has another level", () => {
    const found = checkHabit(
      zone,
      "load",
      times,
      spoilt((i) => 0.5 * load[i])
    );
    expect(codes(found)).toEqual(["level"]);
  });

  it("are not judged where no other year has the week", () => {
    const first = load.map((value, i) => (i < 100 * 24 ? value : null));
    expect(
      checkHabit(
        zone,
        "load",
        times,
        first.map((value, i) => (value === null ? null : first[i + 2]))
      )
    ).toEqual([]);
  });
});

describe("an old reply under a new date", () => {
  const times = hours(20);
  const load: Cell[] = times.map((time) => loadAt(time, 1));
  const last = 19 * 24;

  it.each([1, 7])("is seen where a day repeats that of %i days before", (days) => {
    const stale = load.map((value, i) => (i < last ? value : load[i - 24 * days]));
    const [found] = checkRepeated("load", times, stale);
    expect(found).toMatchObject({code: "repeated", level: "error", count: 1});
    expect(found.sample[0]).toBe(`2021-06-20T00:00Z: as ${days} d before`);
  });

  it("is not seen in true days, in zeros, and in what is missing", () => {
    expect(checkRepeated("load", times, load)).toEqual([]);
    expect(
      checkRepeated(
        "rain",
        times,
        times.map(() => 0)
      )
    ).toEqual([]);
    expect(
      checkRepeated(
        "load",
        times,
        times.map(() => null)
      )
    ).toEqual([]);
  });
});

describe("a month", () => {
  it("may lack 5 % of its values", () => {
    const times = hours(60);
    const months = monthsOf(times);
    expect([months[0], months.at(-1)]).toEqual(["2021-06", "2021-07"]);
    const lacking = (n: number) => times.map((_, i) => (i < n ? null : 1));
    expect(checkMissingIn("load", lacking(36), (i) => months[i], 0.05)).toEqual([]);
    expect(checkMissingIn("load", lacking(37), (i) => months[i], 0.05)).toMatchObject([
      {level: "error", sample: ["2021-06: 37 of 720"]}
    ]);
    expect(checkMissingIn("load", lacking(720), () => undefined, 0.05)).toEqual([]);
  });
});

describe("the load of the last good table", () => {
  const time = hours(60);
  const load = time.map((instant) => loadAt(instant, 1));
  const table = (values: readonly Cell[]): Cells => ({time, load: values, forecast_j1: load});
  const compared = (values: readonly Cell[]) => compareLoad(table(values), table(load));

  it("may be revised by 3 %, grow, and lose some hours", () => {
    expect(compared(load.map((value) => 1.03 * value))).toEqual([]);
    expect(compared(load.map((value, i) => (i % 30 === 0 ? null : value)))).toEqual([]);
    expect(
      compareLoad(table(load), {
        time: time.slice(0, 900),
        load: load.slice(0, 900),
        forecast_j1: load.slice(0, 900)
      })
    ).toEqual([]);
  });

  it("may have single values mended, however wrong they were", () => {
    expect(compareLoad(table(load), table(load.map((value, i) => (i % 100 === 0 ? 1e9 : value))))).toEqual(
      []
    );
  });

  it.each<[string, string, (value: number, i: number) => Cell]>([
    ["lost", "a fifth of a month", (value, i) => (i > 300 && i < 450 ? null : value)],
    ["revision", "a tenth more", (value) => 1.1 * value],
    ["moved", "an hour late", (value, i) => load[i - 1] ?? value],
    ["moved", "an hour early", (value, i) => load[i + 1] ?? value]
  ])("is refused: %s, %s", (code, _, spoil) => {
    const found = compared(load.map(spoil));
    expect(codes(found)).toEqual([code]);
    expect(found[0].level).toBe("error");
  });

  it("does not end earlier than it did", () => {
    const shorter = compared(load.map((value, i) => (i < load.length - 3 ? value : null)));
    expect(shorter).toMatchObject([{code: "older", level: "error"}]);
    expect(shorter[0].sample[0]).toBe("load: 2021-07-30T23:00Z, now 2021-07-30T20:00Z");
  });

  it("counts rows that are gone as lost", () => {
    const short = {time: time.slice(0, 1000), load: load.slice(0, 1000), forecast_j1: load.slice(0, 1000)};
    expect(codes(compareLoad(short, table(load)))).toEqual(["older", "lost", "lost"]);
  });
});

describe("the weather", () => {
  const time = [0, 1].flatMap(() => hours(40));
  const city = time.map((_, i) => (i < 960 ? "paris" : "brest"));
  const series = (scale: number) =>
    time.map((instant, i) => scale * temperatureAt(instant, i < 960 ? 0 : 8, 1));
  const table = (temperature: readonly Cell[], forecast = false): Cells => ({
    ...{city, time, temperature},
    ...{humidity: series(3), wind_speed: series(1), cloud_cover: series(2), precipitation: time.map(() => 0)},
    forecast: time.map(() => forecast)
  });
  const good = series(1);

  it("of the last good table may not move, change or get lost, but for its forecast", () => {
    const moved = good.map((value, i) => good[i + 1] ?? value);
    expect(compareWeather(table(good), table(good))).toEqual([]);
    expect(codes(compareWeather(table(moved), table(good)))).toEqual(["revision"]);
    expect(codes(compareWeather(table(series(1.8)), table(good)))).toEqual(["revision"]);
    expect(codes(compareWeather(table(good.map(() => null)), table(good)))).toEqual(["lost"]);
    expect(compareWeather(table(moved), table(good, true))).toEqual([]);
  });

  it("of a week is some weather, in its units", () => {
    const weeks = (temperature: readonly Cell[]) =>
      checkWeeks(
        time,
        {...table(temperature), humidity: series(4), wind_speed: series(1), cloud_cover: series(4)},
        from,
        100
      ).filter(({column}) => column === "temperature");
    expect(weeks(good)).toEqual([]);
    expect(weeks(series(0.1))).toMatchObject([{code: "week", level: "error"}]);
    expect(weeks(good.map((value) => 32 + 1.8 * value))).toHaveLength(1);
    expect(weeks(good.map((value) => 273 + value))).toHaveLength(1);
  });
});

describe("the towns", () => {
  const some = towns.filter(({state}) => state === "VIC");
  const days = 1500;
  const weather = normal(mulberry32(7));
  const pressure = Array.from({length: days + 1}, () => 1013 + 7 * weather());
  const own = normal(mulberry32(8));
  const names = some.map(({station}) => station).sort();
  const date = names.flatMap(() =>
    Array.from({length: days}, (_, i) => new Date(from + i * DAY).toISOString().slice(0, 10))
  );
  const station = names.flatMap((name) => Array.from({length: days}, () => name));
  const good = station.map((_, i) => pressure[i % days] + own());
  const table = (pressure_9am: readonly Cell[]): Cells => ({
    ...{station, date, pressure_9am},
    ...{temperature_min: good, temperature_max: good, rainfall: good, humidity_9am: good}
  });
  /** The month of one town changed. */
  const spoilt = (change: (i: number) => number) =>
    good.map((value, i) => (station[i] === names[2] && date[i].startsWith("2023-03") ? change(i) : value));
  const rows = stationsOf({station, date});

  it("go with their neighbours' pressure, and not a day apart", () => {
    expect(some.length).toBeGreaterThan(4);
    expect(checkNeighbours(towns, table(good), rows)).toEqual([]);
    const [found] = checkNeighbours(towns, table(spoilt((i) => good[i - 1])), rows);
    expect(found).toMatchObject({code: "neighbours", level: "error", count: 1});
    expect(found.sample[0]).toMatch(new RegExp(`^${names[2]} 2023-03: 0.9\\d when moved by a day`));
  });

  it("have months like those of their other years", () => {
    expect(checkSeason("pressure_9am", table(good), rows)).toEqual([]);
    const found = checkSeason("pressure_9am", table(spoilt((i) => 0.1 * good[i])), rows);
    expect(found).toMatchObject([{code: "season", level: "error", count: 1}]);
  });

  it("do not end earlier than they did", () => {
    const cut = (rows: readonly Cell[]) => rows.filter((_, i) => i % days < days - 1);
    const short = Object.fromEntries(Object.entries(table(good)).map(([name, rows]) => [name, cut(rows)]));
    expect(codes(compareRain(short, table(good), "2022-01-01"))).toEqual(["older"]);
  });

  it("keep the days that the last good table has", () => {
    const today = "2023-11-18";
    expect(compareRain(table(good), table(good), today)).toEqual([]);
    expect(codes(compareRain(table(spoilt((i) => good[i - 1])), table(good), today))).toEqual(["revision"]);
    expect(
      codes(
        compareRain(
          table(spoilt(() => Number.NaN).map((value) => (Number.isNaN(value) ? null : value))),
          table(good),
          today
        )
      )
    ).toEqual(["lost"]);
    expect(compareRain(table(spoilt((i) => good[i - 1])), table(good), "2023-03-02")).toEqual([]);
  });
});
