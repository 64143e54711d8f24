import type {LstmMemory} from "./memory.js";

/**
 * Sum of the squared errors of the outputs in the memory.
 * @param targets `[window][output]`
 * @param chosen numbers of the windows, in the order of the rows
 */
export function squaredErrors(
  {shape, numbers, sizes, at}: LstmMemory,
  targets: Float32Array,
  chosen: ArrayLike<number>
): number {
  let sum = 0;
  for (let r = 0; r < chosen.length; ++r)
    for (let k = 0; k < shape.outputs; ++k)
      sum += (numbers[at.outputs + r * sizes.outputs + k] - targets[chosen[r] * shape.outputs + k]) ** 2;
  return sum;
}

/** Puts the gradient of the mean squared error in the place of the outputs, 0 in the rows that fill up the tiles. */
export function lossGradient(
  {shape, numbers, sizes, at}: LstmMemory,
  targets: Float32Array,
  chosen: ArrayLike<number>,
  rows: number
): void {
  const scale = 2 / (chosen.length * shape.outputs);
  for (let r = 0; r < rows; ++r)
    for (let k = 0; k < shape.outputs; ++k) {
      const place = at.outputs + r * sizes.outputs + k;
      const error = r < chosen.length ? numbers[place] - targets[chosen[r] * shape.outputs + k] : 0;
      numbers[place] = scale * error;
    }
}
