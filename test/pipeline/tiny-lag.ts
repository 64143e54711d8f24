import type {RollInput, RollOutput} from "../../models/study.js";
import type {TinyData} from "./tiny.js";

const hour = 3_600_000;

/** The value `days` before the origin at the same hour; with experts, their mean. */
export async function roll({data, scheme, params, experts}: RollInput<TinyData>): Promise<RollOutput> {
  if (params.fail) throw new Error(String(params.fail));
  const {times, values} = data;
  const {origins, leads} = scheme;
  const forecasts = scheme.times.map((_, i) => {
    if (experts.length > 0)
      return experts.reduce((sum, expert) => sum + expert.values[i], 0) / experts.length;
    const known =
      origins[Math.floor(i / leads)] - Number(params.days) * 24 * hour + ((i % leads) % 24) * hour;
    return values[(known - times[0]) / hour];
  });
  return {
    values: forecasts,
    metrics: {days: Number(params.days)},
    ...(experts.length > 0
      ? {}
      : {history: {loss: [1, 2].map((step) => ({step, value: Number(params.loss ?? 1 / (3 * step))}))}}),
    files: {"lag.json": new TextEncoder().encode(`${params.days}`)}
  };
}
