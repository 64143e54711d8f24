import {aggregate} from "../../src/lib/aggregation/aggregate.js";
import type {Roll} from "../study.js";
import type {LoadData} from "./data.js";
import {horizon} from "./record.js";

/**
 * The online aggregation of the other candidates: weights for each local hour and lead day, learned from what is known at
 * each origin. Degraded forecasts are mixed with the same weights.
 */
export const roll: Roll<LoadData> = async ({data, scheme, truth, experts, params}) => {
  const {grid, originDays} = data;
  const hour = (o: number, lead: number) => grid.hourOf[grid.dayStart[originDays[o]] + lead];
  const slots = new Int16Array(originDays.length * horizon);
  for (let o = 0; o < originDays.length; ++o)
    for (let lead = 0; lead < horizon; ++lead)
      slots[o * horizon + lead] = Math.floor(hour(o, lead) / Number(params.hours));
  const {
    values,
    weights,
    blocks,
    slots: count
  } = aggregate(
    scheme,
    experts.map((expert) => expert.values),
    truth,
    {rule: params.rule as "ml-poly" | "boa", loss: params.loss as "square" | "absolute" | "percentage", slots}
  );
  const at = (o: number, lead: number) =>
    ((o * blocks + Math.floor(lead / scheme.block)) * count + slots[o * horizon + lead]) * experts.length;
  const degraded = new Float64Array(values.length);
  for (let o = 0; o < originDays.length; ++o)
    for (let lead = 0; lead < horizon; ++lead) {
      const row = o * horizon + lead;
      for (let k = 0; k < experts.length; ++k)
        degraded[row] += weights[at(o, lead) + k] * (experts[k].degraded ?? experts[k].values)[row];
    }
  const last = originDays.length - 1;
  const lastWeights = Array.from({length: horizon}, (_, lead) => [
    ...weights.subarray(at(last, lead), at(last, lead) + experts.length)
  ]);
  return {
    values,
    degraded,
    files: {
      "state.json": new TextEncoder().encode(
        JSON.stringify({
          experts: experts.map(({candidate}) => candidate),
          weights: lastWeights,
          issued: [...values.subarray(-horizon)]
        })
      )
    }
  };
};
