import type {Roll} from "../study.js";
import type {LoadData} from "./data.js";
import {horizon} from "./record.js";

/** The days that a baseline may repeat: a week ago, or the last day of the same kind; then further back. */
type Like = (data: LoadData, target: number, origin: number) => Generator<number>;

const weekAgo: Like = function* (_, target, origin) {
  for (let d = target - 7; d >= 0; d -= 7) if (d < origin) yield d;
};

const likeDay: Like = function* ({grid, kinds, off}, target, origin) {
  const kind = (d: number) => {
    if (!off[d]) return "working";
    return kinds.holiday[d] || new Date(`${grid.days[d]}T00:00:00Z`).getUTCDay() === 0 ? "rest" : "Saturday";
  };
  for (let d = origin - 1; d >= 0; --d) if (kind(d) === kind(target)) yield d;
};

/**
 * The two baselines: each hour repeats the same local hour of an earlier day, `params.like` = "week" for the same weekday
 * of the last known week (seasonal naive, Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
 * §5.2) or "kind" for the last working day, Saturday, or day of rest. Where that hour is unknown, the one before counts.
 */
export const roll: Roll<LoadData> = async ({data, scheme, params}) => {
  const {grid, load, originDays} = data;
  const like = params.like === "kind" ? likeDay : weekAgo;
  const values = new Float64Array(scheme.origins.length * horizon);
  for (let o = 0; o < originDays.length; ++o) {
    const origin = originDays[o];
    for (let lead = 0; lead < horizon; ++lead) {
      const i = grid.dayStart[origin] + lead;
      values[o * horizon + lead] = Number.NaN;
      for (const d of like(data, grid.dayOf[i], origin)) {
        const at = grid.at[d * 24 + grid.hourOf[i]];
        if (at < 0 || Number.isNaN(load[at])) continue;
        values[o * horizon + lead] = load[at];
        break;
      }
    }
  }
  return {values};
};
