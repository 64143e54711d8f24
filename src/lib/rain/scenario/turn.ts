import {compass, type RainRecord, type Variable} from "../record.js";
import {type RainKnobs, readingKnobs} from "./knobs.js";

/** A knob that was moved away from what the town reports. */
export interface Move {
  readonly knob: Exclude<keyof RainKnobs, "town" | "day">;
  readonly variable: Variable;
  /** NaN where the town reports none; a wind direction is its place in `compass`. */
  readonly from: number;
  readonly to: number;
  /** A variable that goes along by as much, where both are reported. */
  readonly along?: Variable;
}

/**
 * The knobs that stand elsewhere than what is reported in a cell, in their order. The pressure at 9 am goes along with that at 3 pm unless it has a
 * position of its own, and the highest temperature with that at 3 pm.
 */
export function movesOf({values}: RainRecord, cell: number, knobs: RainKnobs): Move[] {
  const numbers = readingKnobs.flatMap(({name, variable}): Move[] => {
    const to = knobs[name];
    const from = values[variable][cell]!;
    if (to === null || to === from) return [];
    const move = {knob: name, variable, from, to};
    if (name === "temperature") return [{...move, along: "temperature_max"}];
    if (name === "pressure" && knobs.pressure9 === null) return [{...move, along: "pressure_9am"}];
    return [move];
  });
  const to = (compass as readonly string[]).indexOf(knobs.wind);
  const from = values.wind_dir_3pm[cell]!;
  if (to < 0 || to === from) return numbers;
  return [...numbers, {knob: "wind", variable: "wind_dir_3pm", from, to}];
}

/** What some moves make of a cell's readings; the others stay. */
export function movedReadings(
  {values}: RainRecord,
  cell: number,
  moves: readonly Move[]
): Map<Variable, number> {
  const out = new Map<Variable, number>();
  for (const {variable, from, to, along} of moves) {
    out.set(variable, to);
    // What is not known goes on being not known: NaN + a change is NaN.
    if (along && !Number.isNaN(from)) out.set(along, values[along][cell]! + to - from);
  }
  return out;
}
