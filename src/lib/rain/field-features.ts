import {dewPoint} from "./dew-point.js";
import type {Measure, RainRecord} from "./record.js";

/** What the national field asks of a town, in its order. */
export const fieldFeatureNames = [
  "rainfall",
  "log_rainfall",
  "pressure_3pm",
  "humidity_3pm",
  "cloud_3pm",
  "dew_point_3pm",
  "temperature_3pm",
  "humidity_9am",
  "gust_speed",
  "wind_dir_3pm_sin",
  "wind_dir_3pm_cos",
  "pressure_3pm_less_9am",
  "pressure_3pm_less_yesterday",
  "humidity_3pm_less_yesterday",
  "pressure_3pm_yesterday"
] as const;

/** The harmonics of the year that follow the towns' features. */
export const fieldHarmonics = 4;

/** The features of one town on one day, in the order of `fieldFeatureNames`; NaN is missing. */
export function townFieldFeatures({towns, values}: RainRecord, day: number, town: number): number[] {
  const at = day * towns.length + town;
  const now = (name: Measure) => values[name][at]!;
  const yesterday = (name: Measure) => (day > 0 ? values[name][at - towns.length]! : Number.NaN);
  const turn = (values.wind_dir_3pm[at]! * Math.PI) / 8;
  return [
    now("rainfall"),
    Math.log1p(now("rainfall")),
    now("pressure_3pm"),
    now("humidity_3pm"),
    now("cloud_3pm"),
    dewPoint(now("temperature_3pm"), now("humidity_3pm")),
    now("temperature_3pm"),
    now("humidity_9am"),
    now("gust_speed"),
    Math.sin(turn),
    Math.cos(turn),
    now("pressure_3pm") - now("pressure_9am"),
    now("pressure_3pm") - yesterday("pressure_3pm"),
    now("humidity_3pm") - yesterday("humidity_3pm"),
    yesterday("pressure_3pm")
  ];
}

/**
 * What the national field sees of each day: the features of all towns, one town after the other, and two harmonics of the year,
 * `[day][feature]`.
 */
export function fieldFeatures(record: RainRecord): Float64Array {
  const {towns, days} = record;
  const own = fieldFeatureNames.length;
  const width = towns.length * own + fieldHarmonics;
  const out = new Float64Array(days.length * width);
  days.forEach((day, d) => {
    towns.forEach((_, t) => {
      out.set(townFieldFeatures(record, d, t), d * width + t * own);
    });
    out.set(harmonics(day), d * width + towns.length * own);
  });
  return out;
}

/** Cosine and sine of the year and of half of it on a day, `YYYY-MM-DD`. */
export function harmonics(day: string): number[] {
  const turn = (2 * Math.PI * (Date.parse(`${day}T00:00Z`) / 86_400_000)) / 365.2425;
  return [Math.cos(turn), Math.sin(turn), Math.cos(2 * turn), Math.sin(2 * turn)];
}
