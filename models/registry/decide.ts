import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";

/** Whether a candidate takes the champion's place, and why. */
export interface Verdict {
  readonly replace: boolean;
  readonly reason: string;
  readonly dm: number | null;
  readonly p: number | null;
}

/** Losses of one candidate, one number for each scored origin. */
export interface Contender {
  readonly name: string;
  readonly losses: Float64Array;
}

const blocks = 5;
const enough = 4;
const margin = 0.02;

/**
 * The rule of replacement. The challenger takes the place when its mean loss is lower and the Diebold–Mariano
 * test says so with p < 0.05, or when its loss is at least 2 % lower in at least 4 of 5 equal blocks of
 * origins, in order of time; else the champion stays. Origins at which either has no loss do not count.
 * @param h origins until the truth of the forecasts that count is known
 */
export function decide(champion: Contender, challenger: Contender, h: number): Verdict {
  const origins = [...champion.losses.keys()].filter((o) =>
    Number.isFinite(champion.losses[o]! - challenger.losses[o]!)
  );
  const own = take(champion.losses, origins);
  const other = take(challenger.losses, origins);
  if (own.length <= 2 * h || own.length < blocks) {
    const reason = `${champion.name} stays: only ${own.length} origins have a loss of both it and ${challenger.name}.`;
    return {replace: false, reason, dm: null, p: null};
  }
  const gain = 1 - mean(other) / mean(own);
  const {dm, p} = dieboldMariano(other, own, h);
  const won = Array.from({length: blocks}, (_, b) => {
    const part = (losses: Float64Array) =>
      mean(
        losses.subarray(
          Math.floor((b * losses.length) / blocks),
          Math.floor(((b + 1) * losses.length) / blocks)
        )
      );
    return part(other) <= (1 - margin) * part(own);
  }).filter(Boolean).length;
  const found = `loss ${percent(Math.abs(gain))} ${gain > 0 ? "lower" : "higher"} over ${own.length} origins, Diebold–Mariano p = ${small(p)}, ahead by 2 % in ${won} of ${blocks} blocks`;
  if (gain > 0 && p < 0.05) {
    return {
      replace: true,
      reason: `${challenger.name} replaces ${champion.name}, the difference is certain: ${found}.`,
      dm,
      p
    };
  }
  if (gain > 0 && won >= enough) {
    return {
      replace: true,
      reason: `${challenger.name} replaces ${champion.name}, the difference is steady: ${found}.`,
      dm,
      p
    };
  }
  return {
    replace: false,
    reason: `${champion.name} stays, ${challenger.name} is not clearly better: ${found}.`,
    dm,
    p
  };
}

function take(values: Float64Array, indices: Iterable<number>): Float64Array {
  return Float64Array.from(indices, (i) => values[i]!);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function small(p: number): string {
  return p < 0.001 ? p.toExponential(0) : p.toFixed(3);
}
