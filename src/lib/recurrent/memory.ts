import {type Kernels, openKernels, panelWidth} from "../product/kernels.js";
import {checkWeights, type LstmShape, type LstmWeights} from "./weights.js";

/**
 * An LSTM net in one WebAssembly memory. The kernels multiply whole tiles, so units, rows and widths are filled up with zeros,
 * which neither a forward pass nor a gradient moves. A step's input row is `[hidden state before | features | 1 | 0 …]`: one
 * product with `[recurrent kernel; kernel; bias; 0 …]` gives the sums of the gates, and one product over all steps the gradient.
 */
export interface LstmMemory {
  readonly shape: LstmShape;
  readonly kernels: Kernels;
  /** The whole memory. */
  readonly numbers: Float32Array;
  /** Most windows at a time, a multiple of 4. */
  readonly rows: number;
  readonly sizes: LstmSizes;
  /** Where each block starts, as an index into `numbers`. */
  readonly at: Readonly<Record<Block, number>>;
}

/** Sizes with the filling. */
export interface LstmSizes {
  /** Units, a multiple of 4. */
  readonly units: number;
  /** Sums of the gates in a row: four times the units. */
  readonly gates: number;
  /** An input row of the LSTM. */
  readonly width: number;
  /** An input row of the dense layer: `[hidden state | 1 | 0 …]`. */
  readonly dense: number;
  /** An output row. */
  readonly outputs: number;
  /** A row of the gradient by the hidden state. */
  readonly hidden: number;
  /** Weights of the LSTM, then of the dense layer. */
  readonly weights: number;
}

const blocks = [
  "weights",
  "denseWeights",
  "gradient",
  "denseGradient",
  "firstMoment",
  "secondMoment",
  "packed",
  "packedSums",
  "inputs",
  "sums",
  "cells",
  "squashed",
  "denseInputs",
  "outputs",
  "hiddenGradient",
  "cellGradient",
  "mask"
] as const;

type Block = (typeof blocks)[number];

/** Room for a net of this shape that reads at most `batch` windows at a time, all weights 0. */
export function openLstm(shape: LstmShape, batch: number): LstmMemory {
  for (const [name, size] of Object.entries({...shape, batch}))
    if (!Number.isInteger(size) || size < 1)
      throw new Error(`LSTM: expected a whole number of ${name} from 1, got ${size}`);
  const rows = filled(batch, 4);
  const units = filled(shape.units, 4);
  const gates = 4 * units;
  const width = filled(units + shape.features + 1, 4);
  const dense = filled(units + 1, 4);
  const outputs = filled(shape.outputs, panelWidth);
  const hidden = filled(units, panelWidth);
  const [cells, weights] = [width * gates, width * gates + dense * outputs];
  const {steps} = shape;
  const lengths: Record<Block, number> = {
    weights: cells,
    denseWeights: dense * outputs,
    gradient: cells,
    denseGradient: dense * outputs,
    firstMoment: weights,
    secondMoment: weights,
    packed: Math.max(cells, gates * hidden, (dense + rows + hidden) * outputs),
    packedSums: steps * rows * gates,
    inputs: (steps + 1) * rows * width,
    sums: steps * rows * gates,
    cells: (steps + 1) * rows * units,
    squashed: steps * rows * units,
    denseInputs: rows * dense,
    outputs: rows * outputs,
    hiddenGradient: rows * hidden,
    cellGradient: rows * units,
    mask: rows * units
  };
  let end = 0;
  const at = {} as Record<Block, number>;
  for (const block of blocks) {
    at[block] = end;
    end += filled(lengths[block], 4);
  }
  const memory = new WebAssembly.Memory({initial: Math.ceil((4 * end) / 65536)});
  const numbers = new Float32Array(memory.buffer);
  for (let i = 0; i < (steps + 1) * rows; ++i) numbers[at.inputs + i * width + units + shape.features] = 1;
  for (let i = 0; i < rows; ++i) numbers[at.denseInputs + i * dense + units] = 1;
  return {
    shape,
    kernels: openKernels(memory),
    numbers,
    rows,
    sizes: {units, gates, width, dense, outputs, hidden, weights},
    at
  };
}

/** The least multiple of `by` from n on. */
function filled(n: number, by: number): number {
  return Math.ceil(n / by) * by;
}

/** Puts weights into the memory. Throws where an array's length does not fit its shape, or the shape the memory's. */
export function putWeights(lstm: LstmMemory, weights: LstmWeights): void {
  checkWeights(weights);
  for (const name of ["features", "units", "outputs"] as const)
    if (weights.shape[name] !== lstm.shape[name])
      throw new Error(`LSTM: expected weights of ${lstm.shape[name]} ${name}, got ${weights.shape[name]}`);
  const {numbers, at, sizes} = lstm;
  numbers.fill(0, at.weights, at.weights + sizes.weights);
  eachWeight(lstm, weights, (array, i, place) => {
    numbers[at.weights + place] = array[i];
  });
}

/** A copy of the weights in the memory, or of their gradient or Adam's moments: they lie alike. */
export function takeWeights(
  lstm: LstmMemory,
  block: "weights" | "gradient" | "firstMoment" | "secondMoment" = "weights"
): LstmWeights {
  const {shape, numbers, at} = lstm;
  const {features, units, outputs} = shape;
  const weights: LstmWeights = {
    shape,
    kernel: new Float32Array(features * 4 * units),
    recurrentKernel: new Float32Array(units * 4 * units),
    bias: new Float32Array(4 * units),
    denseKernel: new Float32Array(units * outputs),
    denseBias: new Float32Array(outputs)
  };
  eachWeight(lstm, weights, (array, i, place) => {
    array[i] = numbers[at[block] + place];
  });
  return weights;
}

/** Calls back with every weight's array, index, and place in the memory's block. */
function eachWeight(
  {shape: {features, units, outputs}, sizes}: LstmMemory,
  weights: LstmWeights,
  visit: (array: Float32Array, i: number, place: number) => void
): void {
  const recurrent = (array: Float32Array, rows: number, first: number) => {
    for (let i = 0; i < rows * 4 * units; ++i) {
      const [row, column] = [Math.floor(i / (4 * units)), i % (4 * units)];
      const [gate, unit] = [Math.floor(column / units), column % units];
      visit(array, i, (first + row) * sizes.gates + gate * sizes.units + unit);
    }
  };
  recurrent(weights.recurrentKernel, units, 0);
  recurrent(weights.kernel, features, sizes.units);
  recurrent(weights.bias, 1, sizes.units + features);
  const dense = (array: Float32Array, rows: number, first: number) => {
    for (let i = 0; i < rows * outputs; ++i)
      visit(
        array,
        i,
        sizes.width * sizes.gates + (first + Math.floor(i / outputs)) * sizes.outputs + (i % outputs)
      );
  };
  dense(weights.denseKernel, units, 0);
  dense(weights.denseBias, 1, sizes.units);
}
