/**
 * The knobs of the scenario on the france page and the way they are written into the page's address, so that a scenario
 * can be passed on as a link. What an address says is checked; what it gets wrong is named and left at its start.
 */

/** Knob positions. With all at `REST` a scenario is the issued forecast. */
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

/** A knob with a range. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
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

const NUMERIC = Object.keys(RANGES) as NumericKnob[];

/** The knobs as a query string, sorted; a knob at its opening position is left out, so that the opening is the empty text. */
export function writeKnobs(knobs: Knobs): string {
  const names = (Object.keys(OPENING) as (keyof Knobs)[]).sort();
  const parameters = new URLSearchParams();
  for (const name of names) if (knobs[name] !== OPENING[name]) parameters.set(name, String(knobs[name]));
  return parameters.toString();
}

/**
 * The knobs that a query string names; the others are at their opening position. A value that is no number, out of range,
 * off its step or unknown is left at the opening and described in `problems`. `days` may be made a holiday,
 * `models` may be asked.
 */
export function readKnobs(
  query: string,
  {days, models}: {days: readonly string[]; models: readonly string[]}
): {knobs: Knobs; problems: string[]} {
  const knobs: {-readonly [name in keyof Knobs]: Knobs[name]} = {...OPENING};
  const problems: string[] = [];
  for (const [name, text] of new URLSearchParams(query)) {
    if (isNumeric(name)) {
      const {min, max, step} = RANGES[name];
      const value = Number(text);
      if (text.trim() === "" || !Number.isFinite(value) || value < min || value > max)
        problems.push(`${name}: expected a number from ${min} to ${max}, got "${text}"`);
      else knobs[name] = Math.round((value - min) / step) * step + min;
    } else if (name === "model") {
      if (models.includes(text)) knobs.model = text;
      else problems.push(`model: expected ${models.join(", ")}, got "${text}"`);
    } else if (name === "holiday") {
      if (text === "" || days.includes(text)) knobs.holiday = text;
      else problems.push(`holiday: expected a day of the coming week, got "${text}"`);
    }
  }
  return {knobs, problems};
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

function isNumeric(name: string): name is NumericKnob {
  return (NUMERIC as string[]).includes(name);
}
