import {csv} from "../publish/csv.js";
import type {LedgerEntry} from "./ledger.js";
import type {LedgerScore} from "./score.js";

const header = [
  "origin",
  "issued_at",
  "candidate",
  "version",
  "alias",
  "series",
  "time",
  "value",
  "lo80",
  "hi80",
  "lo95",
  "hi95",
  "actual",
  "error",
  "actual_at",
  "first_actual",
  "first_actual_at",
  "reference"
];

/**
 * The ledger as CSV: one row for each value that was issued, with the truth and forecast − actual where they
 * are known: `actual` as it is known last and since when, `first_actual` as it was known first; `reference` is the publisher's own forecast as
 * it stood at the issue.
 */
export function ledgerCsv(entries: readonly LedgerEntry[], scores: ReadonlyMap<string, LedgerScore>): string {
  // A unit in each row where series have units of their own.
  const units = entries.some((entry) => entry.units !== undefined);
  return csv(units ? [...header, "unit"] : header, rows(entries, scores, units));
}

function* rows(
  entries: readonly LedgerEntry[],
  scores: ReadonlyMap<string, LedgerScore>,
  withUnits: boolean
) {
  for (const {origin, issuedAt, unit, units, times, series, forecasts, reference} of entries) {
    const {actual, at, first} = scores.get(origin) ?? {};
    for (const {candidate, version, alias, value, lo80, hi80, lo95, hi95} of forecasts) {
      for (let i = 0; i < value.length; ++i) {
        const place = Math.floor(i / times.length);
        const name = series[place]!;
        const truth = actual?.[i] ?? null;
        const error = truth === null || value[i] === null ? null : Number((value[i]! - truth).toFixed(6));
        yield [
          ...[origin, issuedAt, candidate, version, alias, name, times[i % times.length]!],
          ...[value[i]!, lo80[i]!, hi80[i]!, lo95[i]!, hi95[i]!, truth, error],
          ...[at?.[i] ?? null, first?.actual[i] ?? null, first?.at[i] ?? null, reference?.value[i] ?? null],
          ...(withUnits ? [units?.[place] ?? unit] : [])
        ];
      }
    }
  }
}
