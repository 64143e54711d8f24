import {describe, expect, it} from "vitest";
import {dayFeatures} from "../../src/lib/load/calendar.js";
import {cities} from "../../src/lib/load/cities.js";
import {featureColumns, inputColumns, loadFeatures} from "../../src/lib/load/features.js";
import {photovoltaicShare, radiation, sineOfElevation} from "../../src/lib/load/sun.js";
import {feltWeather, memoryLength} from "../../src/lib/load/weather.js";
import {hourGrid, sliceGrid} from "../../src/lib/time/grid.js";
import {addDays} from "../../src/lib/time/zone.js";
import {inventedRecord} from "../france/invented.js";

const zone = "Europe/Paris";

describe("the sun", () => {
  const degrees = (time: string, latitude: number, longitude: number) =>
    (Math.asin(sineOfElevation(Date.parse(time), latitude, longitude)) * 180) / Math.PI;

  it("stands 90° − latitude + 23.44° high at noon of the solstice, and less by as much in winter", () => {
    expect(degrees("2024-06-20T11:52:30Z", 48.8566, 2.3522)).toBeCloseTo(64.58, 0);
    expect(degrees("2024-12-21T11:48:30Z", 48.8566, 2.3522)).toBeCloseTo(17.7, 0);
    expect(degrees("2024-03-20T12:07:00Z", 0, 0)).toBeGreaterThan(89.5);
  });

  it("rises in Paris on 21 June at 03:47 UTC and is below the horizon at night", () => {
    expect(Math.abs(degrees("2024-06-21T03:47:00Z", 48.8566, 2.3522) + 0.83)).toBeLessThan(0.5);
    expect(radiation(sineOfElevation(Date.parse("2024-06-21T00:00:00Z"), 48.8566, 2.3522), 0)).toBe(0);
    expect(radiation(1, 1)).toBeCloseTo(187.5);
  });

  it("and people are shared out whole", () => {
    expect(photovoltaicShare.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(cities.reduce((sum, {weight}) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});

describe("the calendar", () => {
  const grid = hourGrid(zone, "2024-05-01", "2024-12-31");
  const holiday = Uint8Array.from([...grid.days, "2025-01-01"], (day) =>
    /-(05-01|05-08|05-09|05-20|07-14|08-15|11-01|11-11|12-25|01-01)$/.test(day) ? 1 : 0
  );
  const days = dayFeatures(grid, {holiday, school: new Float64Array(holiday.length)});
  const of = (day: string) => days[grid.days.indexOf(day)];

  it("knows eves, morrows and bridge days", () => {
    expect(of("2024-05-10")).toMatchObject({weekday: 4, morrow: 1, bridge: 1, holiday: 0});
    expect(of("2024-05-07")).toMatchObject({eve: 1, bridge: 0});
    expect(of("2024-12-31")).toMatchObject({eve: 1, christmas: 7});
    expect(of("2024-12-24")).toMatchObject({christmas: 0, eve: 1});
    expect(of("2024-12-23").christmas).toBe(-1);
    expect(of("2024-05-01")).toMatchObject({firstOfMay: 1, holiday: 1, off: 1});
  });

  it("knows summer time and the middle of August", () => {
    expect([of("2024-10-26").summerTime, of("2024-10-27").summerTime]).toEqual([1, 0]);
    expect(of("2024-08-12").august).toBeGreaterThan(0.99);
    expect(of("2024-11-12").august).toBeLessThan(1e-6);
  });
});

describe("features", () => {
  const record = inventedRecord(60);
  const {grid, weather, kinds} = record;
  const whole = loadFeatures(grid, weather, kinds);

  it("are finite, named and as many as their columns", () => {
    expect(whole.rows).toHaveLength(grid.hours * featureColumns.length);
    expect(whole.inputs).toHaveLength(grid.hours * inputColumns.length);
    expect(whole.rows.every(Number.isFinite) && whole.inputs.every(Number.isFinite)).toBe(true);
    expect(new Set(featureColumns.map(({name}) => name)).size).toBe(featureColumns.length);
  });

  it("of a window with memory equal those of the whole record", () => {
    const [from, to] = [20, 29];
    const window = sliceGrid(grid, from, to);
    const cut = (values: Float64Array) =>
      Float64Array.from(
        cities.flatMap((_, k) => [
          ...values.subarray(k * grid.hours + grid.dayStart[from], k * grid.hours + grid.dayStart[to])
        ])
      );
    const windowWeather = {
      temperature: cut(weather.temperature),
      humidity: cut(weather.humidity),
      precipitation: cut(weather.precipitation),
      wind: cut(weather.wind),
      cloud: cut(weather.cloud)
    };
    const windowKinds = {
      holiday: kinds.holiday.slice(from, to + 1),
      school: kinds.school.slice(from, to + 1)
    };
    const memory = whole.memory.subarray((from - 1) * memoryLength, from * memoryLength);
    const part = loadFeatures(window, windowWeather, windowKinds, memory);
    const start = window.dayStart[1];
    for (const [rows, all, columns] of [
      [part.rows, whole.rows, featureColumns.length],
      [part.inputs, whole.inputs, inputColumns.length]
    ] as const)
      expect(rows.subarray(start * columns)).toEqual(
        all.subarray((grid.dayStart[from] + start) * columns, grid.dayStart[to] * columns)
      );
  });

  it("say where the weather has a hole", () => {
    const temperature = weather.temperature.slice();
    temperature[grid.hours + 5] = Number.NaN;
    expect(() => feltWeather(grid, {...weather, temperature})).toThrow(
      `expected temperature of ${cities[1].name} at 2021-03-24T04:00:00.000Z, found none`
    );
  });

  it("smooth the temperature with the rates that they name", () => {
    const steady = {...weather, temperature: weather.temperature.map(() => 10)};
    const felt = feltWeather(grid, steady, new Float64Array(memoryLength));
    expect(felt.smoothed[0][0]).toBeCloseTo(0.5);
    expect(felt.smoothed[0][1]).toBeCloseTo(0.975);
    expect(felt.heating[0]).toBeCloseTo(15 - 0.3);
    expect(felt.dailyMaximum[5]).toBeCloseTo(10);
    expect(addDays(grid.days[0], 0)).toBe("2021-03-24");
  });
});
