import type {Random} from "../random.js";
import {adamStep} from "./adam.js";
import {dropGradient, dropHidden} from "./dropout.js";
import {lossGradient, squaredErrors} from "./loss.js";
import type {LstmMemory} from "./memory.js";
import {backwardCells, backwardDense, forwardCells, forwardDense, gather} from "./passes.js";

/** Windows and what should come out of each. */
export interface Examples {
  /** `[window][step][feature]`, in time order. */
  readonly windows: Float32Array;
  /** `[window][output]` */
  readonly targets: Float32Array;
}

/** Which hidden states a batch drops: a share, and the source of the draws. */
export interface Dropout {
  readonly rate: number;
  readonly random: Random;
}

/**
 * The loss of a batch (sum of squared errors), and in the memory its gradient (of the mean squared error) by all weights.
 * @param chosen numbers of the batch's windows
 */
export function gradientOf(
  lstm: LstmMemory,
  {windows, targets}: Examples,
  chosen: ArrayLike<number>,
  dropout?: Dropout
): number {
  const rows = gather(lstm, windows, chosen);
  forwardCells(lstm, rows);
  if (dropout?.rate) dropHidden(lstm, chosen.length, dropout.rate, dropout.random);
  forwardDense(lstm, rows);
  const loss = squaredErrors(lstm, targets, chosen);
  lossGradient(lstm, targets, chosen, rows);
  backwardDense(lstm, rows);
  if (dropout?.rate) dropGradient(lstm, chosen.length);
  backwardCells(lstm, rows);
  return loss;
}

/** Learns from a batch: its gradient and one step of Adam, the `step`th from 1. Returns its loss before the step. */
export function learnBatch(
  lstm: LstmMemory,
  examples: Examples,
  chosen: ArrayLike<number>,
  step: number,
  rate: number,
  dropout?: Dropout
): number {
  const loss = gradientOf(lstm, examples, chosen, dropout);
  adamStep(lstm, step, rate);
  return loss;
}

/**
 * The net's answers to windows `from` … `to` − 1, as many at a time as the memory holds.
 * @returns `[window][output]`
 */
export function answer(lstm: LstmMemory, windows: Float32Array, from: number, to: number): Float32Array {
  const {shape, numbers, sizes, at} = lstm;
  const out = new Float32Array((to - from) * shape.outputs);
  for (let first = from; first < to; first += lstm.rows) {
    const chosen = Array.from({length: Math.min(lstm.rows, to - first)}, (_, i) => first + i);
    const rows = gather(lstm, windows, chosen);
    forwardCells(lstm, rows);
    forwardDense(lstm, rows);
    for (let r = 0; r < chosen.length; ++r) {
      const row = at.outputs + r * sizes.outputs;
      out.set(numbers.subarray(row, row + shape.outputs), (first - from + r) * shape.outputs);
    }
  }
  return out;
}
