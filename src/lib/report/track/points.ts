import type {TrackRecord} from "../../artifacts/track.js";

/** One step of a forecast of one series beside what came. */
export interface TrackPoint {
  /** Start of its interval, ms since 1970. */
  readonly time: number;
  readonly origin: number;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** NaN where it is not known. */
  readonly actual: number;
}

type Edition = TrackRecord["editions"][number];

/** The forecast that an edition's alias made for a series; empty where it made none. What is missing is NaN. */
export function pointsOf(
  record: TrackRecord,
  {origin, from, steps, forecasts}: Edition,
  alias: Edition["forecasts"][number]["alias"],
  series = 0
): TrackPoint[] {
  const forecast = forecasts.find((one) => one.alias === alias);
  if (!forecast) return [];
  const cell = (column: readonly (number | null)[] | undefined, i: number) => column?.[i] ?? Number.NaN;
  return Array.from({length: steps}, (_, step): TrackPoint => {
    const i = series * steps + step;
    return {
      time: Date.parse(record.times[from + step]!),
      origin: Date.parse(origin),
      value: cell(forecast.value, i),
      lo80: cell(forecast.lo80, i),
      hi80: cell(forecast.hi80, i),
      lo95: cell(forecast.lo95, i),
      hi95: cell(forecast.hi95, i),
      actual: cell(record.actual, series * record.times.length + from + step)
    };
  });
}

/** The truth of a series at all times of a record. */
export function truthOf({times, actual}: TrackRecord, series = 0): {time: number; actual: number}[] {
  return times.map((time, i) => ({
    time: Date.parse(time),
    actual: actual[series * times.length + i] ?? Number.NaN
  }));
}

/** The instants to label on an axis: of those that are drawn, each once and evenly left out, so that no more than `most` remain, the newest among them. */
export function labelled(instants: readonly number[], most: number): number[] {
  const each = [...new Set(instants)].sort((a, b) => b - a);
  const step = Math.ceil(each.length / most);
  return each.filter((_, i) => i % step === 0).reverse();
}

/** The unit that a record's values are drawn in, what they are divided by, and the decimals they need: many megawatts as gigawatts. */
export function drawnUnit(
  {editions, actual}: Pick<TrackRecord, "editions" | "actual">,
  unit: string
): {readonly unit: string; readonly by: number; readonly decimals: number} {
  const said = editions.flatMap(({forecasts}) => forecasts.flatMap(({value}) => value));
  const most = [...said, ...actual].reduce((max: number, value) => Math.max(max, Math.abs(value ?? 0)), 0);
  if (unit === "MW" && most >= 10_000) return {unit: "GW", by: 1000, decimals: 1};
  return {unit, by: 1, decimals: most < 10 ? 2 : most < 100 ? 1 : 0};
}
