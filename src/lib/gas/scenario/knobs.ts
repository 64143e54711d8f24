import {type Range, readPositions, writePositions} from "../../scenario/positions.js";

/** Positions of the knobs of the gas page. With all at rest a scenario is the issued forecast. */
export interface GasKnobs {
  /** °C against the forecast path on each of the first gas days. */
  readonly temperature: number;
  /** Percent by which power costs more than on the forecast path on each of the first gas days. */
  readonly power: number;
  /** How many first gas days these two are set on; after them both are left to the model. */
  readonly days: number;
  /** Percent against the forecast path from the first business day on, to the end. */
  readonly brent: number;
  readonly henryHub: number;
  /** An outage of supply: the market is as short as on one day in so many, "" for no outage. */
  readonly outage: string;
  /** How many first gas days it lasts. */
  readonly outageDays: number;
}

export type GasNumber = Exclude<keyof GasKnobs, "outage">;

/** The ranges of the numeric knobs. The temperature of a gas day is known a day later than its price: that of the last of 30 gas days is beyond the forecast. */
export const gasRanges: Readonly<Record<GasNumber, Range>> = {
  temperature: {min: -8, max: 8, step: 0.5},
  power: {min: -50, max: 100, step: 5},
  days: {min: 1, max: 29, step: 1},
  brent: {min: -50, max: 50, step: 5},
  henryHub: {min: -50, max: 50, step: 5},
  outageDays: {min: 1, max: 10, step: 1}
};

/** How short the market may be: as on one day in so many of the record. */
export const shortages: readonly number[] = [10, 30, 100, 365];

/** Nothing is changed. */
export const gasRest: GasKnobs = {
  ...{temperature: 0, power: 0, days: 7, brent: 0, henryHub: 0},
  ...{outage: "", outageDays: 2}
};

/** The scenario that the page opens on: a week four degrees colder. */
export const gasOpening: GasKnobs = {...gasRest, temperature: -4};

/** Every key that the knobs have in an address. */
export const gasKnobNames = Object.keys(gasRest);

/** The knobs as a query string; the opening is the empty text. */
export function writeGasKnobs(knobs: GasKnobs): string {
  return writePositions(knobs, gasOpening);
}

/** The knobs that a query string names, and what is wrong in it. */
export function readGasKnobs(query: string): {knobs: GasKnobs; problems: string[]} {
  return readPositions(query, {
    opening: gasOpening,
    ranges: gasRanges,
    choices: {outage: () => ({allowed: ["", ...shortages.map(String)], words: shortages.join(", ")})}
  });
}
