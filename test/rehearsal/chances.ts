import {query} from "./backtest.js";

/** The scores of one candidate's probabilities, as computed here from the published rows alone. */
export interface ScoredChances {
  readonly candidate: string;
  readonly n: number;
  readonly brier: number;
  /** Area under the receiver operating characteristic, by Mann and Whitney's ranks. */
  readonly auc: number;
  readonly f1: number;
  /** Largest distance between said and happened in a tenth of the forecasts, in order of their probability. */
  readonly worst: number;
}

/** Scores every candidate of a backtest.parquet of probabilities again, with SQL only; F1 at the given thresholds. */
export async function scoreChancesAgain(
  path: string,
  thresholds: Readonly<Record<string, number>>
): Promise<ScoredChances[]> {
  const at = Object.entries(thresholds).map(([name, value]) => `('${name}', ${value})`);
  const found = await query(`WITH known AS (
      SELECT candidate, value, actual, threshold FROM read_parquet('${path}')
      JOIN (VALUES ${at.join(", ")}) AS t(candidate, threshold) USING (candidate) WHERE actual IS NOT NULL AND series NOT NULL
    ), ranked AS (
      SELECT *, rank() OVER (PARTITION BY candidate ORDER BY value) +
        (count(*) OVER (PARTITION BY candidate, value) - 1) / 2.0 AS place,
        ntile(10) OVER (PARTITION BY candidate ORDER BY value) AS tenth FROM known
    ), tenths AS (
      SELECT candidate, max(gap) AS worst FROM (
        SELECT candidate, tenth, abs(avg(value) - avg(actual)) AS gap FROM ranked GROUP BY candidate, tenth
      ) GROUP BY candidate
    )
    SELECT candidate, count(*) AS n, avg((value - actual) ** 2) AS brier,
      (sum(place) FILTER (actual = 1) - sum(actual) * (sum(actual) + 1) / 2) / (sum(actual) * (count(*) - sum(actual))) AS auc,
      2.0 * count(*) FILTER (actual = 1 AND value >= threshold) / (count(*) FILTER (actual = 1) + count(*) FILTER (value >= threshold)) AS f1,
      any_value(worst) AS worst
    FROM ranked JOIN tenths USING (candidate) GROUP BY candidate ORDER BY candidate`);
  return found.map(({candidate, ...scores}) => ({
    candidate: String(candidate),
    ...(Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, Number(value)])) as Omit<
      ScoredChances,
      "candidate"
    >)
  }));
}
