import {cities} from "../../src/lib/load/cities.js";
import {midnight} from "../../src/lib/time/zone.js";
import type {Cell, Column} from "../columns.js";
import {checkWeather, compareWeather, weatherRules} from "../contracts/france-weather.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";
import {hourlyVariables, weatherHours} from "../weather-hours.js";
import {franceSample} from "./france-load.js";

const zone = "Europe/Paris";
const HOUR = 3_600_000;
/** The first day of the archived weather. */
const from = "2021-03-23";

const columns: readonly Column[] = [
  {name: "city", type: "VARCHAR", unit: "", description: "id of the city"},
  {name: "time", type: "TIMESTAMP", unit: "UTC", description: "start of the hour"},
  {name: "temperature", type: "DOUBLE", unit: "°C", description: "air temperature at 2 m", decimals: 1},
  {name: "humidity", type: "DOUBLE", unit: "%", description: "relative humidity at 2 m", decimals: 0},
  {
    name: "precipitation",
    type: "DOUBLE",
    unit: "mm",
    description: "rain and snow of the hour before",
    decimals: 2
  },
  {name: "wind_speed", type: "DOUBLE", unit: "km/h", description: "wind speed at 10 m", decimals: 1},
  {name: "cloud_cover", type: "DOUBLE", unit: "%", description: "share of the sky under cloud", decimals: 0},
  {
    name: "forecast",
    type: "BOOLEAN",
    unit: "",
    description: "whether the hour was still to come when the table was made"
  }
];

/** Hourly weather at the ten cities: archived up to the origin, forecast from it on. */
export const franceWeather: TableDefinition = {
  id: "france-weather",
  title: "France: weather at ten cities, hourly",
  publishers: ["open-meteo"],
  timeZone: zone,
  columns,
  from,
  limitDays: 3,
  contract: weatherRules,
  make,
  check: checkWeather,
  compare: compareWeather,
  sample: {
    ...franceSample,
    columns: ["city", "time", ...hourlyVariables],
    restore: (cells, today) => ({
      ...cells,
      forecast: (cells.time as readonly number[]).map((time) => time >= midnight(zone, today))
    })
  }
};

async function make(context: MakeContext): Promise<Made> {
  const weather = await weatherHours({places: cities, prefix: ""}, zone, from, context);
  const cells: Record<string, Cell[]> = Object.fromEntries(columns.map(({name}) => [name, []]));
  for (const {id} of cities) {
    for (let time = weather.start; time < weather.end; time += HOUR) {
      const hour = weather.at(id, time);
      cells.city.push(id);
      cells.time.push(time);
      cells.forecast.push(time >= weather.origin);
      for (const name of hourlyVariables) cells[name].push(hour?.[name] ?? null);
    }
  }
  const {breaches, pulled, sources, asOf} = weather;
  return {cells, breaches, pulled, sources, asOf};
}
