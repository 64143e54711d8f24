import {cities} from "../../src/lib/load/cities.js";
import type {Weather} from "../../src/lib/load/weather.js";
import {mulberry32, normal} from "../../src/lib/random.js";

/** Autocorrelation of forecast errors from hour to hour. */
const HOURLY = 0.97;
/** Share of their variance that all cities have in common. */
const COMMON = 0.8;

/** Standard deviation of the temperature error, °C, at the middle of lead day 1 … 7. */
const temperatureError = [0.8, 1.0, 1.25, 1.55, 1.85, 2.2, 2.5];

/** From lead day 1 to 7 in equal steps. */
const between = (first: number, last: number, lead: number) =>
  first + ((last - first) * Math.min(lead / 24, 6.5)) / 6.5;

/**
 * Weather as a forecast would have it: recorded weather with errors that grow with the lead, in hours from `from` on.
 * Temperature errors have 0.8 °C on the first day and 2.5 °C on the seventh, cloud 20 to 35 points, wind 15 to 35 %; they follow an
 * AR(1) of 0.97 an hour, 0.8 of their variance common to the cities. The same seed gives the same errors.
 * @param weather `[city][hour]` over `hours` hours; not changed
 */
export function degrade(weather: Weather, hours: number, from: number, seed: number): Weather {
  const draw = normal(mulberry32(seed));
  const temperature = weather.temperature.slice();
  const wind = weather.wind.slice();
  const cloud = weather.cloud.slice();
  const common = [draw(), draw(), draw()];
  const own = cities.map(() => [draw(), draw(), draw()]);
  const step = (state: number[]) => {
    for (let v = 0; v < 3; ++v) state[v] = HOURLY * state[v] + Math.sqrt(1 - HOURLY ** 2) * draw();
  };
  for (let i = from; i < hours; ++i) {
    const lead = i - from;
    step(common);
    const day = Math.min(lead / 24 - 0.5, 6);
    const low = Math.max(Math.floor(day), 0);
    const high = Math.min(low + 1, 6);
    const spread =
      temperatureError[low] + (temperatureError[high] - temperatureError[low]) * Math.max(day - low, 0);
    for (let k = 0; k < cities.length; ++k) {
      step(own[k]);
      const z = (v: number) => Math.sqrt(COMMON) * common[v] + Math.sqrt(1 - COMMON) * own[k][v];
      const at = k * hours + i;
      temperature[at] += spread * z(0);
      cloud[at] = Math.min(Math.max(cloud[at] + between(20, 35, lead) * z(1), 0), 100);
      wind[at] = Math.max(wind[at] * (1 + between(0.15, 0.35, lead) * z(2)), 0);
    }
  }
  return {...weather, temperature, wind, cloud};
}
