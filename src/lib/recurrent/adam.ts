import type {LstmMemory} from "./memory.js";

const decayOfMean = 0.9;
const decayOfSquare = 0.999;
const epsilon = 1e-7;

/**
 * A step of Adam (Kingma and Ba, 2015) with the gradient in the memory. As in Keras, the correction for moments that start at 0
 * goes into the rate, and epsilon (1e-7) is added after it.
 * @param step number of the step, from 1
 */
export function adamStep({kernels, sizes, at}: LstmMemory, step: number, rate: number): void {
  const corrected = (rate * Math.sqrt(1 - decayOfSquare ** step)) / (1 - decayOfMean ** step);
  kernels.adam(
    sizes.weights,
    4 * at.weights,
    4 * at.gradient,
    4 * at.firstMoment,
    4 * at.secondMoment,
    corrected,
    1 - decayOfMean,
    1 - decayOfSquare,
    epsilon
  );
}
