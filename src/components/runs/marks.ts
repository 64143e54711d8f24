import type {Run} from "../../lib/artifacts/runs.js";
import type {RunRow} from "../../lib/report/runs/rows.js";
import {MOST} from "../../lib/report/runs/view.js";

/** A run that is compared: its letter and its colour stand for it in every chart and table. */
export interface Marked {
  readonly letter: string;
  /** A CSS colour. */
  readonly color: string;
  readonly row: RunRow;
  readonly run: Run;
}

/** Letters and colours for the runs that are compared, in their order; the colours come round again after five, the letters do not. */
export function marked(rows: readonly RunRow[]): Marked[] {
  return rows.slice(0, MOST).map((row, i) => ({
    letter: String.fromCharCode(65 + i),
    color: `var(--run-${1 + (i % 5)})`,
    row,
    run: row.run
  }));
}
