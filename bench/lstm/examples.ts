import {mulberry32, normal} from "../../src/lib/random.js";
import type {LstmExamples} from "../../src/lib/recurrent/fit.js";

/** Windows of 30 steps × 12 features, all normal numbers; the target depends on an early and a late one. */
export function benchExamples(count: number): LstmExamples {
  const [steps, features] = [30, 12];
  const size = steps * features;
  const windows = Float32Array.from({length: count * size}, normal(mulberry32(1)));
  const targets = Float32Array.from({length: count}, (_, i) =>
    Math.tanh(windows[(i + 1) * size - 10] + windows[i * size + 30] / 2)
  );
  return {windows, targets, steps, features};
}

/** What all that are compared train: a batch of 32, Adam at 0.001, dropout 0.2. */
export const benchOptions = {units: 64, batch: 32, rate: 0.001, dropout: 0.2, seed: 1};
