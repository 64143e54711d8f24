import type {Breach} from "../../src/lib/artifacts/tables.js";
import {cities} from "../../src/lib/load/cities.js";
import {midnight} from "../../src/lib/time/zone.js";
import type {Cell, Cells} from "../columns.js";
import type {Rule} from "../table.js";
import {hourRules} from "../weather-hours.js";
import {breach, stamp} from "./breach.js";
import {checkClimate, checkMissing, checkMissingIn, checkRange, checkStep, monthsOf} from "./checks.js";
import {checkRepeated} from "./repeated.js";
import type {RevisionLimits} from "./revision.js";
import {checkRevision, pairRows, revisionRules} from "./revision.js";
import {checkWeeks, weekRules} from "./weather-weeks.js";

/** The contract of the finished table `france-weather`. */

const zone = "Europe/Paris";
const HOUR = 3_600_000;
/** Hours after the origin that the weather must reach. */
const reach = 168;
const recentHours = 28 * 24;

const ranges = {
  temperature: {unit: "°C", range: [-35, 50]},
  humidity: {unit: "%", range: [0, 100]},
  precipitation: {unit: "mm", range: [0, 150]},
  wind_speed: {unit: "km/h", range: [0, 250]},
  cloud_cover: {unit: "%", range: [0, 100]}
} as const;

/** The archive's last days are filled in as weather models deliver: by how much of a month's spread its hours may change. */
const revisions: Readonly<Record<string, RevisionLimits>> = Object.fromEntries(
  Object.entries({temperature: 0.15, humidity: 0.3, wind_speed: 0.4, cloud_cover: 0.6}).map(
    ([name, changed]) => [name, {lost: 0.05, changed, scale: "spread", least: 240}]
  )
);

/** How far a month's mean over the cities may be off the normal, °C. */
const abnormal = 6;

export const weatherRules: readonly Rule[] = [
  {code: "cities", level: "error", column: "city", rule: "each of the ten cities has the same hours"},
  {code: "step", level: "error", column: "time", rule: "one row for each city and hour (UTC)"},
  {
    code: "reach",
    level: "error",
    column: "time",
    rule: `the forecast reaches ${reach} hours past the origin`
  },
  {
    code: "range",
    level: "both",
    column: "temperature, humidity, precipitation, wind_speed, cloud_cover",
    rule: "values are possible: −35 … 50 °C, 0 … 100 %, 0 … 150 mm, 0 … 250 km/h; above 0.1 % outside is an error"
  },
  {
    code: "missing",
    level: "both",
    column: "temperature, humidity, precipitation, wind_speed, cloud_cover",
    rule: "at most 1 % missing in all (3 % tolerated), at most 1 % from four weeks before the origin to a week after it (5 % tolerated); above 5 % of a month is an error"
  },
  ...hourRules,
  ...weekRules,
  {
    code: "repeated",
    level: "error",
    column: "temperature",
    rule: "no day has over the cities the hours of the day before"
  },
  ...revisionRules(
    "temperature, humidity, wind_speed, cloud_cover",
    "in any month: at most 5 % lost, at most 0.15 of the temperatures' deviation changed (0.3 of humidity, 0.4 of wind, 0.6 of cloud)"
  ),
  {
    code: "profile",
    level: "error",
    column: "temperature",
    rule: "the mean day of the last four weeks is warmest between 11:00 and 17:00 UTC"
  },
  {
    code: "climate",
    level: "error",
    column: "temperature",
    rule: `the mean of a whole month is within ${abnormal} °C of France's normal (1991–2020)`
  }
];

/** Hours (UTC) between which the mean day of the last four weeks is warmest. */
const warmest = [11, 17] as const;

/** Checks the cells of `france-weather` for an edition of `today`. */
export function checkWeather(cells: Cells, today: string): Breach[] {
  const city = cells.city as readonly string[];
  const time = cells.time as readonly number[];
  const first = cities.map(({id}) => city.indexOf(id));
  const hours = first.map((start, i) => (start < 0 ? 0 : city.lastIndexOf(cities[i].id) - start + 1));
  if (hours.some((count) => count !== hours[0] || count === 0)) {
    return [
      breach(
        "cities",
        "error",
        "city",
        "cities without the same number of hours",
        cities.map(({id}, i) => `${id}: ${hours[i]}`)
      )
    ];
  }
  const origin = midnight(zone, today);
  const times = time.slice(first[0], first[0] + hours[0]);
  const last = times[times.length - 1];
  const months = monthsOf(time);
  const label = (i: number) => `${city[i]} ${stamp(time[i])}`;
  const near = time.flatMap((instant, i) =>
    instant >= origin - recentHours * HOUR && instant < origin + reach * HOUR ? [i] : []
  );
  const found = first.flatMap((start) => checkStep(time.slice(start, start + hours[0])));
  if (last < origin + (reach - 1) * HOUR) {
    found.push(
      breach(
        "reach",
        "error",
        "time",
        `the weather ends at ${stamp(last)}, before the last of the ${reach} hours after ${stamp(origin)}`,
        [stamp(last)]
      )
    );
  }
  for (const [column, {unit, range}] of Object.entries(ranges)) {
    const values = cells[column];
    found.push(
      ...checkRange(column, unit, range, values, label),
      ...checkMissing(column, "in all", values, label, {warn: 0.01, fail: 0.03}),
      ...checkMissingIn(column, values, (i) => (time[i] < origin ? months[i] : undefined), 0.05),
      ...checkMissing(
        column,
        "around the origin",
        near.map((i) => values[i]),
        (i) => label(near[i]),
        {warn: 0.01, fail: 0.05}
      )
    );
  }
  return [
    ...found,
    ...checkClimate("temperature", cells.temperature, (i) => stamp(time[i]).slice(0, 7), {
      off: abnormal,
      least: 20 * 24 * cities.length
    }),
    ...checkDay(near, time, cells.temperature, origin),
    ...checkWeeks(time, cells, origin, 4 * 24 * cities.length),
    ...checkRepeated("temperature", ...dayByDay(time, cells.temperature, first, hours[0]), {days: [1]})
  ];
}

/** The mean over the cities of each hour, to a hundredth: what repeats there repeats everywhere. */
function dayByDay(
  time: readonly number[],
  values: readonly Cell[],
  first: readonly number[],
  hours: number
): [number[], Cell[]] {
  const means = Array.from({length: hours}, (_, i) => {
    const known = first.map((start) => values[start + i]).filter((value) => typeof value === "number");
    return known.length === 0 ? null : Math.round(100 * known.reduce((sum, value) => sum + value, 0)) / 100;
  });
  return [time.slice(first[0], first[0] + hours), means];
}

/** Checks what a pull makes of the past hours of the last good table. */
export function compareWeather(cells: Cells, before: Cells): Breach[] {
  const months = monthsOf(before.time as readonly number[]);
  const pairs = pairRows(cells, before, ["city", "time"], (row) => before.forecast[row] === false);
  return Object.entries(revisions).flatMap(([name, limits]) =>
    checkRevision(name, cells[name], before[name], pairs, (row) => months[row], limits)
  );
}

/** The mean day before the origin must be warmest in the afternoon; else the hours are not what they say. */
function checkDay(
  near: readonly number[],
  time: readonly number[],
  temperature: readonly Cell[],
  origin: number
): Breach[] {
  const sums = new Float64Array(24);
  for (const i of near) if (time[i] < origin) sums[(time[i] / HOUR) % 24] += Number(temperature[i]);
  const at = sums.indexOf(Math.max(...sums));
  if (at >= warmest[0] && at <= warmest[1]) return [];
  const message = `the mean day of the last four weeks is warmest at ${at}:00 UTC, not between ${warmest[0]}:00 and ${warmest[1]}:00`;
  return [breach("profile", "error", "temperature", message, [`${at}:00`])];
}
