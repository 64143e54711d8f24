import type {DailyWeather} from "../../src/lib/daily/record.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {horizon} from "./data.js";

/** Standard deviation of the temperature error, °C, on lead day 1 … 7. */
const temperatureError = [0.8, 1.0, 1.25, 1.55, 1.85, 2.2, 2.5];
/** Autocorrelation of errors from day to day: an hourly one of 0.97. */
const DAILY = 0.97 ** 24;

/**
 * Weather as a forecast would have it: recorded weather with errors on the days of the horizon that grow with the lead: of
 * temperature 0.8 °C on the first day and 2.5 °C on the seventh (the same for mean and extremes), of cloud 20 to 35 points, of wind 15 to
 * 35 %, autocorrelated from day to day. The same seed gives the same errors. Days before `origin` are as recorded.
 */
export function degrade(weather: DailyWeather, origin: number, seed: number): DailyWeather {
  const draw = normal(mulberry32(seed));
  const out = {
    ...weather,
    temperature: weather.temperature.slice(),
    temperature_min: weather.temperature_min.slice(),
    temperature_max: weather.temperature_max.slice(),
    wind: weather.wind.slice(),
    cloud: weather.cloud.slice()
  };
  const state = [draw(), draw(), draw()];
  for (let lead = 0; lead < horizon && origin + lead < out.cloud.length; ++lead) {
    if (lead) for (let v = 0; v < 3; ++v) state[v] = DAILY * state[v] + Math.sqrt(1 - DAILY ** 2) * draw();
    const d = origin + lead;
    const growth = lead / (horizon - 1);
    const warmer = temperatureError[lead] * state[0];
    out.temperature[d] += warmer;
    out.temperature_min[d] += warmer;
    out.temperature_max[d] += warmer;
    out.cloud[d] = Math.min(Math.max(out.cloud[d] + (20 + 15 * growth) * state[1], 0), 100);
    out.wind[d] = Math.max(out.wind[d] * (1 + (0.15 + 0.2 * growth) * state[2]), 0);
  }
  return out;
}
