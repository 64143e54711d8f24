import type {LoadData} from "../../models/france/data.js";
import {horizon, type LoadRecord, zone} from "../../models/france/record.js";
import {cities} from "../../src/lib/load/cities.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {hourGrid} from "../../src/lib/time/grid.js";
import {addDays, weekday} from "../../src/lib/time/zone.js";

const HOUR = 3_600_000;

/** An invented record of the national load: a daily and weekly rhythm, cold that heats, noise that lasts a day. */
export function inventedRecord(days: number, seed = 1): LoadRecord {
  const first = "2021-03-24";
  const grid = hourGrid(zone, first, addDays(first, days + 6));
  const draw = normal(mulberry32(seed));
  const n = grid.hours;
  const field = (mean: number, spread: number, least: number, most: number, season = 0) => {
    const out = new Float64Array(cities.length * n);
    const state = cities.map(() => draw());
    for (let i = 0; i < n; ++i)
      for (let k = 0; k < cities.length; ++k) {
        state[k] = 0.98 * state[k] + 0.2 * draw();
        const year = season * Math.cos((2 * Math.PI * (i + 60 * 24)) / 8766);
        const day = season * 0.3 * Math.cos((2 * Math.PI * (grid.hourOf[i] - 15)) / 24);
        out[k * n + i] = Math.min(Math.max(mean + spread * state[k] - year + day, least), most);
      }
    return out;
  };
  const weather = {
    temperature: field(12, 3, -20, 42, 8),
    humidity: field(70, 12, 5, 100),
    precipitation: field(0, 0.4, 0, 30),
    wind: field(15, 5, 0, 90),
    cloud: field(55, 25, 0, 100)
  };
  const all = Array.from({length: grid.days.length + 1}, (_, d) => addDays(first, d));
  const holidays = all.map((day) =>
    /-(01-01|05-01|05-08|07-14|08-15|11-11|12-25)$/.test(day) ? "Holiday" : null
  );
  const kinds = {
    holiday: Uint8Array.from(holidays, (name) => (name ? 1 : 0)),
    school: Float64Array.from(all, (day) => (/-08-/.test(day) ? 1 : 0))
  };
  const load = new Float64Array(n);
  let error = 0;
  for (let i = 0; i < n; ++i) {
    const d = grid.dayOf[i];
    error = 0.95 * error + 0.004 * draw();
    const off = weekday(grid.days[d]) >= 5 || kinds.holiday[d] ? 0.12 : 0;
    const cold = Math.max(0, 15 - weather.temperature[i]) * 0.02;
    const hour = 0.1 * Math.sin((2 * Math.PI * (grid.hourOf[i] - 8)) / 24);
    load[i] = Math.exp(10.8 + hour + cold - off + error);
  }
  const originDay = days;
  const cut = grid.dayStart[originDay];
  const official = load.map((x) => x * (1 + 0.02 * draw()));
  load.fill(Number.NaN, cut);
  return {
    grid,
    originDay,
    load,
    recorded: load.slice(),
    repaired: new Uint8Array(n),
    official,
    weather,
    kinds,
    holidays
  };
}

/** What the candidates see of it, with a scheme of the last `origins` midnights. */
export function inventedStudy(
  record: LoadRecord,
  origins: number
): {data: LoadData; scheme: Scheme; truth: Truth} {
  const {grid, originDay, load, official, weather, kinds} = record;
  const originDays = Int32Array.from({length: origins}, (_, o) => originDay - origins + 1 + o);
  const starts = Float64Array.from(originDays, (d) => grid.start + grid.dayStart[d] * HOUR);
  const index = Array.from(originDays).flatMap((d) =>
    Array.from({length: horizon}, (_, lead) => grid.dayStart[d] + lead)
  );
  const actual = Float64Array.from(index, (i) => load[i]);
  const off = Uint8Array.from(grid.days, (day, d) => (weekday(day) >= 5 || kinds.holiday[d] ? 1 : 0));
  return {
    data: {grid, load, official, weather, kinds, off, originDays, calibration: 0},
    scheme: {
      series: [""],
      origins: starts,
      leads: horizon,
      block: 24,
      times: Float64Array.from(index, (i) => grid.start + i * HOUR)
    },
    truth: {actual, recorded: actual, comparable: new Uint8Array(actual.length).fill(1)}
  };
}
