import type * as TensorFlow from "@tensorflow/tfjs";
import type {WindowNet} from "./forecast.js";
import {joined} from "./join.js";
import {windowFeatures} from "./windows.js";

/** The part of tfjs that is needed: the page hands in the module that it loaded on demand, Node its own. */
export type Tensors = Pick<typeof TensorFlow, "tidy" | "tensor2d" | "tensor3d" | "zeros" | "layers">;

/** What the LSTM remembers after the first steps of a window. */
interface Head {
  readonly steps: Float32Array;
  readonly hidden: Float32Array;
  readonly carry: Float32Array;
}

const width = windowFeatures.length;
/** Heads that are remembered: those of several ends of the window. */
const kept = 56;

/**
 * The published layers model (LSTM, dropout, dense) as a predictor of windows of `size` days. Knobs move only the last `tail` days of a
 * window, so what the LSTM remembers after the days before them is kept: the same steps, each done once.
 * @throws where the model is none of those layers
 */
export function tensorPredictor(
  tf: Tensors,
  net: TensorFlow.LayersModel,
  {size, tail}: {size: number; tail: number}
): WindowNet["predict"] {
  const lstm = net.layers.find((layer) => layer.getClassName() === "LSTM");
  const dense = net.layers.find((layer) => layer.getClassName() === "Dense");
  if (!lstm || !dense)
    throw new Error(
      `LSTM: expected a model with the layers LSTM and Dense, got ${net.layers.map((layer) => layer.getClassName()).join(", ")}`
    );
  const units = Number(lstm.getConfig().units);
  const reader = tf.layers.lstm({
    ...(lstm.getConfig() as unknown as Parameters<typeof tf.layers.lstm>[0]),
    name: `${lstm.name}_steps`,
    returnState: true
  });
  reader.build([null, null, width]);
  reader.built = true;
  reader.setWeights(lstm.getWeights());
  /** Reads steps on from where the LSTM stood, [hidden, carry]. */
  const read = (
    steps: Float32Array,
    n: number,
    state: readonly [TensorFlow.Tensor, TensorFlow.Tensor]
  ): TensorFlow.Tensor[] => {
    const x = tf.tensor3d(steps, [n, steps.length / n / width, width]);
    return (reader.apply([x, ...state]) as TensorFlow.Tensor[]).slice(1);
  };
  const rows = (states: readonly Float32Array[]) => tf.tensor2d(joined(states), [states.length, units]);
  let heads: Head[] = [];

  /** Reads the heads that are not remembered. */
  const learn = (unknown: readonly Float32Array[]): Head[] => {
    const n = unknown.length;
    const [hidden, carry] = tf.tidy(() => {
      const start = tf.zeros([n, units]);
      return read(joined(unknown), n, [start, start]).map((each) => each.dataSync() as Float32Array);
    });
    const part = (values: Float32Array, i: number) => values.slice(i * units, (i + 1) * units);
    return unknown.map((steps, i) => ({steps, hidden: part(hidden, i), carry: part(carry, i)}));
  };

  return (windows) => {
    const each = size * width;
    const split = (size - tail) * width;
    const n = windows.length / each;
    const own = Array.from({length: n}, (_, i) => windows.slice(i * each, i * each + split));
    const unknown = own.filter(
      (head, i) =>
        !heads.some(({steps}) => same(steps, head)) && own.findIndex((one) => same(one, head)) === i
    );
    if (unknown.length) heads = [...learn(unknown), ...heads];
    const states = own.map((head) => heads.find(({steps}) => same(steps, head))!);
    heads = heads.slice(0, Math.max(kept, unknown.length));
    const tails = joined(own.map((_, i) => windows.subarray(i * each + split, (i + 1) * each)));
    return tf.tidy(() => {
      const [hidden] = read(tails, n, [
        rows(states.map(({hidden}) => hidden)),
        rows(states.map(({carry}) => carry))
      ]);
      return (dense.apply(hidden) as TensorFlow.Tensor).dataSync();
    });
  };
}

const same = (a: Float32Array, b: Float32Array) => a.length === b.length && a.every((x, i) => x === b[i]);
