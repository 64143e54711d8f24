import {weekday} from "../time/zone.js";
import {yearPhase} from "./calendar.js";
import {type DailyRecord, type DailyWeather, weatherNames} from "./record.js";

/** One number of a step of the LSTM's window. */
export interface WindowFeature {
  readonly name: string;
  readonly unit: string;
}

/**
 * What the LSTM sees of each day of its window: the load of the day, how old that is, and weather and calendar of the day
 * after, which are known ahead. Days whose load is not known yet carry the last known one with its age.
 */
export const windowFeatures: readonly WindowFeature[] = [
  {name: "load", unit: "log MW"},
  {name: "age of the load", unit: "days"},
  {name: "temperature", unit: "°C"},
  {name: "lowest temperature", unit: "°C"},
  {name: "highest temperature", unit: "°C"},
  {name: "precipitation", unit: "mm"},
  {name: "wind", unit: "km/h"},
  {name: "humidity", unit: "%"},
  {name: "cloud", unit: "%"},
  {name: "season, cosine", unit: ""},
  {name: "season, sine", unit: ""},
  {name: "Monday", unit: "0 or 1"},
  {name: "Saturday", unit: "0 or 1"},
  {name: "Sunday", unit: "0 or 1"},
  {name: "public holiday", unit: "0 or 1"},
  {name: "school holidays", unit: "0 or 1"}
];
const width = windowFeatures.length;
/** The oldest load that a window carries, in days: that of the last day of the horizon. */
export const oldest = 6;

/** Where the load and its age stand in a step. */
const loadAt = 0;
const ageAt = 1;

/** The steps of all days of a record but the last, `[day][feature]`. */
export interface Steps {
  readonly rows: Float64Array;
  /** The last day up to each whose load is known; −1 before the first one. */
  readonly known: Int32Array;
}

/** The steps in natural units: a day with its own load, or the last known one, and what is known of the day after it. */
export function stepsOf({days, load, holiday, school}: DailyRecord, weather: DailyWeather): Steps {
  const count = days.length - 1;
  const rows = new Float64Array(count * width);
  const known = new Int32Array(count);
  for (let d = 0; d < count; ++d) {
    known[d] = Number.isNaN(load[d]) ? (known[d - 1] ?? -1) : d;
    const next = d + 1;
    const phase = yearPhase(days[next]);
    const kind = weekday(days[next]);
    rows.set(
      [
        Math.log(load[known[d]]),
        Math.min(d - known[d], oldest),
        ...weatherNames.map((name) => weather[name][next]),
        Math.cos(phase),
        Math.sin(phase),
        Number(kind === 0),
        Number(kind === 5),
        Number(kind === 6),
        holiday[next],
        school[next]
      ],
      d * width
    );
  }
  return {rows, known};
}

/** By what a window and the answer to it are scaled, fitted on the training part only. */
export interface WindowScale {
  /** The smallest and the largest value of each feature: it is scaled to 0 … 1. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The largest change of log load from the last known day: an answer is scaled by it to −1 … 1. */
  readonly change: number;
}

/** The scale of the steps of the days `from` … `to` − 1. A feature that is constant there is only moved to 0. */
export function scaleOf({rows, known}: Steps, from: number, to: number): WindowScale {
  const low = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  const high = new Array<number>(width).fill(Number.NEGATIVE_INFINITY);
  for (let d = from; d < to; ++d)
    for (let j = 0; j < width; ++j) {
      const value = rows[d * width + j];
      if (Number.isNaN(value)) continue;
      low[j] = Math.min(low[j], value);
      high[j] = Math.max(high[j], value);
    }
  [low[ageAt], high[ageAt]] = [0, oldest];
  let change = 0;
  for (let d = from; d < to; ++d)
    for (let lag = 1; lag <= oldest + 1 && d - lag >= from; ++lag)
      if (known[d] === d && known[d - lag] === d - lag)
        change = Math.max(change, Math.abs(rows[d * width] - rows[(d - lag) * width]));
  return {low, high, change};
}

/** The steps scaled; the load and its age as well. */
export function scaledSteps({rows, known}: Steps, {low, high}: WindowScale): Steps {
  const out = rows.map((value, i) => {
    const j = i % width;
    return (value - low[j]) / (high[j] > low[j] ? high[j] - low[j] : 1);
  });
  return {rows: out, known};
}

/** A window ends the day before `target`; its last load is that of the day `lead` + 1 days before `target`, or an earlier one. */
export interface WindowPlace {
  readonly target: number;
  readonly lead: number;
}

/** The last day whose load a window may show, and does. */
export function shownDay({known}: Steps, {target, lead}: WindowPlace): number {
  return known[target - lead - 1];
}

/**
 * Windows for the LSTM, `[place][step][feature]`: days after the last load that may be known carry that one, with its age.
 * @param steps scaled ones
 * @throws where the record does not reach back far enough for one of them
 */
export function windowsOf(
  steps: Steps,
  scale: WindowScale,
  size: number,
  places: readonly WindowPlace[]
): Float32Array {
  const {rows} = steps;
  const out = new Float32Array(places.length * size * width);
  places.forEach((place, i) => {
    const {target} = place;
    const last = shownDay(steps, place);
    if (target < size || last < 0)
      throw new Error(
        `LSTM: expected ${size} days and a known load before day ${target} of the record, it begins later`
      );
    for (let s = 0; s < size; ++s) {
      const day = target - size + s;
      const at = (i * size + s) * width;
      out.set(rows.subarray(day * width, (day + 1) * width), at);
      if (day <= last) continue;
      out[at + loadAt] = rows[last * width + loadAt];
      out[at + ageAt] = Math.min(day - last, oldest) / (scale.high[ageAt] - scale.low[ageAt]);
    }
  });
  return out;
}

/** The load that answers stand for, MW: each is a scaled change of log load from the last known one. */
export function loadOf(
  answers: ArrayLike<number>,
  {change}: WindowScale,
  lastLoads: ArrayLike<number>
): Float64Array {
  return Float64Array.from(lastLoads, (load, i) => load * Math.exp(answers[i] * change));
}
