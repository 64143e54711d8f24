import type {Drift} from "../../src/lib/artifacts/drift.js";
import type {Metrics} from "../../src/lib/artifacts/scores.js";
import {daysBetween} from "../../src/lib/time/zone.js";
import {healthOf} from "./health.js";
import type {EditionInput, PublishedStudy, TaskCost} from "./published.js";

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

type PublishedTable = PublishedStudy["report"]["tables"][number];

/** Units that a family's name may end with; OpenMetrics wants them named beside it. */
const units = ["seconds", "bytes", "days", "percent", "ratio"] as const;

const statuses = ["ok", "stale", "degraded", "absent"] as const;

/**
 * State, scores and costs as OpenMetrics text: age and rows of the tables, status and drift of the studies,
 * scores by candidate and lead, seconds, bytes and memory of the tasks. All are gauges. Source:
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
export function openMetrics({edition, studies, absent = [], tasks = []}: EditionInput): string {
  const day = edition.slice(0, 10);
  const health = healthOf(edition, studies, absent);
  const scored = (metric: keyof Metrics, more: Record<string, string> = {}): Sample[] =>
    studies.flatMap(({backtest}) =>
      backtest.candidates.flatMap(({name, byLead}) =>
        byLead.flatMap((row) => {
          const value = row[metric];
          return value === null || value === undefined
            ? []
            : [{labels: {study: backtest.study, candidate: name, lead: String(row.lead), ...more}, value}];
        })
      )
    );
  const perTable = (value: (table: PublishedTable) => number | undefined): Sample[] =>
    studies.flatMap(({report}) =>
      report.tables.flatMap((table) => {
        const labels = {study: report.study, table: table.id, mode: table.mode};
        const found = value(table);
        return found === undefined ? [] : [{labels, value: found}];
      })
    );
  const perTask = (value: (task: TaskCost) => number): Sample[] =>
    tasks.map((task) => ({labels: {task: task.task}, value: value(task)}));
  const perColumn = (value: (column: Drift["columns"][number]) => number): Sample[] =>
    studies.flatMap(({drift}) =>
      (drift?.columns ?? []).map((column) => ({
        labels: {study: drift!.study, column: column.column, test: column.test},
        value: value(column)
      }))
    );
  const families: [name: string, help: string, samples: readonly Sample[]][] = [
    [
      "almanac_edition_timestamp_seconds",
      "Instant of the edition.",
      [{labels: {}, value: secondsOf(edition)}]
    ],
    [
      "almanac_study_status",
      "1 for the status that a study has.",
      [...health.studies, ...absent.map(({study}) => ({study, status: "absent" as const}))].flatMap(
        ({study, status}) =>
          statuses.map((each) => ({labels: {study, status: each}, value: each === status ? 1 : 0}))
      )
    ],
    [
      "almanac_issued_timestamp_seconds",
      "When the study's forecast was issued.",
      studies.map(({forecast}) => ({
        labels: {study: forecast.study},
        value: secondsOf(forecast.issuedAt)
      }))
    ],
    [
      "almanac_table_age_days",
      "Days from the last day that a table describes to the edition.",
      perTable(({asOf}) => daysBetween(asOf, day))
    ],
    [
      "almanac_table_age_seconds",
      "Seconds from the oldest pull that a table is made of to the edition.",
      perTable(({sources}) => {
        const pulled = sources.map(({pulledAt}) => secondsOf(pulledAt));
        return pulled.length === 0 ? undefined : secondsOf(edition) - Math.min(...pulled);
      })
    ],
    ["almanac_table_rows", "Rows of a table.", perTable(({rows}) => rows)],
    ["almanac_table_bytes", "Size of a table.", perTable(({bytes}) => bytes)],
    ["almanac_table_breaches", "Breaches of a table's contract.", perTable(({breaches}) => breaches.length)],
    ["almanac_score_mae", "Mean absolute error of the backtest, in the study's unit.", scored("mae")],
    ["almanac_score_mape_percent", "Mean absolute percentage error of the backtest.", scored("mape")],
    ["almanac_score_brier_ratio", "Brier score of the backtest's probabilities.", scored("brier")],
    ["almanac_score_auc_ratio", "Area under the receiver operating characteristic.", scored("auc")],
    ["almanac_score_f1_ratio", "F1 at the threshold that was chosen on earlier forecasts.", scored("f1")],
    [
      "almanac_score_coverage_ratio",
      "Share of the actual values inside the interval.",
      [...scored("coverage80", {level: "80"}), ...scored("coverage95", {level: "95"})]
    ],
    [
      "almanac_drift_share_ratio",
      "Share of the watched columns that have drifted.",
      studies.flatMap(({drift}) => (drift ? [{labels: {study: drift.study}, value: drift.share}] : []))
    ],
    [
      "almanac_drift_statistic",
      "What the drift test of a watched column gives: a distance, or a p-value.",
      perColumn(({statistic}) => statistic)
    ],
    [
      "almanac_drift_threshold",
      "From where on the statistic means drift: above it for a distance, below it for a p-value.",
      perColumn(({threshold}) => threshold)
    ],
    ["almanac_drift_detected", "1 where a watched column has drifted.", perColumn(({drifted}) => +drifted)],
    [
      "almanac_task_timestamp_seconds",
      "When a task of the refresh last began to run.",
      perTask(({startedAt}) => secondsOf(startedAt))
    ],
    ["almanac_task_seconds", "What a task of the refresh took.", perTask(({seconds}) => seconds)],
    ["almanac_task_cpu_seconds", "CPU time of a task's thread.", perTask(({cpuSeconds}) => cpuSeconds)],
    [
      "almanac_task_memory_bytes",
      "Highest memory of the process during a task.",
      perTask(({peakMemoryMB}) => Math.round(peakMemoryMB * 2 ** 20))
    ],
    ["almanac_task_bytes", "Bytes that a task wrote.", perTask(({bytes}) => bytes)],
    ["almanac_task_read_bytes", "Bytes that a task read.", perTask(({bytesRead}) => bytesRead)],
    ["almanac_task_rows", "Rows that a task made.", perTask(({rows}) => rows)]
  ];
  const lines = families
    .filter(([, , samples]) => samples.length > 0)
    .flatMap(([name, help, samples]) => [
      `# TYPE ${name} gauge`,
      ...units.filter((unit) => name.endsWith(`_${unit}`)).map((unit) => `# UNIT ${name} ${unit}`),
      `# HELP ${name} ${help}`,
      ...samples.map(({labels, value}) => `${name}${labelText(labels)} ${value}`)
    ]);
  return `${[...lines, "# EOF"].join("\n")}\n`;
}

function secondsOf(instant: string): number {
  return Date.parse(instant) / 1000;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`
  );
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}
