import {query} from "./backtest.js";

/** The scores of one candidate's forecasts of the price at one lead, as computed here from the published rows alone. */
export interface ScoredPrices {
  readonly candidate: string;
  readonly lead: number;
  readonly n: number;
  readonly rmse: number;
  /** Pinball losses of the published levels and of the ends of the intervals, the least level first. */
  readonly pinball: readonly number[];
  /** The CRPS that nine quantiles give: twice the mean of their pinball losses, each with the share of the levels that it stands for. */
  readonly crps: number;
  /** Share of the truth from the quantile 5 % to that of 95 %. */
  readonly coverage90: number;
}

const columns = ["lo95", "q05", "q10", "q25", "q50", "q75", "q90", "q95", "hi95"];
const levels = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975];

/** Scores every candidate's forecasts of the System Average Price again, with SQL only, on target days from `from` on. */
export async function scorePricesAgain(path: string, from: string): Promise<ScoredPrices[]> {
  const losses = levels.map(
    (level, i) =>
      `avg(greatest(${level} * (actual - ${columns[i]}), ${level - 1} * (actual - ${columns[i]}))) AS p${i}`
  );
  const found = await query(`SELECT candidate, date_diff('day', origin, time) + 1 AS lead, count(*) AS n,
      sqrt(avg((value - actual) ** 2)) AS rmse, avg((actual BETWEEN q05 AND q95)::INT) AS coverage90, ${losses.join(", ")}
    FROM read_parquet('${path}')
    WHERE series = 'sap' AND actual IS NOT NULL AND time >= TIMESTAMP '${from} 05:00:00'
    GROUP BY ALL ORDER BY candidate, lead`);
  return found.map((row) => {
    const pinball = levels.map((_, i) => Number(row[`p${i}`]));
    const edges = [0, ...levels.slice(1).map((level, i) => (level + levels[i]) / 2), 1];
    return {
      ...{candidate: String(row.candidate), lead: Number(row.lead), n: Number(row.n), pinball},
      ...{rmse: Number(row.rmse), coverage90: Number(row.coverage90)},
      crps: 2 * pinball.reduce((sum, loss, i) => sum + loss * (edges[i + 1] - edges[i]), 0)
    };
  });
}
