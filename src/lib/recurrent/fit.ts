import {mulberry32, permutation} from "../random.js";
import {answer, type Examples, learnBatch} from "./batch.js";
import {openLstm, putWeights, takeWeights} from "./memory.js";
import {initialWeights, type LstmShape, type LstmWeights} from "./weights.js";

/** What an LSTM net learns from: every window has a target; both are scaled to about −1 … 1 by the caller. */
export interface LstmExamples extends Examples {
  readonly steps: number;
  readonly features: number;
}

/** How an LSTM net learns. */
export interface LstmOptions {
  /** Units of the LSTM. */
  readonly units: number;
  /** Most passes over the windows. */
  readonly epochs: number;
  /** Draws the initial weights, the order of the windows and the dropout. */
  readonly seed: number;
  /** Windows a batch. */
  readonly batch?: number;
  /** Learning rate of Adam. */
  readonly rate?: number;
  /** Share of the hidden states that a batch drops before the dense layer. */
  readonly dropout?: number;
  /** Share of the windows, the last ones in time, on which the net is judged and does not learn. */
  readonly validation?: number;
  /** Epochs without a lower validation loss after which it stops. */
  readonly patience?: number;
  /** Weights to go on from, instead of drawn ones. */
  readonly start?: LstmWeights;
  /** Called after every epoch with its number, from 1. */
  readonly onEpoch?: (epoch: number) => void;
}

/** A net that has learned. */
export interface LstmFit {
  /** Those of the epoch with the lowest validation loss; of the last epoch where nothing was held out. */
  readonly weights: LstmWeights;
  /** Mean squared error by epoch: while learning (with dropout, as Keras tells it), and on the held-out windows after it. */
  readonly losses: {readonly train: number[]; readonly validation: number[]};
  /** The epoch of the weights, from 1. */
  readonly bestEpoch: number;
}

/**
 * Trains LSTM → dropout → dense on the mean squared error with Adam, in batches of a seeded order. The same examples, options and
 * seed give the same bytes on each run.
 * @throws where the lengths do not fit, an example is not a number, or the loss overflows
 */
export function trainLstm(examples: LstmExamples, options: LstmOptions): LstmFit {
  const {
    batch = 32,
    rate = 0.001,
    dropout = 0,
    validation = 0,
    patience = Number.POSITIVE_INFINITY
  } = options;
  const {windows, targets} = examples;
  const count = countOf(examples);
  const shape: LstmShape = {
    steps: examples.steps,
    features: examples.features,
    units: options.units,
    outputs: targets.length / count
  };
  const held = Math.round(count * validation);
  const learned = count - held;
  checkOptions({...options, batch, rate, dropout, validation, patience}, learned, held);
  const lstm = openLstm(shape, Math.min(batch, Math.max(learned, held)));
  let weights = options.start ?? initialWeights(shape, mulberry32(options.seed));
  putWeights(lstm, weights);
  const order = mulberry32(options.seed ^ 0x0bde);
  const dropped = {rate: dropout, random: mulberry32(options.seed ^ 0xd809)};
  const losses = {train: [] as number[], validation: [] as number[]};
  let bestEpoch = 0;
  let best = Number.POSITIVE_INFINITY;
  let step = 0;
  for (let epoch = 1; epoch <= options.epochs && epoch - bestEpoch <= patience; ++epoch) {
    const shuffled = permutation(learned, order);
    let sum = 0;
    for (let b = 0; b < learned; b += batch)
      sum += learnBatch(lstm, examples, shuffled.subarray(b, b + batch), ++step, rate, dropped);
    losses.train.push(finite(sum / (learned * shape.outputs), epoch));
    if (held) {
      const answers = answer(lstm, windows, learned, count);
      losses.validation.push(finite(meanSquare(answers, targets.subarray(learned * shape.outputs)), epoch));
    }
    options.onEpoch?.(epoch);
    const loss = held ? losses.validation[epoch - 1] : Number.NEGATIVE_INFINITY;
    if (held && loss >= best) continue;
    best = loss;
    bestEpoch = epoch;
    if (held || epoch === options.epochs) weights = takeWeights(lstm);
  }
  return {weights, losses, bestEpoch};
}

/** The number of windows. Throws where the lengths do not fit or a value is not finite. */
function countOf({windows, targets, steps, features}: LstmExamples): number {
  const count = windows.length / (steps * features);
  if (!Number.isInteger(count) || count < 1)
    throw new Error(
      `LSTM: expected windows of ${steps} steps × ${features} features, got ${windows.length} numbers`
    );
  if (!Number.isInteger(targets.length / count) || !targets.length)
    throw new Error(
      `LSTM: expected one target, or equally many, for each of ${count} windows, got ${targets.length}`
    );
  const gap = windows.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0) {
    const [window, step] = [Math.floor(gap / (steps * features)), Math.floor(gap / features) % steps];
    throw new Error(
      `LSTM: expected numbers, got ${windows[gap]} in window ${window}, step ${step}, feature ${gap % features}; fill gaps first`
    );
  }
  const missing = targets.findIndex((value) => !Number.isFinite(value));
  if (missing >= 0)
    throw new Error(
      `LSTM: expected numbers, got ${targets[missing]} as target ${missing}; leave such windows out`
    );
  return count;
}

function checkOptions(
  options: Required<Omit<LstmOptions, "start" | "onEpoch">>,
  learned: number,
  held: number
): void {
  const {epochs, rate, dropout, validation, patience, batch} = options;
  const wrong = (what: string, got: unknown) => new Error(`LSTM: expected ${what}, got ${got}`);
  if (!Number.isInteger(epochs) || epochs < 1) throw wrong("a whole number of epochs from 1", epochs);
  if (!Number.isInteger(batch) || batch < 1) throw wrong("a whole number of windows a batch from 1", batch);
  if (!(rate > 0)) throw wrong("a learning rate above 0", rate);
  if (!(dropout >= 0 && dropout < 1)) throw wrong("a dropout from 0 to below 1", dropout);
  if (!(validation >= 0 && validation < 1) || learned < 1)
    throw wrong("a validation share from 0 to below 1 that leaves a window to learn from", validation);
  if (!(patience >= 1)) throw wrong("a patience of an epoch or more", patience);
  if (patience !== Number.POSITIVE_INFINITY && !held)
    throw wrong("a validation share of one window or more where there is a patience", validation);
}

function finite(loss: number, epoch: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new Error(
    `LSTM: the loss of epoch ${epoch} is ${loss}; scale the examples or lower the learning rate`
  );
}

function meanSquare(answers: Float32Array, targets: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < targets.length; ++i) sum += (answers[i] - targets[i]) ** 2;
  return sum / targets.length;
}
