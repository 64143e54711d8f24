import {compass, type RainRecord, type Variable} from "../record.js";
import {type RainKnobs, readingKnobs} from "./knobs.js";

/** A knob that was moved away from what the town reports. */
export interface Move {
  readonly knob: Exclude<keyof RainKnobs, "town" | "day">;
  readonly variable: Variable;
  /** NaN where the town reports none; a wind direction is its place in `compass`. */
  readonly from: number;
  readonly to: number;
}

/** The knobs that stand elsewhere than what is reported in a cell, in their order. */
export function movesOf({values}: RainRecord, cell: number, knobs: RainKnobs): Move[] {
  const numbers = readingKnobs.flatMap(({name, variable}): Move[] => {
    const to = knobs[name];
    const from = values[variable][cell]!;
    return to === null || to === from ? [] : [{knob: name, variable, from, to}];
  });
  const to = (compass as readonly string[]).indexOf(knobs.wind);
  const from = values.wind_dir_3pm[cell]!;
  if (to < 0 || to === from) return numbers;
  return [...numbers, {knob: "wind", variable: "wind_dir_3pm", from, to}];
}

/**
 * The record with what some knobs change in one cell. The pressure at 9 am goes with that at 3 pm unless it is moved itself, and the highest
 * temperature with that at 3 pm, where both are reported.
 */
export function turned(record: RainRecord, cell: number, moves: readonly Move[]): RainRecord {
  const changed = new Map<Variable, number>();
  for (const {variable, from, to} of moves) {
    changed.set(variable, to);
    const follower = followers[variable];
    // What is not known goes on being not known: NaN + a change is NaN.
    if (follower)
      changed.set(follower, record.values[follower][cell]! + (Number.isNaN(from) ? 0 : to - from));
  }
  // A reading that is moved itself goes where it was moved, whatever it follows.
  for (const {variable, to} of moves) changed.set(variable, to);
  const values = {...record.values};
  for (const [variable, value] of changed) {
    const column = values[variable].slice();
    column[cell] = value;
    values[variable] = column;
  }
  return {...record, values};
}

const followers: Partial<Record<Variable, Variable>> = {
  pressure_3pm: "pressure_9am",
  temperature_3pm: "temperature_max"
};
