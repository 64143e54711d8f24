import type {Drift} from "../../src/lib/artifacts/drift.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import {type Column, columnDrift, type DriftTest} from "../../src/lib/drift/column.js";
import {type Days, seasonWindows} from "../../src/lib/drift/windows.js";
import {addDays} from "../../src/lib/time/zone.js";
import {digits} from "../judge/metrics.js";
import type {Study, TableFiles, WatchedColumn} from "../study.js";

const days = 28;
const margin = 14;

/**
 * The drift report: the last 28 days against the same season of earlier years (see `seasonWindows`), column
 * by column with Evidently's choice of test. `usual` says how far the same 28 days of one earlier year were
 * from the other earlier years, so that a reader can tell an odd month from a change.
 * @param last last whole local day of the record
 * @throws when there is no watched column, or the record holds no such season of an earlier year.
 */
export function driftReport(
  study: Pick<Study, "id" | "unit">,
  watched: readonly WatchedColumn[],
  last: string,
  provenance: Provenance,
  issuedAt: string
): Drift {
  const first = watched
    .map((column) => column.days[0] ?? "9999-12-31")
    .sort()
    .at(-1);
  if (first === undefined)
    throw new Error(`study ${study.id}: drift was asked for, and no column is watched`);
  const {current, reference} = seasonWindows(first, last, days, margin);
  const columns = watched.map((column) => {
    const {test, statistic, threshold, drifted} = columnDrift(windowed(column, reference, [current]));
    const usual = usualOf(column, reference, test);
    return {
      column: column.column,
      unit: column.unit,
      test,
      statistic: digits(statistic)!,
      threshold,
      drifted,
      usual
    };
  });
  const share = columns.filter(({drifted}) => drifted).length / columns.length;
  const rows = (windows: readonly Days[]) =>
    Math.max(...watched.map((column) => rowsIn(column, windows).length));
  return {
    study: study.id,
    unit: study.unit,
    issuedAt,
    provenance,
    reference: {
      from: reference[0]!.from,
      to: reference.at(-1)!.to,
      rows: rows(reference),
      windows: [...reference]
    },
    current: {...current, rows: rows([current])},
    columns,
    share,
    drifted: share >= 0.5
  };
}

/**
 * The drift report of the columns that a study watches, up to the last whole day of its data; undefined where
 * it watches none.
 */
export async function driftOf(
  study: Pick<Study, "id" | "unit" | "watch">,
  tables: TableFiles,
  today: string,
  provenance: Provenance,
  issuedAt: string
): Promise<Drift | undefined> {
  if (!study.watch) return undefined;
  return driftReport(study, await study.watch(tables, today), provenance.asOf, provenance, issuedAt);
}

/**
 * The largest distance of one earlier year from the others; null where the statistic is a p-value or there is
 * only one earlier year.
 */
function usualOf(column: WatchedColumn, windows: readonly Days[], test: DriftTest): number | null {
  if (windows.length < 2 || test === "ks" || test === "chisquare" || test === "z") return null;
  const distances = windows.map((window) => {
    const alike = {from: addDays(window.from, margin), to: addDays(window.to, -margin)};
    const others = windows.filter((other) => other !== window);
    return columnDrift(windowed(column, others, [alike]), test).statistic;
  });
  return digits(Math.max(...distances));
}

function windowed(column: WatchedColumn, reference: readonly Days[], current: readonly Days[]): Column {
  const {values} = column;
  const [before, now] = [rowsIn(column, reference), rowsIn(column, current)];
  if (values instanceof Float64Array) {
    return {
      kind: "number",
      reference: before.map((row) => values[row]!),
      current: now.map((row) => values[row]!)
    };
  }
  return {
    kind: "category",
    reference: before.map((row) => values[row]!),
    current: now.map((row) => values[row]!)
  };
}

function rowsIn(column: WatchedColumn, windows: readonly Days[]): number[] {
  return [...column.days.keys()].filter((row) =>
    windows.some(({from, to}) => column.days[row]! >= from && column.days[row]! <= to)
  );
}
