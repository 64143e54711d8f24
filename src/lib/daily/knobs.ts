import {type Range, readPositions, writePositions} from "../scenario/positions.js";
import {addDays} from "../time/zone.js";

/** Positions of the knobs of an area's page. With all at rest, and the window as it ended, a scenario is the issued forecast. */
export interface DailyKnobs {
  /** °C added to the mean, the lowest and the highest temperature of each day ahead. */
  readonly temperature: number;
  /** mm of rain added to each day ahead. */
  readonly rain: number;
  /** Percent by which the wind is stronger. */
  readonly wind: number;
  /** Points of cloud cover added; cover stays within 0 … 100 %. */
  readonly cloud: number;
  /** The last day whose load is known, `YYYY-MM-DD`; the empty text for that of the issued forecast. */
  readonly end: string;
  /** A day ahead that becomes a public holiday, `YYYY-MM-DD`, or the empty text. */
  readonly holiday: string;
}

export type DailyNumber = "temperature" | "rain" | "wind" | "cloud";

/** The ranges of the numeric knobs. */
export const dailyRanges: Readonly<Record<DailyNumber, Range>> = {
  temperature: {min: -8, max: 8, step: 0.5},
  rain: {min: 0, max: 20, step: 1},
  wind: {min: -100, max: 100, step: 5},
  cloud: {min: -100, max: 100, step: 5}
};

/** Nothing is changed. */
export const dailyRest: DailyKnobs = {temperature: 0, rain: 0, wind: 0, cloud: 0, end: "", holiday: ""};

/** The scenario that the page opens on: three degrees colder. */
export const dailyOpening: DailyKnobs = {...dailyRest, temperature: -3};

/** The days that the net forecasts where `end` is the last known one. */
export function daysAfter(end: string, horizon: number): string[] {
  return Array.from({length: horizon}, (_, i) => addDays(end, i + 1));
}

/** The knobs as a query string; the opening is the empty text. */
export function writeDailyKnobs(knobs: DailyKnobs): string {
  return writePositions(knobs, dailyOpening);
}

/**
 * The knobs that a query string names, and what is wrong in it.
 * @param ends the days that may be the last known one, in order; the last is that of the issued forecast
 */
export function readDailyKnobs(
  query: string,
  {ends, horizon}: {ends: readonly string[]; horizon: number}
): {knobs: DailyKnobs; problems: string[]} {
  const last = ends[ends.length - 1];
  return readPositions(query, {
    opening: dailyOpening,
    ranges: dailyRanges,
    choices: {
      end: () => ({allowed: ["", ...ends], words: `a known day from ${ends[0]} to ${last}`}),
      holiday: ({end}) => ({
        allowed: ["", ...daysAfter(end || last, horizon)],
        words: `one of the ${horizon} days after ${end || last}`
      })
    }
  });
}
