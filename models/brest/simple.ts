import {lastKnown} from "../../src/lib/daily/record.js";
import type {Roll} from "../study.js";
import {type DailyData, horizon} from "./data.js";

/**
 * The two baselines: every day repeats the last known day (`params.like` = "day": persistence), or the same weekday of the last known week
 * ("week": seasonal naive). Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, §5.2.
 */
export const roll: Roll<DailyData> = async ({data, scheme, params}) => {
  const {records, originDays} = data;
  const values = new Float64Array(scheme.origins.length * records.length * horizon).fill(Number.NaN);
  records.forEach(({load}, area) => {
    originDays.forEach((origin, o) => {
      for (let lead = 0; lead < horizon; ++lead)
        values[(o * records.length + area) * horizon + lead] =
          params.like === "week" ? weekBefore(load, origin + lead) : load[lastKnown(load, origin - 1)];
    });
  });
  return {values};
};

/** The load of the same weekday a week before, or of the week before that where it is not known. Leads are shorter than a week, so it lies before the origin. */
function weekBefore(load: Float64Array, day: number): number {
  for (let d = day - 7; d >= 0; d -= 7) if (!Number.isNaN(load[d])) return load[d];
  return Number.NaN;
}
