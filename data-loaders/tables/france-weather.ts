import type {Breach} from "../../src/lib/artifacts.js";
import {cities} from "../../src/lib/load/cities.js";
import {addDays, dayNumber, midnight} from "../../src/lib/time/zone.js";
import type {Cell, Column} from "../columns.js";
import {breach, stamp} from "../contracts/breach.js";
import {checkWeather, weatherRules} from "../contracts/france-weather.js";
import {
  forecastChunk,
  hoursAsked,
  openMeteoSources,
  readWeather,
  weatherChunks,
  weatherVariables
} from "../open-meteo.js";
import type {Pulled} from "../pulls.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";

const zone = "Europe/Paris";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const from = "2021-03-23";
/** Days after today that the forecast is asked for. */
const ahead = 10;
/** Where archive and forecast overlap their mean difference must stay below this, °C. */
const seam = 4;

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
type Variable = keyof typeof weatherVariables;
const variables = Object.keys(weatherVariables) as Variable[];

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
  sample: {
    columns: ["city", "time", ...variables],
    restore: (cells, today) => ({
      ...cells,
      forecast: (cells.time as readonly number[]).map((time) => time >= midnight(zone, today))
    })
  }
};

async function make({pulls, today, now, recordedTo}: MakeContext): Promise<Made> {
  const origin = midnight(zone, today);
  const start = dayNumber(from) * DAY;
  const todayUtc = dayNumber(today) * DAY;
  const recorded = recordedTo !== undefined;
  const pastEnd = recorded ? (dayNumber(recordedTo) + 1) * DAY : todayUtc;
  // Yesterday is part of the forecast's days, because the origin, a local midnight, lies in it.
  const future = recorded ? [] : [forecastChunk(todayUtc - DAY, todayUtc + (ahead + 1) * DAY)];
  const pulledPast = await pulls.pull(weatherChunks(start, pastEnd, now.getTime()));
  const pulledFuture = await pulls.pull(future);
  const {all: past, breaches: ofPast} = join(pulledPast);
  const {all: coming, breaches: ofComing} = join(pulledFuture);
  const end = Math.max(pastEnd, lastKnown(coming) + HOUR);

  const cells: Record<string, Cell[]> = Object.fromEntries(columns.map(({name}) => [name, []]));
  for (const {id} of cities) {
    const known = [past.get(id), coming.get(id)] as const;
    for (let time = start; time < end; time += HOUR) {
      const isForecast = time >= origin;
      const hour = (isForecast && !recorded ? known[1] : known[0])?.get(time);
      cells.city.push(id);
      cells.time.push(time);
      cells.forecast.push(isForecast);
      for (const name of variables) cells[name].push(hour?.[name] ?? null);
    }
  }
  return {
    cells,
    breaches: [...ofPast, ...ofComing, ...checkSeam(past, coming)],
    pulled: [...pulledPast, ...pulledFuture],
    sources: [
      {...openMeteoSources.history, pulled: pulledPast},
      ...(recorded ? [] : [{...openMeteoSources.forecast, pulled: pulledFuture}])
    ],
    asOf: addDays(today, -1)
  };
}

type Hour = Readonly<Record<Variable, number | null>>;

/** The hours of each city over several replies, and those that were not asked for or came twice. */
function join(pulled: readonly Pulled[]): {all: Map<string, Map<number, Hour>>; breaches: Breach[]} {
  const all = new Map<string, Map<number, Hour>>(cities.map(({id}) => [id, new Map()]));
  const foreign: string[] = [];
  const repeated: string[] = [];
  for (const {chunk, bytes} of pulled) {
    const {first, last} = hoursAsked(chunk);
    for (const {city, time, values} of readWeather(bytes)) {
      const hours = all.get(city)!;
      time.forEach((instant, i) => {
        if (instant < first || instant > last || instant % HOUR !== 0)
          foreign.push(`${city} ${stamp(instant)}`);
        if (hours.has(instant)) repeated.push(`${city} ${stamp(instant)}`);
        else
          hours.set(
            instant,
            Object.fromEntries(variables.map((name) => [name, values[name][i]])) as unknown as Hour
          );
      });
    }
  }
  return {
    all,
    breaches: [
      ...(foreign.length > 0
        ? [breach("span", "error", "time", "instants that were not asked for", foreign)]
        : []),
      ...(repeated.length > 0
        ? [breach("duplicate", "warning", "time", "hours that came twice; the first counts", repeated)]
        : [])
    ]
  };
}

/** The last hour that has any value at any city; before 1970 where there is none. */
function lastKnown(all: ReadonlyMap<string, ReadonlyMap<number, Hour>>): number {
  let last = -HOUR;
  for (const hours of all.values())
    for (const [time, hour] of hours)
      if (time > last && variables.some((name) => hour[name] !== null)) last = time;
  return last;
}

/** Compares archive and forecast on the hours that both have. */
function checkSeam(
  past: ReadonlyMap<string, ReadonlyMap<number, Hour>>,
  coming: ReadonlyMap<string, ReadonlyMap<number, Hour>>
): Breach[] {
  const cases: string[] = [];
  let sum = 0;
  for (const [city, hours] of coming) {
    for (const [time, {temperature}] of hours) {
      const archived = past.get(city)?.get(time)?.temperature;
      if (temperature === null || archived === null || archived === undefined) continue;
      sum += Math.abs(temperature - archived);
      cases.push(`${city} ${stamp(time)}: ${archived} and ${temperature}`);
    }
  }
  const mean = sum / cases.length;
  if (cases.length === 0 || mean < seam) return [];
  return [
    breach(
      "seam",
      "error",
      "temperature",
      `archive and forecast differ by ${mean.toFixed(1)} °C on the mean`,
      cases
    )
  ];
}
