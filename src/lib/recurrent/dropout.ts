import type {Random} from "../random.js";
import type {LstmMemory} from "./memory.js";

/**
 * Inverted dropout between the LSTM and the dense layer (Srivastava et al., 2014): draws which hidden states of the batch are
 * kept, divides these by the share kept and puts the others to 0, so that a forecast needs no correction.
 */
export function dropHidden(
  {shape, numbers, sizes, at}: LstmMemory,
  count: number,
  rate: number,
  random: Random
): void {
  for (let r = 0; r < count; ++r)
    for (let u = 0; u < shape.units; ++u) {
      const keep = random() < rate ? 0 : 1 / (1 - rate);
      numbers[at.mask + r * sizes.units + u] = keep;
      numbers[at.denseInputs + r * sizes.dense + u] *= keep;
    }
}

/** Takes the gradient back through the last `dropHidden`. */
export function dropGradient({shape, numbers, sizes, at}: LstmMemory, count: number): void {
  for (let r = 0; r < count; ++r)
    for (let u = 0; u < shape.units; ++u)
      numbers[at.hiddenGradient + r * sizes.hidden + u] *= numbers[at.mask + r * sizes.units + u];
}
