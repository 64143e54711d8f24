import {csvCell} from "../../csv-cell.js";
import {metricOrder} from "./metrics.js";
import {type RunRow, seedOf} from "./rows.js";

/**
 * Runs as CSV (RFC 4180, lines end in \n), one a line in the order given: what identifies and cost them, then each metric and each
 * parameter that any of them has, as `metric.mae` and `param.epochs`. No text in it is computed by a spreadsheet.
 */
export function runsCsv(rows: readonly RunRow[]): string {
  const metrics = metricOrder(rows.flatMap(({run}) => Object.keys(run.metrics)));
  const params = [...new Set(rows.flatMap(({run}) => Object.keys(run.params)))].sort();
  const head = [
    ...["run_id", "study", "candidate", "status", "alias", "started_at", "seconds", "cpu_seconds"],
    ...["peak_memory_mb", "seed", "commit", "data_hash", "code_hash"],
    ...metrics.map((name) => `metric.${name}`),
    ...params.map((name) => `param.${name}`)
  ];
  const lines = rows.map(({run, alias}) => {
    const {lineage} = run;
    return [
      ...[run.runId, run.study, run.candidate, run.status, alias, run.startedAt, run.seconds],
      ...[run.cpuSeconds, run.peakMemoryMB, seedOf(run), lineage.commit, lineage.dataHash, lineage.codeHash],
      ...metrics.map((name) => (Object.hasOwn(run.metrics, name) ? run.metrics[name] : null)),
      ...params.map((name) => (Object.hasOwn(run.params, name) ? run.params[name] : null))
    ];
  });
  return [head, ...lines].map((line) => `${line.map(csvCell).join(",")}\n`).join("");
}
