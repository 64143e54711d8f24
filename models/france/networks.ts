import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";
import {normal, permutation, type Random} from "../../src/lib/random.js";

/** Log load is scaled by these, so that the net's output is about −2 … 2. */
export const netCentre = Math.log(52_000);
export const netSpread = 0.2;

/** The parameters of the candidate that belong to the training. */
export interface NetParams {
  /** Days before the first origin from which the net forecasts, for its errors. */
  readonly leadIn: number;
  readonly members: number;
  readonly batch: number;
  readonly epochs: number;
  readonly patience: number;
  readonly rate: number;
  readonly refitDays: number;
  readonly refitEpochs: number;
  readonly refitRate: number;
}

/** Rows to learn from: standardised inputs `[row][input]` and scaled log loads. */
export interface Examples {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly columns: number;
}

/** Selects tfjs's WebAssembly back end, its binaries from node_modules. */
export async function useWebAssembly(): Promise<void> {
  if (tf.getBackend() === "wasm") return;
  setWasmPaths(
    `${join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist")}/`
  );
  if (!(await tf.setBackend("wasm")))
    throw new Error(
      "tfjs: the WebAssembly back end did not start; expected its binaries in @tensorflow/tfjs-backend-wasm/dist"
    );
  await tf.ready();
}

/** A net of 64 and 32 exponential linear units with seeded weights (He et al., 2015). */
export function buildNet(name: string, columns: number, random: Random): tf.Sequential {
  const net = tf.sequential({
    name,
    layers: [
      tf.layers.inputLayer({name: `${name}_inputs`, inputShape: [columns]}),
      tf.layers.dense({name: `${name}_first`, units: 64, activation: "elu"}),
      tf.layers.dense({name: `${name}_second`, units: 32, activation: "elu"}),
      tf.layers.dense({name: `${name}_out`, units: 1})
    ]
  });
  const draw = normal(random);
  net.setWeights(
    net.getWeights().map((weight) => {
      const [rows, units] = weight.shape;
      if (units === undefined) return tf.zeros(weight.shape);
      return tf.tensor2d(
        Float32Array.from({length: rows * units}, () => draw() * Math.sqrt(2 / rows)),
        [rows, units]
      );
    })
  );
  return net;
}

/** One net whose output is the mean of its members'. */
export function average(members: readonly tf.Sequential[], columns: number): tf.LayersModel {
  const inputs = tf.input({shape: [columns], name: "inputs"});
  const outputs = members.map((member) => member.apply(inputs) as tf.SymbolicTensor);
  return tf.model({
    name: "net",
    inputs,
    outputs:
      outputs.length === 1
        ? outputs[0]
        : (tf.layers.average({name: "mean"}).apply(outputs) as tf.SymbolicTensor)
  });
}

/**
 * Product of a batch and a layer's weights, with gradients that transpose before they multiply: tfjs's WebAssembly back
 * end has a fast product for plain matrices only (XNNPACK), and a slow one for transposed ones.
 */
const product = tf.customGrad((x, w, save) => {
  const [batch, weights] = [x as tf.Tensor2D, w as tf.Tensor2D];
  (save as tf.GradSaveFunc)([batch, weights]);
  return {
    value: tf.matMul(batch, weights),
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [
      tf.matMul(dy, tf.transpose(saved[1])),
      tf.matMul(tf.transpose(saved[0]), dy)
    ]
  };
});

/** The output of a net whose weights and biases are `variables`, layer by layer: what `net.predict` gives. */
function forward(variables: readonly tf.Variable[], inputs: tf.Tensor): tf.Tensor {
  let out = inputs;
  for (let k = 0; k < variables.length; k += 2) {
    out = product(out, variables[k]).add(variables[k + 1]);
    if (k + 2 < variables.length) out = out.elu();
  }
  return out;
}

/**
 * Trains for some epochs with Adam on the mean squared error, batches drawn in a seeded order, the learning rate falling
 * along a cosine (Loshchilov and Hutter, 2017). Returns the last batch's loss. `after` may stop it, epoch by epoch.
 */
export function train(
  net: tf.Sequential,
  {inputs, targets, columns}: Examples,
  epochs: number,
  rate: number,
  batch: number,
  random: Random,
  after: (epoch: number) => boolean = () => false
): number {
  const optimizer = tf.train.adam(rate) as tf.AdamOptimizer & {learningRate: number};
  const variables = net.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const steps = epochs * Math.floor(targets.length / batch);
  let step = 0;
  let loss = 0;
  for (let epoch = 0; epoch < epochs; ++epoch) {
    const order = permutation(targets.length, random);
    for (let b = 0; b + batch <= targets.length; b += batch) {
      const x = new Float32Array(batch * columns);
      const y = new Float32Array(batch);
      for (let r = 0; r < batch; ++r) {
        const i = order[b + r];
        x.set(inputs.subarray(i * columns, (i + 1) * columns), r * columns);
        y[r] = targets[i];
      }
      optimizer.learningRate = rate * (0.51 + 0.49 * Math.cos((Math.PI * step++) / steps));
      const last = b + 2 * batch > targets.length;
      tf.tidy(() => {
        const target = tf.tensor2d(y, [batch, 1]);
        const cost = optimizer.minimize(
          () =>
            forward(variables, tf.tensor2d(x, [batch, columns]))
              .sub(target)
              .square()
              .mean() as tf.Scalar,
          last,
          variables
        );
        if (cost) loss = cost.dataSync()[0];
      });
    }
    if (after(epoch)) break;
  }
  optimizer.dispose();
  return loss;
}

/** Trains until the held-out loss has not fallen for `patience` epochs, and goes back to the best weights. Returns the best epoch. */
export function trainEarly(
  net: tf.Sequential,
  learned: Examples,
  held: Examples,
  params: NetParams,
  random: Random
): number {
  let best = Number.POSITIVE_INFINITY;
  let bestEpoch = 0;
  let weights: tf.Tensor[] = [];
  train(net, learned, params.epochs, params.rate, params.batch, random, (epoch) => {
    const predicted = predict(net, held.inputs, held.columns);
    const loss =
      held.targets.reduce((sum, y, i) => sum + ((predicted[i] - netCentre) / netSpread - y) ** 2, 0) /
      held.targets.length;
    if (loss < best) {
      best = loss;
      bestEpoch = epoch + 1;
      tf.dispose(weights);
      weights = net.getWeights().map((weight) => weight.clone());
    }
    return epoch + 1 - bestEpoch >= params.patience;
  });
  net.setWeights(weights);
  tf.dispose(weights);
  return bestEpoch;
}

/** Log load for standardised rows. */
export function predict(net: tf.LayersModel, inputs: Float32Array, columns: number): Float64Array {
  const out = tf.tidy(
    () => net.predict(tf.tensor2d(inputs, [inputs.length / columns, columns]), {batchSize: 8192}) as tf.Tensor
  );
  const scaled = out.dataSync();
  out.dispose();
  return Float64Array.from(scaled, (y) => netCentre + netSpread * y);
}

/** The net as a tfjs layers model: its topology with the weights' shapes, and the weights as float32. */
export async function netFiles(net: tf.LayersModel): Promise<Record<string, Uint8Array>> {
  let saved: tf.io.ModelArtifacts | undefined;
  await net.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: "JSON"}};
    })
  );
  if (!saved?.weightData || !saved.weightSpecs) throw new Error("tfjs: the net was saved without weights");
  const data = Array.isArray(saved.weightData) ? saved.weightData : [saved.weightData];
  const weights = Buffer.concat(data.map((part) => new Uint8Array(part)));
  const manifest = [{paths: ["weights.bin"], weights: saved.weightSpecs}];
  const model = {
    format: "layers-model",
    generatedBy: "almanac",
    convertedBy: null,
    modelTopology: saved.modelTopology,
    weightsManifest: manifest
  };
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(model)),
    "weights.bin": new Uint8Array(weights)
  };
}
