import {adamStep} from "./adam.js";
import type {DenseMemory} from "./memory.js";
import {backward, forward, gather, packBackward, packForward, putRows} from "./passes.js";

/**
 * The loss of a batch of the examples in the memory (sum of squared errors), and there its gradient (of the mean squared error) by all
 * weights. A batch may be larger than the memory's rows: its gradient is added up over some rows at a time.
 * @param targets of all examples, `[row][output]`
 * @param chosen numbers of the batch's rows
 */
export function gradientOf(net: DenseMemory, targets: Float32Array, chosen: Uint32Array): number {
  packForward(net);
  packBackward(net);
  let loss = 0;
  for (let from = 0; from < chosen.length; from += net.rows) {
    const some = chosen.subarray(from, from + net.rows);
    const rows = gather(net, some);
    forward(net, rows);
    loss += lossGradient(net, targets, some, chosen.length, rows);
    backward(net, rows, from > 0);
  }
  return loss;
}

/** Learns from a batch: its gradient and one step of Adam, the `step`th from 1. Returns its loss before the step. */
export function learnBatch(
  net: DenseMemory,
  targets: Float32Array,
  chosen: Uint32Array,
  step: number,
  rate: number
): number {
  const loss = gradientOf(net, targets, chosen);
  adamStep(net, step, rate);
  return loss;
}

/**
 * The sum of the squared errors of some rows of a batch, and in the last layer's `slopes` the gradient of the batch's mean squared
 * error by their answers, 0 in the rows that fill up the tiles.
 */
function lossGradient(
  {numbers, layers}: DenseMemory,
  targets: Float32Array,
  chosen: Uint32Array,
  batch: number,
  rows: number
): number {
  const {units, out, widthOut, slopes} = layers[layers.length - 1];
  const scale = 2 / (batch * units);
  let loss = 0;
  for (let r = 0; r < rows; ++r)
    for (let k = 0; k < units; ++k) {
      const place = r * widthOut + k;
      const error = r < chosen.length ? numbers[out + place] - targets[chosen[r] * units + k] : 0;
      numbers[slopes + place] = scale * error;
      loss += error * error;
    }
  return loss;
}

/**
 * The net's answers to rows, as many at a time as the memory takes.
 * @param inputs `[row][input]`
 * @returns `[row][output]`
 * @throws where the numbers are not whole rows
 */
export function answer(net: DenseMemory, inputs: Float32Array): Float32Array {
  const {shape, numbers, layers, rows} = net;
  const count = inputs.length / shape.inputs;
  if (!Number.isInteger(count))
    throw new Error(`dense net: expected rows of ${shape.inputs} inputs, got ${inputs.length} numbers`);
  const {units, out, widthOut} = layers[layers.length - 1];
  const answers = new Float32Array(count * units);
  packForward(net);
  for (let from = 0; from < count; from += rows) {
    const to = Math.min(from + rows, count);
    forward(net, putRows(net, inputs.subarray(from * shape.inputs, to * shape.inputs)));
    for (let r = from; r < to; ++r)
      for (let k = 0; k < units; ++k) answers[r * units + k] = numbers[out + (r - from) * widthOut + k];
  }
  return answers;
}
