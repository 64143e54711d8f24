import * as tf from "@tensorflow/tfjs";
import type {DenseExamples, DenseOptions} from "../../src/lib/dense/fit.js";
import type {DenseWeights} from "../../src/lib/dense/weights.js";
import {permutation} from "../../src/lib/random.js";
import {useWebAssembly} from "../webassembly.js";

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

function forward(variables: readonly tf.Variable[], inputs: tf.Tensor): tf.Tensor {
  let out = inputs;
  for (let k = 0; k < variables.length; k += 2) {
    out = product(out, variables[k]).add(variables[k + 1]);
    if (k + 2 < variables.length) out = out.elu();
  }
  return out;
}

/**
 * Trains the same net as `trainDense`, with the same batches and learning rates, on tfjs's WebAssembly back end, faster than
 * `model.fit` does. Returns the net's way to train, which gives the last batch's loss.
 */
export async function openTfjsNet(
  {shape, kernels, biases}: DenseWeights,
  {inputs, targets}: DenseExamples
): Promise<(options: DenseOptions) => number> {
  await useWebAssembly();
  const columns = shape.inputs;
  const variables = kernels.flatMap((kernel, l) => [
    tf.variable(tf.tensor2d(kernel, [kernel.length / shape.units[l], shape.units[l]])),
    tf.variable(tf.tensor1d(biases[l]))
  ]);
  return ({epochs, rate, batch, random}) => {
    const optimizer = tf.train.adam(rate) as tf.AdamOptimizer & {learningRate: number};
    const steps = epochs * Math.floor(targets.length / batch);
    let step = 0;
    let loss = 0;
    for (let epoch = 0; epoch < epochs; ++epoch) {
      const order = permutation(targets.length, random);
      for (let b = 0; b + batch <= targets.length; b += batch) {
        const chosen = order.subarray(b, b + batch);
        const x = new Float32Array(batch * columns);
        chosen.forEach((i, r) => void x.set(inputs.subarray(i * columns, (i + 1) * columns), r * columns));
        const y = Float32Array.from(chosen, (i) => targets[i]);
        optimizer.learningRate = rate * (0.51 + 0.49 * Math.cos((Math.PI * step++) / steps));
        const last = epoch === epochs - 1 && b + 2 * batch > targets.length;
        tf.tidy(() => {
          const errors = () =>
            forward(variables, tf.tensor2d(x, [batch, columns])).sub(tf.tensor2d(y, [batch, 1]));
          const cost = optimizer.minimize(() => errors().square().mean() as tf.Scalar, last, variables);
          if (cost) loss = cost.dataSync()[0];
        });
      }
    }
    optimizer.dispose();
    return loss;
  };
}
