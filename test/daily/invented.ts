import type {DailyRecord, WeatherName} from "../../src/lib/daily/record.js";
import type {DailyScenario} from "../../src/lib/daily/scenario.js";
import {scaleOf, stepsOf, windowFeatures} from "../../src/lib/daily/windows.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {predictLstm} from "../../src/lib/recurrent/predict.js";
import {initialWeights, type LstmWeights} from "../../src/lib/recurrent/weights.js";
import {addDays, weekday} from "../../src/lib/time/zone.js";

const first = "2022-01-03";
export const size = 30;
export const horizon = 7;

/** An invented record of an area: cold that heats, weekends that rest, a gap in the load; the last seven days are not known. */
export function inventedDays(count = 160): DailyRecord {
  const draw = normal(mulberry32(7));
  const days = Array.from({length: count}, (_, d) => addDays(first, d));
  const column = (mean: number, spread: number, least: number) =>
    Float64Array.from(days, () => Math.max(mean + spread * draw(), least));
  const temperature = Float64Array.from(days, (_, d) => 9 + 5 * Math.sin(d / 20) + draw());
  const weather: Record<WeatherName, Float64Array> = {
    temperature,
    temperature_min: temperature.map((t) => t - 3),
    temperature_max: temperature.map((t) => t + 4),
    precipitation: column(2, 3, 0),
    wind: column(15, 5, 0),
    humidity: column(75, 8, 0),
    cloud: column(60, 15, 0).map((x) => Math.min(x, 100))
  };
  const load = Float64Array.from(days, (day, d) =>
    d < count - horizon ? 1500 - 35 * temperature[d] - (weekday(day) > 4 ? 90 : 0) + 20 * draw() : Number.NaN
  );
  load.fill(Number.NaN, 100, 103);
  const holiday = Uint8Array.from(days, (_, d) => Number(d % 40 === 20));
  return {days, load, weather, holiday, school: Uint8Array.from(days, (_, d) => Number(d % 60 < 14))};
}

/** A net whose weights were drawn, not learned. */
export const drawnNet = (): LstmWeights =>
  initialWeights({steps: size, features: windowFeatures.length, units: 9, outputs: 1}, mulberry32(3));

export const predictor = (weights: LstmWeights) => (windows: Float32Array) => predictLstm(weights, windows);

/** A record as a published scenario, without an issued forecast. */
export function published(record: DailyRecord): DailyScenario {
  const {days, load, weather, holiday, school} = record;
  const column = (values: Float64Array) => Array.from(values, (x) => (Number.isNaN(x) ? null : x));
  const state = {
    area: "Invented area",
    zone: "Europe/Paris",
    days,
    load: column(load),
    weather: Object.fromEntries(Object.entries(weather).map(([name, values]) => [name, column(values)])),
    holiday: Array.from(holiday, (one) => (one ? "Holiday" : null)),
    school: [...school],
    size,
    horizon,
    origin: days[days.length - horizon],
    scale: scaleOf(stepsOf(record, weather), 0, days.length - 40),
    issued: []
  };
  return JSON.parse(JSON.stringify(state)) as DailyScenario;
}
