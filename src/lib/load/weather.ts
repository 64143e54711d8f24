import type {HourGrid} from "../time/grid.js";
import {cities} from "./cities.js";
import {photovoltaicShare, radiation, sineOfElevation} from "./sun.js";

/** Hourly weather of the cities over a grid, `[city][hour]`, the cities in the order of their table. */
export interface Weather {
  /** °C */
  readonly temperature: Float64Array;
  /** % */
  readonly humidity: Float64Array;
  /** mm in the hour */
  readonly precipitation: Float64Array;
  /** km/h */
  readonly wind: Float64Array;
  /** % */
  readonly cloud: Float64Array;
}

/** The rates of exponential smoothing per hour of the national temperature: about a day, four days and three weeks. */
export const smoothingRates = [0.05, 0.01, 0.002] as const;

/** The rates per hour of each city's temperature for heating (about a day and a half) and cooling. */
const HEATING_RATE = 0.03;
const COOLING_RATE = 0.06;

/** Where the smoothings stood in the hour before a grid begins: national ones first, then heating and cooling by city. */
export type Memory = Float64Array;

export const memoryLength = smoothingRates.length + 2 * cities.length;

/** What the load feels of the weather, hour by hour, `[hour]` or `[city][hour]`; `daily…` are the same for all hours of a local day. */
export interface FeltWeather {
  readonly temperature: Float64Array;
  readonly smoothed: readonly Float64Array[];
  readonly dailyMinimum: Float64Array;
  readonly dailyMaximum: Float64Array;
  /** City minus nation, °C. */
  readonly deviation: Float64Array;
  /** Degrees below 15 °C, smoothed. */
  readonly heating: Float64Array;
  /** Degrees above 20 °C, smoothed. */
  readonly cooling: Float64Array;
  /** On the panels, kW/m². */
  readonly radiation: Float64Array;
  readonly dailyRadiation: Float64Array;
  readonly clearSky: Float64Array;
  readonly elevation: Float64Array;
  /** 0 … 1 */
  readonly cloud: Float64Array;
  /** m/s */
  readonly wind: Float64Array;
  /** 0 … 1 */
  readonly humidity: Float64Array;
  /** mm, at most 5 */
  readonly rain: Float64Array;
  /** The smoothings after each day's last hour, `[day][memoryLength]`: where a forecast from the next midnight starts. */
  readonly memory: Float64Array;
}

/**
 * Turns the weather of a grid into what the load feels. The smoothings start from `memory` where it is given, else from
 * the first hour's temperature.
 * @throws when a value is missing: the message names the city and the hour.
 */
export function feltWeather(grid: HourGrid, weather: Weather, memory?: Memory): FeltWeather {
  const n = grid.hours;
  const c = cities.length;
  for (const [name, values] of Object.entries(weather)) {
    const missing =
      values.length < c * n ? values.length : values.findIndex((value: number) => Number.isNaN(value));
    if (missing >= 0)
      throw new Error(
        `weather: expected ${name} of ${cities[Math.min(Math.floor(missing / n), c - 1)].name} at ${new Date(grid.start + (missing % n) * 3_600_000).toISOString()}, found none`
      );
  }
  const national = (values: Float64Array) => weighted(values, n, (k) => cities[k].weight);
  const temperature = national(weather.temperature);
  const smoothed = smoothingRates.map((rate, k) => smooth(temperature, 0, n, rate, memory?.[k]));
  const deviation = new Float64Array(c * n);
  const heating = new Float64Array(c * n);
  const cooling = new Float64Array(c * n);
  const memories = new Float64Array(grid.days.length * memoryLength);
  const keep = (slot: number, values: Float64Array) => {
    for (let d = 0; d < grid.days.length; ++d)
      memories[d * memoryLength + slot] = values[grid.dayStart[d + 1] - 1];
  };
  for (let k = 0; k < smoothed.length; ++k) keep(k, smoothed[k]);
  for (let k = 0; k < c; ++k) {
    const slot = smoothingRates.length + 2 * k;
    const slow = smooth(weather.temperature, k * n, n, HEATING_RATE, memory?.[slot]);
    const fast = smooth(weather.temperature, k * n, n, COOLING_RATE, memory?.[slot + 1]);
    keep(slot, slow);
    keep(slot + 1, fast);
    for (let i = 0; i < n; ++i) {
      deviation[k * n + i] = weather.temperature[k * n + i] - temperature[i];
      heating[k * n + i] = Math.max(0, 15 - slow[i]);
      cooling[k * n + i] = Math.max(0, fast[i] - 20);
    }
  }
  const sun = sunOver(grid);
  const panels = new Float64Array(n);
  const clearSky = new Float64Array(n);
  const elevation = new Float64Array(n);
  for (let k = 0; k < c; ++k) {
    for (let i = 0; i < n; ++i) {
      const sine = sun[k * n + i];
      panels[i] += photovoltaicShare[k] * 0.001 * radiation(sine, weather.cloud[k * n + i] / 100);
      clearSky[i] += photovoltaicShare[k] * 0.001 * radiation(sine, 0);
      elevation[i] += cities[k].weight * sine;
    }
  }
  return {
    temperature,
    smoothed,
    dailyMinimum: daily(grid, temperature, Math.min),
    dailyMaximum: daily(grid, temperature, Math.max),
    deviation,
    heating,
    cooling,
    radiation: panels,
    dailyRadiation: dailyMean(grid, panels),
    clearSky,
    elevation,
    cloud: national(weather.cloud).map((x) => x / 100),
    wind: national(weather.wind).map((x) => x / 3.6),
    humidity: national(weather.humidity).map((x) => x / 100),
    rain: national(weather.precipitation).map((x) => Math.min(x, 5)),
    memory: memories
  };
}

/** Sine of the solar elevation in the middle of each hour, `[city][hour]`. */
function sunOver(grid: HourGrid): Float64Array {
  const out = new Float64Array(cities.length * grid.hours);
  cities.forEach(({latitude, longitude}, k) => {
    for (let i = 0; i < grid.hours; ++i)
      out[k * grid.hours + i] = sineOfElevation(grid.start + i * 3_600_000 + 1_800_000, latitude, longitude);
  });
  return out;
}

function weighted(values: Float64Array, n: number, weight: (city: number) => number): Float64Array {
  const out = new Float64Array(n);
  for (let k = 0; k < cities.length; ++k) {
    const w = weight(k);
    for (let i = 0; i < n; ++i) out[i] += w * values[k * n + i];
  }
  return out;
}

function smooth(
  values: Float64Array,
  from: number,
  n: number,
  rate: number,
  before = values[from]
): Float64Array {
  const out = new Float64Array(n);
  let state = before;
  for (let i = 0; i < n; ++i) out[i] = state += rate * (values[from + i] - state);
  return out;
}

function daily(grid: HourGrid, values: Float64Array, pick: (a: number, b: number) => number): Float64Array {
  const out = new Float64Array(grid.hours);
  for (let d = 0; d < grid.days.length; ++d) {
    let value = values[grid.dayStart[d]];
    for (let i = grid.dayStart[d]; i < grid.dayStart[d + 1]; ++i) value = pick(value, values[i]);
    out.fill(value, grid.dayStart[d], grid.dayStart[d + 1]);
  }
  return out;
}

function dailyMean(grid: HourGrid, values: Float64Array): Float64Array {
  const out = new Float64Array(grid.hours);
  for (let d = 0; d < grid.days.length; ++d) {
    const [from, to] = [grid.dayStart[d], grid.dayStart[d + 1]];
    let sum = 0;
    for (let i = from; i < to; ++i) sum += values[i];
    out.fill(sum / (to - from), from, to);
  }
  return out;
}
