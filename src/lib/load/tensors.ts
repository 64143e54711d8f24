import type * as TensorFlow from "@tensorflow/tfjs";
import {featureColumns, inputColumns} from "./features.js";
import type {LoadScenario, Predictors} from "./scenario.js";

/** The part of tfjs that is needed: the page hands in the module that it loaded on demand, Node its own. */
export type Tensors = Pick<typeof TensorFlow, "tidy" | "tensor2d" | "mul" | "sum" | "gather" | "tensor1d">;

/** The published models as tensors: the regression's coefficients, gathered by local hour, and the net as a layers model. */
export function tensorPredictors(
  tf: Tensors,
  net: TensorFlow.LayersModel,
  {regression}: LoadScenario
): Predictors {
  const columns = featureColumns.length;
  const coefficients = Float32Array.from(regression.coefficients);
  for (let h = 0; h < 24; ++h) coefficients[h * columns] = 0;
  const byHour = tf.tensor2d(coefficients, [24, columns]);
  return {
    regression: (rows, hours) => {
      const out = tf.tidy(() => {
        const x = tf.tensor2d(Float32Array.from(rows), [hours.length, columns]);
        return tf.sum(tf.mul(x, tf.gather(byHour, tf.tensor1d(Int32Array.from(hours), "int32"))), 1);
      });
      const values = out.dataSync();
      out.dispose();
      return values;
    },
    net: (inputs) => {
      const n = inputs.length / inputColumns.length;
      const out = tf.tidy(
        () =>
          net.predict(tf.tensor2d(Float32Array.from(inputs), [n, inputColumns.length]), {
            batchSize: n
          }) as TensorFlow.Tensor
      );
      const values = out.dataSync();
      out.dispose();
      return values;
    }
  };
}
