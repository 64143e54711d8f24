import {answer} from "./batch.js";
import {openLstm, putWeights} from "./memory.js";
import type {LstmWeights} from "./weights.js";

/**
 * A net's answers to windows `[window][step][feature]`, as `[window][output]`.
 * @throws where the windows are not whole ones of the net's steps and features
 */
export function predictLstm(weights: LstmWeights, windows: Float32Array): Float32Array {
  const {steps, features} = weights.shape;
  const count = windows.length / (steps * features);
  if (!Number.isInteger(count))
    throw new Error(
      `LSTM: expected windows of ${steps} steps × ${features} features, got ${windows.length} numbers`
    );
  if (!count) return new Float32Array(0);
  const lstm = openLstm(weights.shape, Math.min(count, 32));
  putWeights(lstm, weights);
  return answer(lstm, windows, 0, count);
}
