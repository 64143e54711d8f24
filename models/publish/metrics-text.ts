import type {Metrics} from "../../src/lib/artifacts.js";
import {daysBetween} from "../../src/lib/time/zone.js";
import {healthOf} from "./health.js";
import type {EditionInput} from "./published.js";

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * State, scores and costs as OpenMetrics text: age and rows of the tables, status and drift of the studies,
 * scores by candidate and lead, seconds of the tasks. Source:
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 */
export function openMetrics({edition, studies, tasks = []}: EditionInput): string {
  const day = edition.slice(0, 10);
  const health = healthOf(edition, studies);
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
  const perTable = (
    value: (table: (typeof studies)[number]["report"]["tables"][number]) => number
  ): Sample[] =>
    studies.flatMap(({report}) =>
      report.tables.map((table) => ({
        labels: {study: report.study, table: table.id, mode: table.mode},
        value: value(table)
      }))
    );
  const families: [name: string, help: string, samples: readonly Sample[]][] = [
    [
      "almanac_edition_timestamp_seconds",
      "Instant of the edition.",
      [{labels: {}, value: Date.parse(edition) / 1000}]
    ],
    [
      "almanac_study_status",
      "1 for the status that a study has.",
      health.studies.flatMap(({study, status}) =>
        ["ok", "stale", "degraded"].map((each) => ({
          labels: {study, status: each},
          value: each === status ? 1 : 0
        }))
      )
    ],
    [
      "almanac_issued_timestamp_seconds",
      "When the study's forecast was issued.",
      studies.map(({forecast}) => ({
        labels: {study: forecast.study},
        value: Date.parse(forecast.issuedAt) / 1000
      }))
    ],
    [
      "almanac_table_age_days",
      "Days from the last day that a table describes to the edition.",
      perTable(({asOf}) => daysBetween(asOf, day))
    ],
    ["almanac_table_rows", "Rows of a table.", perTable(({rows}) => rows)],
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
      "almanac_task_seconds",
      "What a task of the refresh took.",
      tasks.map(({task, seconds}) => ({labels: {task}, value: seconds}))
    ],
    [
      "almanac_task_memory_bytes",
      "Highest memory of the process during a task.",
      tasks.map(({task, peakMemoryMB}) => ({labels: {task}, value: Math.round(peakMemoryMB * 1e6)}))
    ]
  ];
  const lines = families
    .filter(([, , samples]) => samples.length > 0)
    .flatMap(([name, help, samples]) => [
      `# TYPE ${name} gauge`,
      `# HELP ${name} ${help}`,
      ...samples.map(({labels, value}) => `${name}${labelText(labels)} ${value}`)
    ]);
  return `${[...lines, "# EOF"].join("\n")}\n`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`
  );
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}
