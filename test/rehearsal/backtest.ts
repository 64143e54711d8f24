import {DuckDBInstance} from "@duckdb/node-api";

/** The scores of one candidate on one lead day, as computed here from the published rows alone. */
export interface Scored {
  readonly candidate: string;
  /** 1 for the first 24 hours. */
  readonly lead: number;
  /** Rows that were scored: hours, or days. */
  readonly hours: number;
  /** Mean absolute percentage error, %. */
  readonly mape: number;
  /** Share of hours inside the 80 % band; null for a reference. */
  readonly coverage80: number | null;
}

const DAY = `strftime((time AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Paris', '%Y-%m-%d')`;

/** The rows that a query gives, in a database of its own. */
export async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:", {threads: "1"});
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Record<string, unknown>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The rows of a published backtest whose local day the publisher stamped right and whose truth is known. */
function rows(path: string, late: readonly string[]): string {
  const days = late.map((day) => `'${day}'`).join(", ") || "''";
  return `(SELECT *, 1 + date_diff('hour', origin, time) // 24 AS lead FROM read_parquet('${path}')
    WHERE actual IS NOT NULL AND ${DAY} NOT IN (${days}))`;
}

/** Scores every candidate of a backtest.parquet again, by lead day of 24 hours, with SQL only. */
export async function scoreAgain(path: string, late: readonly string[]): Promise<Scored[]> {
  return scored(rows(path, late));
}

/** The same for a study whose step is the local day, whatever its length. */
export async function scoreDaysAgain(path: string): Promise<Scored[]> {
  const day = (instant: string) => `((${instant} AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Paris')::DATE`;
  return scored(`(SELECT *, 1 + date_diff('day', ${day("origin")}, ${day("time")}) AS lead
    FROM read_parquet('${path}') WHERE actual IS NOT NULL)`);
}

async function scored(from: string): Promise<Scored[]> {
  const found = await query(`SELECT candidate, lead, count(*) AS hours,
      100 * avg(abs(value - actual) / actual) AS mape,
      avg(CASE WHEN lo80 IS NULL THEN NULL WHEN actual BETWEEN lo80 AND hi80 THEN 1.0 ELSE 0.0 END) AS coverage80
    FROM ${from} GROUP BY candidate, lead ORDER BY candidate, lead`);
  return found.map(({candidate, lead, hours, mape, coverage80}) => ({
    candidate: String(candidate),
    lead: Number(lead),
    hours: Number(hours),
    mape: Number(mape),
    coverage80: coverage80 === null ? null : Number(coverage80)
  }));
}

/**
 * The Diebold–Mariano statistic of two candidates' absolute errors on the first lead day, one mean per origin, with the correction of
 * Harvey, Leybourne and Newbold for h = 1; below zero where the first is better.
 */
export async function dieboldMarianoAgain(
  path: string,
  late: readonly string[],
  first: string,
  second: string
): Promise<number> {
  const [found] = await query(`WITH losses AS (
      SELECT origin, candidate, time, abs(value - actual) AS loss FROM ${rows(path, late)} WHERE lead = 1
    ), differences AS (
      SELECT a.origin, avg(a.loss - b.loss) AS d FROM losses a JOIN losses b USING (origin, time)
      WHERE a.candidate = '${first}' AND b.candidate = '${second}' GROUP BY a.origin
    ) SELECT avg(d) AS mean, var_pop(d) AS variance, count(*) AS n FROM differences`);
  const [mean, variance, n] = [Number(found.mean), Number(found.variance), Number(found.n)];
  return (mean / Math.sqrt(variance / n)) * Math.sqrt((n - 1) / n);
}

/** The published forecasts of one candidate from one origin, by time. */
export async function forecastsFrom(path: string, candidate: string, origin: string): Promise<Issued[]> {
  const found =
    await query(`SELECT strftime(time, '%Y-%m-%dT%H:%M:%S.000Z') AS time, value, lo80, hi80, lo95, hi95
    FROM read_parquet('${path}') WHERE candidate = '${candidate}' AND origin = TIMESTAMP '${origin.replace("T", " ").replace("Z", "")}'
    ORDER BY time`);
  return found as unknown as Issued[];
}

/** One hour of a forecast. */
export interface Issued {
  readonly time: string;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
}

/** The rows of a ledger.csv as objects. */
export function ledgerRows(csv: string): Record<string, string>[] {
  const [header, ...lines] = csv.trimEnd().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}
