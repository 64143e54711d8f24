import type {DenseMemory} from "./memory.js";

const decayOfMean = 0.9;
const decayOfSquare = 0.999;
const epsilon = 1e-7;

/**
 * A step of Adam (Kingma and Ba, 2015) with the gradient in the memory. As in the paper and in tfjs, epsilon (1e-7) is added to the
 * root of the corrected moment; the kernel takes both correction factors in its rate, so that epsilon is scaled to fit.
 * @param step number of the step, from 1
 */
export function adamStep({kernels, at, weights}: DenseMemory, step: number, rate: number): void {
  const root = Math.sqrt(1 - decayOfSquare ** step);
  kernels.adam(
    weights,
    4 * at.weights,
    4 * at.gradient,
    4 * at.firstMoment,
    4 * at.secondMoment,
    (rate * root) / (1 - decayOfMean ** step),
    1 - decayOfMean,
    1 - decayOfSquare,
    epsilon * root
  );
}
