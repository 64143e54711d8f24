import type {DailyData} from "../../models/brest/data.js";
import {horizon, zone} from "../../models/brest/data.js";
import type {DailyRecord} from "../../src/lib/daily/record.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {addDays, midnight, weekday} from "../../src/lib/time/zone.js";

/** The first day of invented records. */
export const firstDay = "2022-01-01";

/** An invented daily load with a season, cold that heats, quieter weekends and errors that last for days; `days` are known. */
export function inventedRecord(days: number, seed = 1): DailyRecord {
  const draw = normal(mulberry32(seed));
  const all = Array.from({length: days + horizon}, (_, d) => addDays(firstDay, d));
  let state = 0;
  const temperature = Float64Array.from(all, (_, d) => {
    state = 0.7 * state + 2 * draw();
    return 12 - 7 * Math.cos((2 * Math.PI * (d - 20)) / 365.25) + state;
  });
  const field = (mean: number, spread: number) =>
    Float64Array.from(all, () => Math.max(mean + spread * draw(), 0));
  const holiday = Uint8Array.from(all, (day) => (/-(01-01|05-01|07-14|12-25)$/.test(day) ? 1 : 0));
  const school = Uint8Array.from(all, (day) => (/-08-/.test(day) ? 1 : 0));
  let error = 0;
  const load = Float64Array.from(all, (day, d) => {
    error = 0.9 * error + 0.006 * draw();
    const off = weekday(day) > 4 || holiday[d] ? 0.05 : 0;
    return 1000 * Math.exp(0.035 * Math.max(16 - temperature[d], 0) - off + error);
  });
  load.fill(Number.NaN, days);
  return {
    days: all,
    load,
    weather: {
      temperature,
      temperature_min: temperature.map((t) => t - 4),
      temperature_max: temperature.map((t) => t + 5),
      precipitation: field(2, 3),
      wind: field(15, 6),
      humidity: field(75, 10),
      cloud: field(60, 20)
    },
    holiday,
    school
  };
}

/** The last `origins` origins of some records of the same days. */
export function inventedStudy(
  records: readonly DailyRecord[],
  origins: number
): {data: DailyData; scheme: Scheme; truth: Truth} {
  const [{days}] = records;
  const last = days.length - horizon;
  const originDays = Int32Array.from({length: origins}, (_, o) => last - origins + 1 + o);
  const start = (d: number) => midnight(zone, days[d]);
  const scheme: Scheme = {
    series: records.map((_, s) => `area ${s + 1}`),
    origins: Float64Array.from(originDays, start),
    leads: horizon,
    block: 1,
    times: Float64Array.from({length: origins * horizon}, (_, i) =>
      start(originDays[Math.floor(i / horizon)] + (i % horizon))
    )
  };
  const actual = Float64Array.from({length: origins * records.length * horizon}, (_, i) => {
    const [o, s] = [Math.floor(i / horizon / records.length), Math.floor(i / horizon) % records.length];
    return records[s].load[originDays[o] + (i % horizon)];
  });
  const truth = {actual, recorded: actual, comparable: new Uint8Array(actual.length).fill(1)};
  return {data: {records, originDays}, scheme, truth};
}
