import * as tf from "@tensorflow/tfjs";
import type {LstmExamples} from "../../src/lib/recurrent/fit.js";
import {useWebAssembly} from "../webassembly.js";
import {benchOptions} from "./examples.js";

/** Trains the same net with tfjs on its WebAssembly back end, as `model.fit` does. Returns the net's way to train. */
export async function openTfjs({
  windows,
  targets,
  steps,
  features
}: LstmExamples): Promise<(epochs: number) => Promise<void>> {
  await useWebAssembly();
  const {units, batch, rate, dropout} = benchOptions;
  const net = tf.sequential({
    layers: [
      tf.layers.lstm({
        units,
        recurrentActivation: "sigmoid",
        recurrentInitializer: "glorotUniform",
        inputShape: [steps, features]
      }),
      tf.layers.dropout({rate: dropout}),
      tf.layers.dense({units: 1})
    ]
  });
  net.compile({optimizer: tf.train.adam(rate), loss: "meanSquaredError"});
  const x = tf.tensor3d(windows, [targets.length, steps, features]);
  const y = tf.tensor2d(targets, [targets.length, 1]);
  return async (epochs) => void (await net.fit(x, y, {batchSize: batch, epochs, verbose: 0}));
}
