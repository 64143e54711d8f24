import {cutRecord, type DailyRecord, type DailyWeather} from "./record.js";
import {loadOf, oldest, scaledSteps, shownDay, stepsOf, type WindowScale, windowsOf} from "./windows.js";

/** A net that reads windows of days. */
export interface WindowNet {
  /** Days of a window. */
  readonly size: number;
  readonly scale: WindowScale;
  /** Its answers to windows `[window][step][feature]`, one each. */
  readonly predict: (windows: Float32Array) => ArrayLike<number>;
}

/** What a net reads at an origin, one window for each day ahead. */
export interface OriginWindows {
  /** `[lead][step][feature]`, scaled. */
  readonly windows: Float32Array;
  /** The last known load that each answer goes on from, MW. */
  readonly lastLoads: Float64Array;
}

/**
 * The windows of the `horizon` days from `day` on. The load of `day` and of all days after it is not looked at, nor any day before the
 * windows or after the horizon.
 * @param weather takes the place of the record's own
 * @throws where the record does not reach back far enough
 */
export function originWindows(
  record: DailyRecord,
  weather: DailyWeather,
  {size, scale}: Pick<WindowNet, "size" | "scale">,
  day: number,
  horizon: number
): OriginWindows {
  const from = Math.max(day - size - oldest, 0);
  const part = cutRecord({...record, weather}, from, day + horizon);
  const steps = stepsOf(part, part.weather);
  const places = Array.from({length: horizon}, (_, lead) => ({target: day - from + lead, lead}));
  const windows = windowsOf(scaledSteps(steps, scale), scale, size, places);
  return {windows, lastLoads: Float64Array.from(places, (place) => part.load[shownDay(steps, place)])};
}

/** MW of the `horizon` days from `day` on, known at the midnight that starts it. Throws as `originWindows` does. */
export function forecastDays(
  record: DailyRecord,
  weather: DailyWeather,
  net: WindowNet,
  day: number,
  horizon: number
): Float64Array {
  const {windows, lastLoads} = originWindows(record, weather, net, day, horizon);
  return loadOf(net.predict(windows), net.scale, lastLoads);
}
