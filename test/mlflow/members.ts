import * as tf from "@tensorflow/tfjs";

/** The mean of two small dense nets as one layers model: its files, and its answers to some rows of 7 numbers. */
export async function members(): Promise<{
  files: Record<"model.json" | "weights.bin", Uint8Array>;
  rows: number[][];
  answers: number[];
}> {
  const inputs = tf.input({shape: [7], name: "inputs"});
  const kernelInitializer = tf.initializers.randomNormal({seed: 5});
  const nets = [1, 2].map((m) =>
    tf.sequential({
      name: `member${m}`,
      layers: [
        tf.layers.inputLayer({inputShape: [7], name: `member${m}_inputs`}),
        tf.layers.dense({units: 5, activation: "elu", name: `member${m}_first`, kernelInitializer}),
        tf.layers.dense({units: 2, name: `member${m}_out`, kernelInitializer})
      ]
    })
  );
  const outputs = tf.layers
    .average({name: "mean"})
    .apply(nets.map((net) => net.apply(inputs) as tf.SymbolicTensor));
  const model = tf.model({name: "net", inputs, outputs: outputs as tf.SymbolicTensor});
  const rows = Array.from({length: 9}, (_, r) => Array.from({length: 7}, (_, c) => Math.sin(r + 2 * c)));
  const answers = Array.from((model.predict(tf.tensor2d(rows)) as tf.Tensor).dataSync());
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: "JSON"}};
    })
  );
  const described = {
    format: "layers-model",
    modelTopology: saved!.modelTopology,
    weightsManifest: [{paths: ["weights.bin"], weights: saved!.weightSpecs}]
  };
  const files = {
    "model.json": new TextEncoder().encode(JSON.stringify(described)),
    "weights.bin": new Uint8Array(saved!.weightData as ArrayBuffer)
  };
  return {files, rows, answers};
}
