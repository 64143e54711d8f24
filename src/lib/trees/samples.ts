import type {Random} from "../random.js";

/** Draws `count` of these numbers without replacement, in their order (selection sampling, Knuth 3.4.2 S). */
export function sampleOf(numbers: Uint32Array, count: number, random: Random): Uint32Array {
  if (count >= numbers.length) return numbers;
  const drawn = new Uint32Array(count);
  let taken = 0;
  for (let i = 0; taken < count; ++i)
    if (random() * (numbers.length - i) < count - taken) drawn[taken++] = numbers[i];
  return drawn;
}
