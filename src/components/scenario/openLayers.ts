import type * as TensorFlow from "@tensorflow/tfjs";

/** The published files of a net and of what it needs to answer again, read when they are asked for: `FileAttachment`s of a page. */
export interface ModelFiles<State> {
  readonly scenario: {json(): Promise<State>};
  readonly net: {json(): Promise<TensorFlow.io.ModelJSON>};
  readonly weights: {arrayBuffer(): Promise<ArrayBuffer>};
}

/**
 * Loads tfjs and a published net. The `cpu` backend answers for so small a net within a few milliseconds; webgl's first answer
 * would take seconds.
 */
export async function openLayers<State>({scenario, net, weights}: ModelFiles<State>) {
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
  return {tf, state, layers};
}
