import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {LstmWeights} from "../../src/lib/recurrent/weights.js";

interface Published {
  readonly modelTopology: {
    readonly config: {readonly layers: readonly {config: {batch_input_shape?: number[]}}[]};
  };
  readonly weightsManifest: readonly {readonly weights: readonly {readonly shape: readonly number[]}[]}[];
}

/** The weights of a published layers model (LSTM, dropout, dense), for the project's own engine. */
export function publishedLstm(folder: string): LstmWeights {
  const {modelTopology, weightsManifest} = JSON.parse(
    readFileSync(join(folder, "model.json"), "utf8")
  ) as Published;
  const [, steps, features] = modelTopology.config.layers[0].config.batch_input_shape!;
  const data = new Float32Array(new Uint8Array(readFileSync(join(folder, "weights.bin"))).buffer);
  const shapes = weightsManifest[0].weights.map(({shape}) => shape);
  let end = 0;
  const [kernel, recurrentKernel, bias, denseKernel, denseBias] = shapes.map((shape) => {
    const start = end;
    end += shape.reduce((product, n) => product * n, 1);
    return data.slice(start, end);
  });
  const [units, outputs] = shapes[3];
  return {shape: {steps, features, units, outputs}, kernel, recurrentKernel, bias, denseKernel, denseBias};
}
