import {aggregate} from "../../src/lib/aggregation/aggregate.js";
import type {Roll} from "../study.js";
import {type DailyData, horizon} from "./data.js";

/**
 * The online aggregation of the other candidates: weights for each area and lead day, learned from what is known at each origin. Degraded
 * forecasts are mixed with the same weights.
 */
export const roll: Roll<DailyData> = async ({scheme, truth, experts, params}) => {
  const {values, weights} = aggregate(
    scheme,
    experts.map((expert) => expert.values),
    truth,
    {rule: params.rule as "ml-poly" | "boa", loss: params.loss as "square" | "absolute" | "percentage"}
  );
  const uncertain = experts.map((expert) => expert.degraded ?? expert.values);
  const degraded = values.map((value, row) => {
    if (Number.isNaN(value)) return value;
    let sum = 0;
    let total = 0;
    uncertain.forEach((expert, k) => {
      const weight = weights[row * experts.length + k];
      if (Number.isNaN(expert[row]) || !weight) return;
      sum += weight * expert[row];
      total += weight;
    });
    return total > 0 ? sum / total : value;
  });
  const last = values.length - scheme.series.length * horizon;
  const state = {
    experts: experts.map(({candidate}) => candidate),
    weights: Array.from({length: values.length - last}, (_, i) =>
      Array.from(weights.subarray((last + i) * experts.length, (last + i + 1) * experts.length))
    )
  };
  return {values, degraded, files: {"state.json": new TextEncoder().encode(JSON.stringify(state))}};
};
