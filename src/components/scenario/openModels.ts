import type * as TensorFlow from "@tensorflow/tfjs";
import type {LoadScenario} from "../../lib/load/scenario.js";
import {openScenario} from "../../lib/load/scenario.js";
import {tensorPredictors} from "../../lib/load/tensors.js";
import type {ScenarioModel} from "../../lib/scenario/model.js";

/** The published files of France's models, read when they are asked for: `FileAttachment`s of a page. */
export interface ModelFiles {
  readonly scenario: {json(): Promise<LoadScenario>};
  readonly net: {json(): Promise<TensorFlow.io.ModelJSON>};
  readonly weights: {arrayBuffer(): Promise<ArrayBuffer>};
}

/**
 * Loads tfjs and the published models, and opens them as a scenario. The `cpu` backend answers for so small a net within a few
 * milliseconds; webgl's first answer would take seconds.
 */
export async function openModels({scenario, net, weights}: ModelFiles): Promise<ScenarioModel> {
  const [tf, state, model, weightData] = await Promise.all([
    import("npm:@tensorflow/tfjs/dist/tf.fesm.min.js") as Promise<typeof TensorFlow>,
    scenario.json(),
    net.json(),
    weights.arrayBuffer()
  ]);
  await tf.setBackend("cpu");
  await tf.ready();
  const weightSpecs = model.weightsManifest.flatMap((group) => group.weights);
  const layers = await tf.loadLayersModel(
    tf.io.fromMemory({modelTopology: model.modelTopology, weightSpecs, weightData})
  );
  return openScenario(state, tensorPredictors(tf, layers, state));
}
