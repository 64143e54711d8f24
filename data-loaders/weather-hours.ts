import type {Breach} from "../src/lib/artifacts/tables.js";
import {addDays, dayNumber, midnight} from "../src/lib/time/zone.js";
import {breach, stamp} from "./contracts/breach.js";
import type {PlaceGroup} from "./open-meteo.js";
import {
  forecastChunk,
  hoursAsked,
  openMeteoSources,
  readWeather,
  weatherChunks,
  weatherVariables
} from "./open-meteo.js";
import type {Pulled} from "./pulls.js";
import {withDoubts} from "./pulls.js";
import type {Made, MakeContext, Rule} from "./table.js";

/** Hourly weather of some places, archived up to the origin and forecast from it on: what weather tables are made of. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days after today that the forecast is asked for. */
const ahead = 10;
/** Where archive and forecast overlap their mean difference must stay below this, °C. */
const seam = 4;

/** What the replies must satisfy, in words. */
export const hourRules: readonly Rule[] = [
  {code: "span", level: "error", column: "time", rule: "a reply has no hours but those asked for"},
  {code: "duplicate", level: "warning", column: "time", rule: "no hour twice; the first counts"},
  {
    code: "seam",
    level: "error",
    column: "temperature",
    rule: `where archive and forecast overlap they differ by less than ${seam} °C on the mean`
  }
];

type Variable = keyof typeof weatherVariables;
/** The variables of an hour. */
export const hourlyVariables = Object.keys(weatherVariables) as readonly Variable[];

/** The weather of one hour at one place; null where a value is missing. */
export type Hour = Readonly<Record<Variable, number | null>>;

/** Hours from `start` up to, not including, `end` (ms UTC), and what came with them. */
export interface WeatherHours extends Pick<Made, "breaches" | "pulled" | "sources" | "asOf"> {
  readonly start: number;
  readonly end: number;
  /** The first hour that was still to come when the weather was pulled. */
  readonly origin: number;
  /** The weather of an hour at the place with an id; undefined where nothing came. */
  at(place: string, time: number): Hour | undefined;
}

/**
 * Pulls the weather of places from a day (UTC) on. For a sample, archived weather up to `recordedTo` stands in for the
 * forecast.
 * @param zone the time zone in which `today` begins.
 */
export async function weatherHours(
  group: PlaceGroup,
  zone: string,
  from: string,
  {pulls, today, now, recordedTo}: MakeContext
): Promise<WeatherHours> {
  const origin = midnight(zone, today);
  const start = dayNumber(from) * DAY;
  const todayUtc = dayNumber(today) * DAY;
  const recorded = recordedTo !== undefined;
  const pastEnd = recorded ? (dayNumber(recordedTo) + 1) * DAY : todayUtc;
  // Yesterday is part of the forecast's days, because the origin, a local midnight, lies in it.
  const future = recorded ? [] : [forecastChunk(group, todayUtc - DAY, todayUtc + (ahead + 1) * DAY)];
  const pulledPast = await pulls.pull(weatherChunks(group, start, pastEnd, now.getTime()));
  const pulledFuture = await pulls.pull(future);
  const {all: past, breaches: ofPast, mended} = join(group, pulledPast);
  const {all: coming, breaches: ofComing} = join(group, pulledFuture);
  return {
    start,
    end: Math.max(pastEnd, lastKnown(coming) + HOUR),
    origin,
    at: (place, time) => (time >= origin && !recorded ? coming : past).get(place)?.get(time),
    breaches: [...ofPast, ...ofComing, ...checkSeam(past, coming)],
    // A forecast is asked for in every run.
    pulled: [...withDoubts(pulledPast, mended), ...pulledFuture],
    sources: [
      {...openMeteoSources.history, pulled: pulledPast},
      ...(recorded ? [] : [{...openMeteoSources.forecast, pulled: pulledFuture}])
    ],
    asOf: addDays(today, -1)
  };
}

type Hours = ReadonlyMap<string, ReadonlyMap<number, Hour>>;

/** The hours of each place over several replies, and those that were not asked for or came twice. */
function join(
  {places}: PlaceGroup,
  pulled: readonly Pulled[]
): {all: Hours; breaches: Breach[]; mended: ReadonlySet<Pulled>} {
  const all = new Map<string, Map<number, Hour>>(places.map(({id}) => [id, new Map()]));
  const foreign: string[] = [];
  const repeated: string[] = [];
  const mended = new Set<Pulled>();
  for (const one of pulled) {
    const {chunk, bytes} = one;
    const {first, last} = hoursAsked(chunk);
    for (const {place, time, values} of readWeather(bytes, places)) {
      const hours = all.get(place)!;
      time.forEach((instant, i) => {
        // An hour that nobody asked for is told and left out: the table must not reach as far as a publisher likes.
        if (instant < first || instant > last || instant % HOUR !== 0)
          foreign.push(`${place} ${stamp(instant)}`);
        else if (hours.has(instant)) {
          repeated.push(`${place} ${stamp(instant)}`);
          mended.add(one);
        } else
          hours.set(
            instant,
            Object.fromEntries(hourlyVariables.map((name) => [name, values[name][i]])) as unknown as Hour
          );
      });
    }
  }
  return {
    ...{all, mended},
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

/** The last hour that has any value at any place; before 1970 where there is none. */
function lastKnown(all: Hours): number {
  let last = -HOUR;
  for (const hours of all.values())
    for (const [time, hour] of hours)
      if (time > last && hourlyVariables.some((name) => hour[name] !== null)) last = time;
  return last;
}

/** Compares archive and forecast on the hours that both have. */
function checkSeam(past: Hours, coming: Hours): Breach[] {
  const cases: string[] = [];
  let sum = 0;
  for (const [place, hours] of coming) {
    for (const [time, {temperature}] of hours) {
      const archived = past.get(place)?.get(time)?.temperature;
      if (temperature === null || archived === null || archived === undefined) continue;
      sum += Math.abs(temperature - archived);
      cases.push(`${place} ${stamp(time)}: ${archived} and ${temperature}`);
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
