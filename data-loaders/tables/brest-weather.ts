import type {Area} from "../../src/lib/areas.js";
import {areasAsked, areas as configured} from "../../src/lib/areas.js";
import {addDays, hoursOfDay, localDay} from "../../src/lib/time/zone.js";
import type {Cell, Column} from "../columns.js";
import {zone} from "../contracts/area-days.js";
import {areaWeatherRules, checkAreaWeather, compareAreaWeather} from "../contracts/brest-weather.js";
import type {WeatherPlace} from "../open-meteo.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";
import type {Hour, WeatherHours} from "../weather-hours.js";
import {weatherHours} from "../weather-hours.js";
import {brestSample} from "./brest-load.js";

/** The first day (UTC) that is asked for; the first local day of the table is the one after it. */
const from = "2021-03-23";

const columns: readonly Column[] = [
  {name: "area", type: "VARCHAR", unit: "", description: "code of the area (code_insee_epci)"},
  {name: "date", type: "VARCHAR", unit: "YYYY-MM-DD", description: "local day, Europe/Paris"},
  {
    name: "temperature_mean",
    type: "DOUBLE",
    unit: "°C",
    description: "air temperature at 2 m, mean of the day's hours, mean of the area's places",
    decimals: 2
  },
  {
    name: "temperature_min",
    type: "DOUBLE",
    unit: "°C",
    description: "its lowest hour, mean of the places",
    decimals: 2
  },
  {
    name: "temperature_max",
    type: "DOUBLE",
    unit: "°C",
    description: "its highest hour, mean of the places",
    decimals: 2
  },
  {
    name: "precipitation",
    type: "DOUBLE",
    unit: "mm",
    description: "rain and snow of the day, mean of the places",
    decimals: 2
  },
  {
    name: "wind",
    type: "DOUBLE",
    unit: "km/h",
    description: "wind speed at 10 m, mean of hours and places",
    decimals: 2
  },
  {
    name: "humidity",
    type: "DOUBLE",
    unit: "%",
    description: "relative humidity at 2 m, mean of hours and places",
    decimals: 2
  },
  {
    name: "cloud",
    type: "DOUBLE",
    unit: "%",
    description: "share of the sky under cloud, mean of hours and places",
    decimals: 2
  },
  {
    name: "forecast",
    type: "BOOLEAN",
    unit: "",
    description: "whether the day was still to come when the table was made"
  }
];

type Variable = keyof Hour;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Each daily column: of which hourly variable, and how its hours become one number. */
const daily: Readonly<Record<string, readonly [Variable, (hours: readonly number[]) => number]>> = {
  temperature_mean: ["temperature", mean],
  temperature_min: ["temperature", (hours) => Math.min(...hours)],
  temperature_max: ["temperature", (hours) => Math.max(...hours)],
  precipitation: ["precipitation", sum],
  wind: ["wind_speed", mean],
  humidity: ["humidity", mean],
  cloud: ["cloud_cover", mean]
};

/** The daily weather of some areas: archived up to the origin, forecast from it on. */
export function areaWeather(areas: readonly Area[]): TableDefinition {
  return {
    id: "brest-weather",
    title: "Areas: weather, daily",
    publishers: ["open-meteo"],
    timeZone: zone,
    columns,
    from,
    limitDays: 3,
    contract: areaWeatherRules,
    make: (context) => make(areas, context),
    check: checkAreaWeather,
    compare: compareAreaWeather,
    sample: {
      ...brestSample,
      columns: ["area", "date", ...Object.keys(daily)],
      restore: (cells, today) => ({
        ...cells,
        forecast: (cells.date as readonly string[]).map((day) => day >= today)
      })
    }
  };
}

/** The daily weather of the configured areas. */
export const brestWeather = areaWeather(configured);

async function make(areas: readonly Area[], context: MakeContext): Promise<Made> {
  const asked = areasAsked(areas, context.today).sort((a, b) => (a.code < b.code ? -1 : 1));
  const places = new Map(asked.flatMap((area) => area.places.map((place) => [idOf(place), place])));
  const group = {places: [...places].map(([id, place]) => ({id, ...place})), prefix: "areas-"};
  const weather = await weatherHours(group, zone, from, context);
  const cells: Record<string, Cell[]> = Object.fromEntries(columns.map(({name}) => [name, []]));
  const last = localDay(zone, weather.end);
  for (const area of asked) {
    for (let day = addDays(from, 1); day < last; day = addDays(day, 1)) {
      cells.area.push(area.code);
      cells.date.push(day);
      cells.forecast.push(day >= context.today);
      for (const [name, [variable, reduce]] of Object.entries(daily)) {
        const ofPlaces = area.places.map((place) => dayOf(weather, idOf(place), day, variable, reduce));
        const known = ofPlaces.filter((value) => value !== null);
        cells[name].push(known.length < ofPlaces.length ? null : round(mean(known)));
      }
    }
  }
  const {breaches, pulled, sources, asOf} = weather;
  return {cells, breaches, pulled, sources, asOf};
}

const idOf = ({latitude, longitude}: Omit<WeatherPlace, "id">) => `${latitude},${longitude}`;

/** One number of a local day at a place; null where an hour is missing. */
function dayOf(
  {at}: WeatherHours,
  place: string,
  day: string,
  variable: Variable,
  reduce: (hours: readonly number[]) => number
): number | null {
  const hours = hoursOfDay(zone, day).map((time) => at(place, time)?.[variable] ?? null);
  const known = hours.filter((value) => value !== null);
  return known.length < hours.length ? null : reduce(known);
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
