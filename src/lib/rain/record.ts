/** Variables of a town's day that are numbers, in the order of the table. */
export const measures = [
  "temperature_min",
  "temperature_max",
  "rainfall",
  "evaporation",
  "sunshine",
  "gust_speed",
  "wind_speed_9am",
  "wind_speed_3pm",
  "humidity_9am",
  "humidity_3pm",
  "pressure_9am",
  "pressure_3pm",
  "cloud_9am",
  "cloud_3pm",
  "temperature_9am",
  "temperature_3pm"
] as const;
export type Measure = (typeof measures)[number];

/** Variables that are wind directions. */
export const directions = ["gust_dir", "wind_dir_9am", "wind_dir_3pm"] as const;
export type Direction = (typeof directions)[number];

/** The sixteen directions, clockwise; a direction is its place in this list. */
export const compass = [
  ...["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE"],
  ...["S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]
] as const;

export type Variable = Measure | Direction;

/**
 * What a town reports at the end of a day and not yet at 3 pm: the strongest gust and the sunshine from midnight to midnight, and the highest
 * temperature of the 24 hours from 9 am.
 */
export const knownLate: readonly Variable[] = ["temperature_max", "sunshine", "gust_speed", "gust_dir"];

/** More rain than this, in mm in 24 hours, is a rainy day. */
export const rainyAbove = 1;

/** The daily weather of towns, each variable as `[day][town]`; NaN is missing, a wind direction is its place in `compass`. */
export interface RainRecord {
  /** Their names in the table. */
  readonly towns: readonly string[];
  /** Local days without a gap. */
  readonly days: readonly string[];
  readonly values: Readonly<Record<Variable, Float64Array>>;
}

/** 1 where more than 1.0 mm fell in the 24 hours to 9 am of the day, 0 where not, NaN where it is not known, `[day][town]`. */
export function rainyDays({values}: RainRecord): Float64Array {
  return values.rainfall.map((rain) => (Number.isNaN(rain) ? rain : rain > rainyAbove ? 1 : 0));
}

/** What is to be forecast from each day: `rainyDays` of the next one, `[day][town]`; NaN on the last day. */
export function rainyNextDays(record: RainRecord): Float64Array {
  const rainy = rainyDays(record);
  const next = new Float64Array(rainy.length).fill(Number.NaN);
  next.set(rainy.subarray(record.towns.length));
  return next;
}
