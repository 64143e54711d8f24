import {matrix, multiply, pack, transposed} from "../product/multiply.js";
import type {LstmMemory} from "./memory.js";

/**
 * Puts chosen windows into the memory, filled up with zeros to whole tiles.
 * @param windows `[window][step][feature]`
 * @param chosen numbers of windows
 * @returns rows then in use, a multiple of 4
 */
export function gather(lstm: LstmMemory, windows: Float32Array, chosen: ArrayLike<number>): number {
  const {shape, numbers, sizes, at} = lstm;
  const {steps, features} = shape;
  const rows = Math.ceil(chosen.length / 4) * 4;
  for (let r = 0; r < rows; ++r) {
    const row = at.inputs + r * sizes.width;
    numbers.fill(0, row, row + sizes.units);
    const from = chosen[r] * steps * features;
    for (let t = 0; t < steps; ++t) {
      const to = row + t * rows * sizes.width + sizes.units;
      for (let f = 0; f < features; ++f)
        numbers[to + f] = r < chosen.length ? windows[from + t * features + f] : 0;
    }
  }
  return rows;
}

/**
 * The LSTM over all steps (Hochreiter and Schmidhuber, 1997, with forget gates, Gers et al., 2000): c = f c + i tanh(g),
 * h = o tanh(c). What the way back needs stays in the memory; the last hidden states are the dense layer's inputs.
 */
export function forwardCells(lstm: LstmMemory, rows: number): void {
  const {shape, kernels, numbers, sizes, at} = lstm;
  const {units, gates, width, dense} = sizes;
  pack(lstm, matrix(at.weights, width, gates), at.packed);
  numbers.fill(0, at.cells, at.cells + rows * units);
  for (let t = 0; t < shape.steps; ++t) {
    const input = at.inputs + t * rows * width;
    const sums = at.sums + t * rows * gates;
    const before = at.cells + t * rows * units;
    const squashed = at.squashed + t * rows * units;
    const [after, hidden] = [before + rows * units, input + rows * width];
    multiply(lstm, matrix(input, rows, width), at.packed, gates, sums, gates);
    kernels.gates(rows, units, 4 * sums, 4 * before, 4 * after, 4 * squashed, 4 * hidden, 4 * width);
  }
  for (let r = 0; r < rows; ++r) {
    const hidden = at.inputs + (shape.steps * rows + r) * width;
    numbers.copyWithin(at.denseInputs + r * dense, hidden, hidden + units);
  }
}

/** The dense layer on its inputs: outputs in rows of `sizes.outputs`. */
export function forwardDense(lstm: LstmMemory, rows: number): void {
  const {at, sizes} = lstm;
  const {dense, outputs} = sizes;
  pack(lstm, matrix(at.denseWeights, dense, outputs), at.packed);
  multiply(lstm, matrix(at.denseInputs, rows, dense), at.packed, outputs, at.outputs, outputs);
}

/**
 * Back through the dense layer: from the gradient of the loss by the outputs, which stands in their place, to that by its
 * weights and by its inputs.
 */
export function backwardDense(lstm: LstmMemory, rows: number): void {
  const {at, sizes} = lstm;
  const {dense, outputs, units, hidden} = sizes;
  const byOutputs = matrix(at.outputs, rows, outputs);
  pack(lstm, byOutputs, at.packed);
  const inputs = matrix(at.denseInputs, rows, dense);
  multiply(lstm, transposed(inputs), at.packed, outputs, at.denseGradient, outputs);
  pack(lstm, transposed(matrix(at.denseWeights, units, outputs)), at.packed);
  multiply(lstm, byOutputs, at.packed, units, at.hiddenGradient, hidden);
}

/** Rows of one product for the gradient of the LSTM's weights: as many as stay in the processor's nearer caches. */
export const gradientRows = 192;

/**
 * Back through time (Werbos, 1990), from the gradient by the last hidden states to that by the LSTM's weights. The gradients by
 * the gates' sums take the gates' place; a product over some steps at a time adds up the weights'.
 */
export function backwardCells(lstm: LstmMemory, rows: number): void {
  const {shape, kernels, numbers, sizes, at} = lstm;
  const {units, gates, width, hidden} = sizes;
  const [byHidden, byCells] = [at.hiddenGradient, at.cellGradient];
  const together = Math.max(1, Math.floor(gradientRows / rows));
  pack(lstm, transposed(matrix(at.weights, units, gates)), at.packed);
  numbers.fill(0, byCells, byCells + rows * units);
  let end = shape.steps;
  for (let t = shape.steps - 1; t >= 0; --t) {
    const sums = at.sums + t * rows * gates;
    const [before, squashed] = [at.cells + t * rows * units, at.squashed + t * rows * units];
    const [z, c, s] = [4 * sums, 4 * before, 4 * squashed];
    kernels.gatesBack(rows, units, z, c, s, 4 * byHidden, 4 * hidden, 4 * byCells);
    if (t > 0) multiply(lstm, matrix(sums, rows, gates), at.packed, units, byHidden, hidden);
    if (t === 0 || end - t === together) {
      const some = (end - t) * rows;
      const inputs = matrix(at.inputs + t * rows * width, some, width);
      pack(lstm, matrix(sums, some, gates), at.packedSums);
      multiply(lstm, transposed(inputs), at.packedSums, gates, at.gradient, gates, end < shape.steps);
      end = t;
    }
  }
}
