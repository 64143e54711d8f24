import type {Roll} from "../study.js";
import type {LoadData} from "./data.js";
import {horizon} from "./record.js";

/**
 * RTE's own forecast for the same hours, as it was issued the evening before each target day: up to six days later than ours. It is
 * the same at every lead, and unknown where the record has none.
 */
export const roll: Roll<LoadData> = async ({data: {grid, official, originDays}}) => {
  const values = new Float64Array(originDays.length * horizon);
  for (let o = 0; o < originDays.length; ++o)
    for (let lead = 0; lead < horizon; ++lead)
      values[o * horizon + lead] = official[grid.dayStart[originDays[o]] + lead];
  return {values};
};
