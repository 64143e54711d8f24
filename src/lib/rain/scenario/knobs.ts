import {type Range, readPositions, writePositions} from "../../scenario/positions.js";
import {compass, type Variable} from "../record.js";

/** A reading of the town that a reader may change. */
export type RainReading =
  | "humidity"
  | "pressure"
  | "pressure9"
  | "cloud"
  | "gust"
  | "temperature"
  | "sunshine"
  | "rain";

/** Positions of the knobs of the rain page: what a town reports on a day. With all readings left alone a scenario is the forecast itself. */
export type RainKnobs = {
  /** Id of the town. */
  readonly town: string;
  /** The last known day, `YYYY-MM-DD`: the forecast is of the 24 hours from its 9 am on. */
  readonly day: string;
  /** Wind direction at 3 pm, one of `compass`; the empty text leaves it as reported. */
  readonly wind: string;
} & {
  /** Another value of a reading; null leaves it as reported. */
  readonly [reading in RainReading]: number | null;
};

/** A reading and how it is told. */
export interface ReadingKnob {
  readonly name: RainReading;
  readonly label: string;
  readonly unit: string;
  readonly decimals: number;
  /** What it is in the record. */
  readonly variable: Variable;
  readonly range: Range;
}

const knob = (
  name: RainReading,
  variable: Variable,
  label: string,
  unit: string,
  range: Range,
  decimals = 0
): ReadingKnob => ({name, variable, label, unit, range, decimals});

/** The readings that are numbers, in the order in which they matter. */
export const readingKnobs: readonly ReadingKnob[] = [
  knob("humidity", "humidity_3pm", "Humidity at 3\u00a0pm", "%", {min: 0, max: 100, step: 1}),
  knob("pressure", "pressure_3pm", "Pressure at 3\u00a0pm", "hPa", {min: 970, max: 1045, step: 0.5}, 1),
  knob("pressure9", "pressure_9am", "Pressure at 9\u00a0am", "hPa", {min: 970, max: 1045, step: 0.5}, 1),
  knob("cloud", "cloud_3pm", "Cloud at 3\u00a0pm", "eighths", {min: 0, max: 8, step: 1}),
  knob("rain", "rainfall", "Rain to 9\u00a0am", "mm", {min: 0, max: 60, step: 0.5}, 1),
  knob("gust", "gust_speed", "Strongest gust", "km/h", {min: 0, max: 140, step: 1}),
  knob("temperature", "temperature_3pm", "Temperature at 3\u00a0pm", "°C", {min: -10, max: 48, step: 0.5}, 1),
  knob("sunshine", "sunshine", "Sunshine", "h", {min: 0, max: 14.5, step: 0.5}, 1)
];

/** All readings left alone. */
export const untouched: Omit<RainKnobs, "town" | "day"> = {
  ...(Object.fromEntries(readingKnobs.map(({name}) => [name, null])) as Record<RainReading, null>),
  wind: ""
};

/** What an address leaves out. */
const nowhere: RainKnobs = {town: "", day: "", ...untouched};

/** The knobs as a query string: town, day and the readings that were moved, so that it means the same on later days. */
export function writeRainKnobs(knobs: RainKnobs): string {
  return writePositions(knobs, nowhere);
}

/** What a scenario may be about. */
export interface RainChoices {
  /** Ids of the towns. */
  readonly towns: readonly string[];
  /** Days that may be started from, in order. */
  readonly starts: readonly string[];
  /** Where the page opens if its address says nothing. */
  readonly opening: RainKnobs;
}

/**
 * The knobs that a query string names, and what is wrong in it. An address that names none is the opening; otherwise readings that it
 * does not name are left alone, and town and day are the opening's.
 */
export function readRainKnobs(
  query: string,
  {towns, starts, opening}: RainChoices
): {knobs: RainKnobs; problems: string[]} {
  const named = [...new URLSearchParams(query).keys()];
  const base: RainKnobs = named.some((name) => name in nowhere) ? {...opening, ...untouched} : opening;
  return readPositions<RainKnobs>(query, {
    opening: base,
    ranges: Object.fromEntries(readingKnobs.map(({name, range}) => [name, range])) as Record<
      RainReading,
      Range
    >,
    choices: {
      town: () => ({allowed: towns, words: "the id of a town"}),
      day: () => ({allowed: starts, words: `a day from ${starts[0]} to ${starts[starts.length - 1]}`}),
      wind: () => ({allowed: ["", ...compass], words: `one of ${compass.join(", ")}`})
    }
  });
}
