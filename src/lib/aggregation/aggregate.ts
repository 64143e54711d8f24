import type {Scheme, Truth} from "../rolled.js";
import {blockLength} from "../rolled.js";
import {bernstein, mlPoly, type WeightRule} from "./rules.js";

/**
 * What a mixture is to lose least of: squared, absolute or absolute relative error, or the pinball loss of a
 * quantile.
 */
export type MixtureLoss = "square" | "absolute" | "percentage" | {readonly quantile: number};

export interface AggregateOptions {
  /** Default ML-Poly. */
  readonly rule?: "ml-poly" | "boa";
  /** Default square. */
  readonly loss?: MixtureLoss;
  /**
   * Group of each forecast, `[origin][lead]`, that gets weights of its own within its lead block. Default:
   * one group.
   */
  readonly slots?: Int16Array;
}

export interface Mixture {
  /** The mixture's forecasts, `[origin][series][lead]`; NaN where no expert has one. */
  readonly values: Float64Array;
  /** Weights in force at each origin, `[origin][series][lead block][slot][expert]`; each row sums to 1. */
  readonly weights: Float64Array;
  readonly blocks: number;
  readonly slots: number;
}

/**
 * Online aggregation of rolled forecasts: at each origin every lead block (and slot) has its own weights,
 * learned from the blocks whose last truth came before the origin, so the weights for seven days ahead learn
 * a week later. The regrets are those of the linearised loss (the gradient trick), averaged over the hours of
 * a block, at the mixture that was issued then; this makes the mixture compete with the best fixed
 * combination, not only with the best expert. An expert without a forecast sleeps: the others share its
 * weight and it learns nothing.
 * Sources: see `mlPoly` and `bernstein`; Joulani, György & Szepesvári 2013 for delayed feedback.
 * @throws when there is no expert, or when a length disagrees with the scheme.
 */
export function aggregate(
  scheme: Scheme,
  experts: readonly Float64Array[],
  truth: Pick<Truth, "actual">,
  {rule = "ml-poly", loss = "square", slots}: AggregateOptions = {}
): Mixture {
  const {origins, series, leads, block, times} = scheme;
  const n = blockLength(scheme);
  const lengths = [...experts.map((e) => e.length), truth.actual.length];
  if (experts.length === 0) throw new Error("an aggregation needs at least one expert, got none");
  if (lengths.some((length) => length !== n))
    throw new Error(`every expert and the truth need ${n} values, got ${lengths.join(", ")}`);
  const count = experts.length;
  const blocks = Math.ceil(leads / block);
  const slotCount = slots ? slots.reduce((most, s) => Math.max(most, s), 0) + 1 : 1;
  const values = new Float64Array(n).fill(Number.NaN);
  const weights = new Float64Array(origins.length * series.length * blocks * slotCount * count);
  const slope = gradient(loss);

  for (let s = 0; s < series.length; ++s) {
    for (let b = 0; b < blocks; ++b) {
      const first = b * block;
      const end = Math.min(leads, first + block);
      const rules: WeightRule[] = Array.from({length: slotCount}, () =>
        rule === "boa" ? bernstein(count) : mlPoly(count)
      );
      let learned = 0;
      for (let o = 0; o < origins.length; ++o) {
        for (; times[learned * leads + end - 1]! < origins[o]!; ++learned) {
          const regrets = rules.map(() => new Float64Array(count));
          const rows = new Int32Array(slotCount);
          for (let lead = first; lead < end; ++lead) {
            const row = (learned * series.length + s) * leads + lead;
            const actual = truth.actual[row]!;
            const mixed = values[row]!;
            if (!Number.isFinite(actual) || !Number.isFinite(mixed)) continue;
            const slot = slots ? slots[learned * leads + lead]! : 0;
            const steep = slope(mixed, actual);
            ++rows[slot]!;
            for (let k = 0; k < count; ++k) {
              const value = experts[k]![row]!;
              if (Number.isFinite(value)) regrets[slot]![k]! += steep * (mixed - value);
            }
          }
          regrets.forEach((regret, slot) => {
            if (rows[slot]! > 0) rules[slot]!.learn(regret.map((r) => r / rows[slot]!));
          });
        }
        const now = rules.map((each) => each.weigh());
        now.forEach((each, slot) => {
          weights.set(each, (((o * series.length + s) * blocks + b) * slotCount + slot) * count);
        });
        for (let lead = first; lead < end; ++lead) {
          const row = (o * series.length + s) * leads + lead;
          values[row] = mix(experts, row, now[slots ? slots[o * leads + lead]! : 0]!);
        }
      }
    }
  }
  return {values, weights, blocks, slots: slotCount};
}

/**
 * Weighted mean of the experts that have a forecast in this row; their plain mean where all of them weigh
 * nothing.
 */
function mix(experts: readonly Float64Array[], row: number, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  let plain = 0;
  let awake = 0;
  for (let k = 0; k < experts.length; ++k) {
    const value = experts[k]![row]!;
    if (!Number.isFinite(value)) continue;
    sum += weights[k]! * value;
    total += weights[k]!;
    plain += value;
    ++awake;
  }
  return total > 0 ? sum / total : awake > 0 ? plain / awake : Number.NaN;
}

/** Derivative of the loss with respect to the forecast. */
function gradient(loss: MixtureLoss): (forecast: number, actual: number) => number {
  if (loss === "square") return (f, a) => 2 * (f - a);
  if (loss === "absolute") return (f, a) => Math.sign(f - a);
  if (loss === "percentage") return (f, a) => Math.sign(f - a) / Math.abs(a);
  return (f, a) => (f > a ? 1 - loss.quantile : f < a ? -loss.quantile : 0);
}
