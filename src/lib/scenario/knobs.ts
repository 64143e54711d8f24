import {type Range, readPositions, writePositions} from "./positions.js";

/** Positions of the knobs of the france page. With all at `REST` a scenario is the issued forecast. */
export interface Knobs {
  /** °C added to the temperature everywhere. */
  readonly temperature: number;
  /** Day of the week ahead on which a cold spell begins, 1 … 7; 0 for none. */
  readonly coldDay: number;
  /** °C that the cold spell takes away at its deepest. */
  readonly coldDepth: number;
  /** Days that the cold spell lasts. */
  readonly coldLength: number;
  /** Points of cloud cover added, −100 … 100. */
  readonly cloud: number;
  /** Percent by which the wind is stronger. */
  readonly wind: number;
  /** A day that becomes a public holiday, `YYYY-MM-DD`, or the empty text. */
  readonly holiday: string;
  /** Percent by which demand grows. */
  readonly growth: number;
  /** Name of the published model that answers; "champion" stands for the one that made the issued forecast. */
  readonly model: string;
}

/** The ranges of the numeric knobs. */
export const RANGES: Readonly<Record<NumericKnob, Range>> = {
  temperature: {min: -8, max: 8, step: 0.5},
  coldDay: {min: 0, max: 7, step: 1},
  coldDepth: {min: 0, max: 12, step: 0.5},
  coldLength: {min: 1, max: 7, step: 1},
  cloud: {min: -100, max: 100, step: 5},
  wind: {min: -100, max: 100, step: 5},
  growth: {min: -10, max: 10, step: 0.5}
};
export type NumericKnob =
  | "temperature"
  | "coldDay"
  | "coldDepth"
  | "coldLength"
  | "cloud"
  | "wind"
  | "growth";

/** The knobs at rest: nothing is changed. */
export const REST: Knobs = {
  temperature: 0,
  coldDay: 0,
  coldDepth: 6,
  coldLength: 3,
  cloud: 0,
  wind: 0,
  holiday: "",
  growth: 0,
  model: "champion"
};

/** The scenario that the page opens on: three degrees colder. */
export const OPENING: Knobs = {...REST, temperature: -3};

/** The knobs as a query string; the opening is the empty text. */
export function writeKnobs(knobs: Knobs): string {
  return writePositions(knobs, OPENING);
}

/** The knobs that a query string names, and what is wrong in it. `days` may be made a holiday, `models` may be asked. */
export function readKnobs(
  query: string,
  {days, models}: {days: readonly string[]; models: readonly string[]}
): {knobs: Knobs; problems: string[]} {
  return readPositions(query, {
    opening: OPENING,
    ranges: RANGES,
    choices: {
      holiday: () => ({allowed: ["", ...days], words: "a day of the coming week"}),
      model: () => ({allowed: models, words: models.join(", ")})
    }
  });
}

/** The change of temperature at each hour, °C: the offset and the cold spell, which comes and goes over half a day. */
export function temperatureChange(knobs: Knobs, times: readonly number[], origin: number): Float64Array {
  const change = new Float64Array(times.length).fill(knobs.temperature);
  if (knobs.coldDay === 0) return change;
  const from = origin + (knobs.coldDay - 1) * DAY;
  const to = from + knobs.coldLength * DAY;
  for (let i = 0; i < times.length; ++i) {
    const edge = Math.min(times[i]! - from, to - times[i]!) / (DAY / 2);
    if (edge > 0) change[i]! -= knobs.coldDepth * Math.min(1, edge);
  }
  return change;
}

const DAY = 86_400_000;
