import {checkWeights, type LstmWeights} from "./weights.js";

/** A layers model of tfjs in memory: what `tf.io.fromMemory` takes. */
export interface LayersModel {
  readonly modelTopology: object;
  readonly weightSpecs: {name: string; shape: number[]; dtype: "float32"}[];
  readonly weightData: ArrayBuffer;
}

/** The weights' names in a layers model, in the order in which tf.layers keeps them. */
const layerNames = [
  ["lstm/kernel", "kernel"],
  ["lstm/recurrent_kernel", "recurrentKernel"],
  ["lstm/bias", "bias"],
  ["dense/kernel", "denseKernel"],
  ["dense/bias", "denseBias"]
] as const;

/**
 * A net as a tfjs layers model: LSTM with the logistic function at its gates (tfjs's own default is another), dropout, dense.
 * @param dropout the share dropped in training; a model that only forecasts does nothing there
 */
export function lstmLayers(weights: LstmWeights, {name = "lstm_net", dropout = 0} = {}): LayersModel {
  const {steps, features, units, outputs} = checkWeights(weights).shape;
  const layers = [
    {
      class_name: "LSTM",
      config: {
        name: "lstm",
        trainable: true,
        batch_input_shape: [null, steps, features],
        dtype: "float32",
        units,
        activation: "tanh",
        recurrent_activation: "sigmoid",
        use_bias: true,
        unit_forget_bias: true,
        return_sequences: false,
        return_state: false,
        go_backwards: false,
        stateful: false,
        unroll: false
      }
    },
    {class_name: "Dropout", config: {name: "dropout", trainable: true, rate: dropout}},
    {
      class_name: "Dense",
      config: {name: "dense", trainable: true, units: outputs, activation: "linear", use_bias: true}
    }
  ];
  const shapes = [[features, 4 * units], [units, 4 * units], [4 * units], [units, outputs], [outputs]];
  const arrays = layerNames.map(([, array]) => weights[array]);
  const data = new Float32Array(arrays.reduce((sum, {length}) => sum + length, 0));
  let end = 0;
  for (const array of arrays) {
    data.set(array, end);
    end += array.length;
  }
  return {
    modelTopology: {
      class_name: "Sequential",
      config: {name, layers},
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js"
    },
    weightSpecs: layerNames.map(([name], i) => ({name, shape: shapes[i], dtype: "float32"})),
    weightData: data.buffer
  };
}

/** A layers model as the two files that `tf.loadLayersModel` reads from one folder. */
export function layersFiles({
  modelTopology,
  weightSpecs,
  weightData
}: LayersModel): Record<"model.json" | "weights.bin", Uint8Array> {
  const model = {
    format: "layers-model",
    generatedBy: "almanac",
    convertedBy: null,
    modelTopology,
    weightsManifest: [{paths: ["weights.bin"], weights: weightSpecs}]
  };
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(model)),
    "weights.bin": new Uint8Array(weightData)
  };
}
