import type {LayersModel} from "../recurrent/layers.js";
import {checkDense, type DenseShape, type DenseWeights, layerInputs} from "./weights.js";

/**
 * Dense nets as one tfjs layers model: member 1 … n read the same inputs, and the model's output is their mean.
 * @param layers names of the layers, first to last
 * @throws where there is no member, a member has another shape, or not as many layers as there are names
 */
export function denseLayers(
  members: readonly DenseWeights[],
  {name = "net", layers}: {name?: string; layers: readonly string[]}
): LayersModel {
  if (!members.length) throw new Error("dense net: expected one member or more to publish, got none");
  const {shape} = members[0];
  if (shape.units.length !== layers.length)
    throw new Error(
      `dense net: expected names of ${shape.units.length} layers, got ${layers.join(", ") || "none"}`
    );
  for (const member of members) sameShape(checkDense(member).shape, shape);
  const names = members.map((_, m) => `member${m + 1}`);
  const below = layerInputs(shape);
  const last = members.length === 1 ? [names[0], 1, 0] : ["mean", 0, 0];
  const mean = {
    name: "mean",
    class_name: "Average",
    config: {name: "mean", trainable: true},
    inbound_nodes: [names.map((member) => [member, 1, 0, {}])]
  };
  const weights = members.flatMap(({kernels, biases}, m) =>
    layers.flatMap((layer, l) => [
      {name: `${names[m]}_${layer}/kernel`, shape: [below[l], shape.units[l]], values: kernels[l]},
      {name: `${names[m]}_${layer}/bias`, shape: [shape.units[l]], values: biases[l]}
    ])
  );
  const data = new Float32Array(weights.reduce((sum, {values}) => sum + values.length, 0));
  let end = 0;
  for (const {values} of weights) {
    data.set(values, end);
    end += values.length;
  }
  return {
    modelTopology: {
      class_name: "Model",
      config: {
        name,
        layers: [
          {
            name: "inputs",
            class_name: "InputLayer",
            config: inputLayer("inputs", shape.inputs),
            inbound_nodes: []
          },
          ...names.map((member) => ({
            name: member,
            class_name: "Sequential",
            config: {name: member, layers: memberLayers(member, shape, layers)},
            inbound_nodes: [[["inputs", 0, 0, {}]]]
          })),
          ...(members.length === 1 ? [] : [mean])
        ],
        input_layers: [["inputs", 0, 0]],
        output_layers: [last]
      },
      keras_version: "tfjs-layers 4.22.0",
      backend: "tensor_flow.js"
    },
    weightSpecs: weights.map(({name, shape}) => ({name, shape, dtype: "float32"})),
    weightData: data.buffer
  };
}

function inputLayer(name: string, inputs: number): object {
  return {batch_input_shape: [null, inputs], dtype: "float32", sparse: false, name};
}

function memberLayers(member: string, {inputs, units}: DenseShape, layers: readonly string[]): object[] {
  return [
    {class_name: "InputLayer", config: inputLayer(`${member}_inputs`, inputs)},
    ...units.map((count, l) => ({
      class_name: "Dense",
      config: {
        units: count,
        activation: l < units.length - 1 ? "elu" : "linear",
        use_bias: true,
        name: `${member}_${layers[l]}`,
        trainable: true
      }
    }))
  ];
}

function sameShape(shape: DenseShape, first: DenseShape): void {
  const [got, expected] = [shape, first].map(({inputs, units}) => [inputs, ...units].join(", "));
  if (got !== expected)
    throw new Error(
      `dense net: expected every member to have ${expected} numbers from layer to layer, got ${got}`
    );
}
