import {incompleteBeta} from "./student.js";

/** Probability that a variable of the F distribution with these degrees of freedom exceeds f. */
export function fisherTail(f: number, above: number, below: number): number {
  return f <= 0 ? 1 : incompleteBeta(below / (below + above * f), below / 2, above / 2);
}
