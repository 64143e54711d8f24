import {permutation, type Random} from "../random.js";
import {answer, learnBatch} from "./batch.js";
import {type DenseMemory, openDense, putDense, takeDense} from "./memory.js";
import {holdExamples} from "./passes.js";
import type {DenseShape, DenseWeights} from "./weights.js";

/** Rows and what should come out of each. */
export interface DenseExamples {
  /** `[row][input]` */
  readonly inputs: Float32Array;
  /** `[row][output]` */
  readonly targets: Float32Array;
}

/** How a dense net learns. */
export interface DenseOptions {
  /** Most passes over the rows. */
  readonly epochs: number;
  /** Learning rate of Adam at the first step; it falls along a cosine to a fiftieth of it (Loshchilov and Hutter, 2017). */
  readonly rate: number;
  /** Rows a batch. Batches are whole: what is left of an epoch is not learned from. */
  readonly batch: number;
  /** Draws the order of the rows. */
  readonly random: Random;
  /** Rows on which the net is judged and does not learn. */
  readonly held?: DenseExamples;
  /** Epochs without a lower loss on them after which it stops. */
  readonly patience?: number;
}

/** A net that has learned. */
export interface DenseFit {
  /** Those of the epoch with the lowest loss on the held-out rows; of the last epoch where there are none. */
  readonly weights: DenseWeights;
  /** Mean squared error by epoch: while learning, and on the held-out rows after it. */
  readonly losses: {readonly train: readonly number[]; readonly validation: readonly number[]};
  /** The epoch of the weights, from 1. */
  readonly bestEpoch: number;
}

/** Rows that go through a net at a time: few enough to stay in the processor's nearer caches. */
export const rowsAtOnce = 128;

/**
 * Trains a net on from some weights with Adam, its moments at 0, on the mean squared error. The same weights, examples and draws give
 * the same bytes on each run.
 * @throws where the lengths do not fit, an example is not a number, there is not one whole batch, or the loss overflows
 */
export function trainDense(start: DenseWeights, examples: DenseExamples, options: DenseOptions): DenseFit {
  const {epochs, rate, batch, random, held, patience = Number.POSITIVE_INFINITY} = options;
  const count = countOf(start.shape, examples);
  const batches = Math.floor(count / batch);
  if (held) countOf(start.shape, held);
  checkOptions({epochs, rate, batch, patience}, count, held);
  const net = openDense(start.shape, rowsAtOnce, count);
  putDense(net, start);
  holdExamples(net, examples.inputs);
  const losses = {train: [] as number[], validation: [] as number[]};
  let weights = start;
  let best = Number.POSITIVE_INFINITY;
  let bestEpoch = 0;
  let step = 0;
  for (let epoch = 1; epoch <= epochs && epoch - bestEpoch <= patience; ++epoch) {
    const order = permutation(count, random);
    let sum = 0;
    for (let b = 0; b < batches; ++b) {
      const falling = rate * (0.51 + 0.49 * Math.cos((Math.PI * step) / (epochs * batches)));
      sum += learnBatch(net, examples.targets, order.subarray(b * batch, (b + 1) * batch), ++step, falling);
    }
    losses.train.push(finite((sum * count) / (batches * batch * examples.targets.length), epoch));
    if (held) losses.validation.push(finite(heldOut(net, held), epoch));
    const loss = held ? losses.validation[epoch - 1] : Number.NEGATIVE_INFINITY;
    if (held && loss >= best) continue;
    best = loss;
    bestEpoch = epoch;
    if (held || epoch === epochs) weights = takeDense(net);
  }
  return {weights, losses, bestEpoch};
}

/** The number of rows. Throws where the lengths do not fit or a value is not finite. */
function countOf({inputs: columns, units}: DenseShape, {inputs, targets}: DenseExamples): number {
  const outputs = units[units.length - 1];
  const count = inputs.length / columns;
  if (!Number.isInteger(count) || count < 1 || targets.length !== count * outputs)
    throw new Error(
      `dense net: expected rows of ${columns} inputs and ${outputs} targets, got ${inputs.length} inputs and ${targets.length} targets`
    );
  const gap = inputs.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0)
    throw new Error(
      `dense net: expected numbers, got ${inputs[gap]} in row ${Math.floor(gap / columns)}, input ${gap % columns}; fill gaps first`
    );
  const missing = targets.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0)
    throw new Error(
      `dense net: expected numbers, got ${targets[missing]} as target ${missing}; leave such rows out`
    );
  return count;
}

function checkOptions(
  {epochs, rate, batch, patience}: Required<Omit<DenseOptions, "random" | "held">>,
  count: number,
  held: DenseExamples | undefined
): void {
  const wrong = (what: string, got: unknown) => new Error(`dense net: expected ${what}, got ${got}`);
  if (!Number.isInteger(epochs) || epochs < 1) throw wrong("a whole number of epochs from 1", epochs);
  if (!(rate > 0)) throw wrong("a learning rate above 0", rate);
  if (!Number.isInteger(batch) || batch < 1) throw wrong("a whole number of rows a batch from 1", batch);
  if (count < batch) throw wrong(`a batch of ${batch} rows or more to learn from`, count);
  if (!(patience >= 1)) throw wrong("a patience of an epoch or more", patience);
  if (patience !== Number.POSITIVE_INFINITY && !held)
    throw wrong("held-out rows where there is a patience", "none");
}

function finite(loss: number, epoch: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new Error(
    `dense net: the loss of epoch ${epoch} is ${loss}; scale the examples or lower the learning rate`
  );
}

function heldOut(net: DenseMemory, {inputs, targets}: DenseExamples): number {
  const answers = answer(net, inputs);
  let sum = 0;
  for (let i = 0; i < targets.length; ++i) sum += (answers[i] - targets[i]) ** 2;
  return sum / targets.length;
}
