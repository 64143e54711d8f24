import {pooledSeries, type Scheme} from "../../src/lib/rolled.js";
import type {StudyData} from "../study.js";

/** Scheme, truth and scored origins of a study: what it is judged on. */
export type Judging = Omit<StudyData<unknown>, "data">;

/** Row indices into a block `[origin][series][lead]`, in order, for each lead block. */
export type RowsByLead = readonly Int32Array[];

/**
 * The rows that scores are computed on: scored origins, truth known, stamped so that publishers' forecasts
 * may be compared. With `recorded`, every row whose recorded value is known. Of all series that are scored together (see `pooledSeries`), or of
 * the one at the place `only`.
 */
export function scoredRows(
  {scheme, truth, scoredFrom, scoredTo}: Pick<Judging, "scheme" | "truth" | "scoredFrom" | "scoredTo">,
  {recorded = false, only}: {readonly recorded?: boolean; readonly only?: number} = {}
): RowsByLead {
  const {series, leads, block} = scheme;
  const [from, to] = only === undefined ? [0, pooledSeries(scheme)] : [only, only + 1];
  const counts = (row: number) =>
    recorded
      ? Number.isFinite(truth.recorded[row]!)
      : truth.comparable[row] === 1 && Number.isFinite(truth.actual[row]!);
  return Array.from({length: Math.ceil(leads / block)}, (_, b) => {
    const rows: number[] = [];
    for (let o = scoredFrom; o < scoredTo; ++o) {
      for (let s = from; s < to; ++s) {
        for (let lead = b * block; lead < Math.min(leads, (b + 1) * block); ++lead) {
          const row = (o * series.length + s) * leads + lead;
          if (counts(row)) rows.push(row);
        }
      }
    }
    return Int32Array.from(rows);
  });
}

/** The rows of several lead blocks (1 = the first), one after the other. */
export function rowsOfLeads(rows: RowsByLead, leads: readonly number[]): Int32Array {
  const parts = leads.map((lead) => {
    const part = rows[lead - 1];
    if (!part) throw new Error(`lead ${lead} was asked for, and there are leads 1 … ${rows.length}`);
    return part;
  });
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Those of the rows that belong to a guard.
 * @param mask 1 for each `[origin][lead]` that does
 * @throws when the mask has another length than the scheme.
 */
export function guardRows({origins, series, leads}: Scheme, rows: Int32Array, mask: Uint8Array): Int32Array {
  if (mask.length !== origins.length * leads)
    throw new Error(
      `a guard needs one mark for each of ${origins.length} × ${leads} [origin][lead], and it has ${mask.length}`
    );
  const size = series.length * leads;
  return rows.filter((row) => mask[Math.floor(row / size) * leads + (row % leads)] === 1);
}

/** The values of a column in these rows. */
export function take(column: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; ++i) taken[i] = column[rows[i]!]!;
  return taken;
}

/** The rows of one part of a split. */
export interface SliceRows {
  readonly slice: string;
  readonly rows: Int32Array;
}

/**
 * These rows by the slices of the study, by its groups of series and, where it has several series, by these; parts without a row are left
 * out.
 */
export function sliceRows(
  {scheme, slices = {}, groups = {}}: Pick<Judging, "scheme" | "slices" | "groups">,
  rows: Int32Array
): [string, SliceRows[]][] {
  const {series, leads} = scheme;
  const size = series.length * leads;
  const seriesOf = (row: number) => Math.floor((row % size) / leads);
  const parts = (names: readonly string[], groupOf: (row: number) => number) => {
    const found = names.map((): number[] => []);
    for (const row of rows) found[groupOf(row)]?.push(row);
    return found
      .map((group, i) => ({slice: names[i]!, rows: Int32Array.from(group)}))
      .filter(({rows}) => rows.length > 0);
  };
  const split = Object.entries(slices).map(([name, {names, of}]): [string, SliceRows[]] => [
    name,
    parts(names, (row) => of[Math.floor(row / size) * leads + (row % leads)]!)
  ]);
  for (const [name, of] of Object.entries(groups)) {
    const names = [...new Set(of)];
    const place = of.map((group) => names.indexOf(group));
    split.push([name, parts(names, (row) => place[seriesOf(row)]!)]);
  }
  if (pooledSeries(scheme) > 1) split.push(["series", parts(series, seriesOf)]);
  return split;
}
