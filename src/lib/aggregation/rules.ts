/**
 * A rule that weighs experts by their regrets: how much less each would have lost than the mixture did. It
 * keeps its own state; `weigh` says the weights of the next round (they sum to 1), `learn` takes in one
 * round's regrets.
 */
export interface WeightRule {
  weigh(): Float64Array;
  learn(regrets: Float64Array): void;
}

/**
 * ML-Poly: each weight is proportional to the expert's learning rate times its regret so far where that is
 * above 0; equal weights where none is. The learning rates are 1 / (B + Σ r²) with B the largest squared
 * regret seen, so that no scale has to be known in advance.
 * Source: Gaillard, Stoltz & van Erven 2014, "A second-order bound with excess losses"; the form of the R
 * package opera.
 * @param count number of experts
 */
export function mlPoly(count: number): WeightRule {
  const regret = new Float64Array(count);
  const squares = new Float64Array(count);
  let largest = 0;
  return {
    weigh() {
      const weights = regret.map((r, k) => (r > 0 && largest > 0 ? r / (squares[k]! + largest) : 0));
      return share(weights) ?? new Float64Array(count).fill(1 / count);
    },
    learn(regrets) {
      for (let k = 0; k < count; ++k) {
        const r = regrets[k]!;
        regret[k] = regret[k]! + r;
        squares[k] = squares[k]! + r * r;
        largest = Math.max(largest, r * r);
      }
    }
  };
}

/**
 * Bernstein online aggregation: exponential weights of the excess losses plus their own squares, each expert
 * with its own learning rate η = min(1 / E, √(log K / Σ ℓ²)), E twice the range of its excess losses so far,
 * rounded up to a power of two.
 * Source: Wintenberger 2017, "Optimal learning with Bernstein online aggregation", the adaptive algorithm of
 * section 4.
 * @param count number of experts
 */
export function bernstein(count: number): WeightRule {
  const losses = new Float64Array(count);
  const squares = new Float64Array(count);
  const range = new Float64Array(count);
  const rates = new Float64Array(count);
  const entropy = Math.log(Math.max(2, count));
  return {
    weigh() {
      const seen = rates.filter((rate) => rate > 0);
      if (seen.length === 0) return new Float64Array(count).fill(1 / count);
      const least = seen.reduce((low, rate) => Math.min(low, rate));
      const exponents = losses.map((loss, k) => Math.log(rates[k]! || least) - (rates[k]! || least) * loss);
      const top = exponents.reduce((most, e) => Math.max(most, e));
      return share(exponents.map((e) => Math.exp(e - top)))!;
    },
    learn(regrets) {
      for (let k = 0; k < count; ++k) {
        const excess = -regrets[k]!;
        if (excess * excess === 0) continue;
        range[k] = Math.max(range[k]!, 2 ** (1 + Math.ceil(Math.log2(Math.abs(excess)))));
        const surprise = rates[k]! * excess > 0.5 ? range[k]! : 0;
        losses[k] = losses[k]! + (excess * (1 + rates[k]! * excess) + surprise) / 2;
        squares[k] = squares[k]! + excess * excess;
        rates[k] = Math.min(1 / range[k]!, Math.sqrt(entropy / squares[k]!));
      }
    }
  };
}

function share(weights: Float64Array): Float64Array | undefined {
  const sum = weights.reduce((a, b) => a + b, 0);
  return sum > 0 ? weights.map((w) => w / sum) : undefined;
}
