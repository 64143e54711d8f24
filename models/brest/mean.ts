import type {Rolled} from "../../src/lib/rolled.js";
import type {Roll} from "../study.js";
import type {DailyData} from "./data.js";

/** The mean of the same model's forecasts with several seeds. */
export const roll: Roll<DailyData> = async ({experts}) => {
  const mean = (of: (expert: Rolled) => Float64Array) =>
    experts[0].values.map((_, i) => experts.reduce((sum, expert) => sum + of(expert)[i], 0) / experts.length);
  return {
    values: mean(({values}) => values),
    degraded: mean(({values, degraded}) => degraded ?? values),
    metrics: {seeds: experts.length}
  };
};
