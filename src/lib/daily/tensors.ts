import type * as TensorFlow from "@tensorflow/tfjs";
import type {WindowNet} from "./forecast.js";
import {windowFeatures} from "./windows.js";

/** The part of tfjs that is needed: the page hands in the module that it loaded on demand, Node its own. */
export type Tensors = Pick<typeof TensorFlow, "tidy" | "tensor3d">;

/** The published layers model as a predictor of windows of `size` days. */
export function tensorPredictor(
  tf: Tensors,
  net: TensorFlow.LayersModel,
  size: number
): WindowNet["predict"] {
  return (windows) => {
    const n = windows.length / (size * windowFeatures.length);
    const out = tf.tidy(
      () =>
        net.predict(tf.tensor3d(windows, [n, size, windowFeatures.length]), {
          batchSize: n
        }) as TensorFlow.Tensor
    );
    const values = out.dataSync();
    out.dispose();
    return values;
  };
}
