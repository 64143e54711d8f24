import {z} from "zod";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import {metricsSchema} from "../../src/lib/artifacts.js";
import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {metricsOf} from "../judge/metrics.js";
import type {Realm} from "../runs/runs.js";
import type {Study} from "../study.js";
import {chanceScores} from "./chances.js";
import {type LedgerEntry, ledgerPath, readLedger} from "./ledger.js";

const scoreSchema = z.object({
  study: z.string(),
  origin: z.iso.datetime(),
  /** The truth as it was known last, like the columns of the forecasts; null where it is not known yet. */
  actual: z.array(z.number().nullable()),
  scores: z.array(metricsSchema.extend({candidate: z.string()}))
});
/** What became of the forecasts of one origin. */
export type LedgerScore = z.infer<typeof scoreSchema>;

/** Truth by time, by the name of the series: what `knownTruth` gives. */
export type KnownTruth = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * The truth that is known at the last origin of a scheme, by the start of the interval. What lies at or after
 * that origin is left out even where the record has it: an edition that is as of a past day must not know
 * better.
 */
export function knownTruth(
  {times, leads, series, origins}: Scheme,
  truth: Pick<Truth, "actual">
): KnownTruth {
  const last = origins[origins.length - 1]!;
  const bySeries = series.map((name, s): [string, ReadonlyMap<number, number>] => {
    const known = new Map<number, number>();
    for (let o = 0; o < origins.length; ++o) {
      for (let lead = 0; lead < leads; ++lead) {
        const time = times[o * leads + lead]!;
        const value = truth.actual[(o * series.length + s) * leads + lead]!;
        if (time < last && Number.isFinite(value)) known.set(time, value);
      }
    }
    return [name, known];
  });
  return new Map(bySeries);
}

/**
 * Scores every entry of the ledger for which more of the truth, or a revised truth, is known. Scores stand in
 * files of their own beside the forecasts, which are never touched. An entry that reaches back beyond the
 * known truth keeps its score. Probabilities are scored as such: see `chanceScores`.
 * @returns scores by origin, and the paths of the files that were written.
 */
export async function scoreLedger(
  state: string,
  realm: Realm,
  {id: study, kind}: Pick<Study, "id" | "kind">,
  truth: KnownTruth
): Promise<{scores: Map<string, LedgerScore>; written: string[]}> {
  const scores = new Map<string, LedgerScore>();
  const written: string[] = [];
  for (const entry of await readLedger(state, realm, study)) {
    const path = ledgerPath(state, realm, study, "scores", entry.origin);
    const before = await readJson(path, scoreSchema);
    const actual = entry.series.flatMap((name, s) =>
      entry.times.map(
        (time, i) =>
          truth.get(name)?.get(Date.parse(time)) ?? before?.actual[s * entry.times.length + i] ?? null
      )
    );
    if (actual.every((value) => value === null)) continue;
    const changed = before === undefined || actual.some((value, i) => value !== before.actual[i]);
    const score = changed ? scoreOf(entry, actual, kind) : before;
    if (changed) {
      await writeJson(path, scoreSchema.parse(score));
      written.push(path);
    }
    scores.set(entry.origin, score);
  }
  return {scores, written};
}

function scoreOf(
  {study, origin, forecasts}: LedgerEntry,
  actual: (number | null)[],
  kind: Study["kind"]
): LedgerScore {
  const column = (cells: readonly (number | null)[]) =>
    Float64Array.from(cells, (cell) => cell ?? Number.NaN);
  const rows = Int32Array.from(actual.keys());
  return {
    study,
    origin,
    actual,
    scores: forecasts.map(({candidate, value, lo80, hi80, lo95, hi95}) => {
      const measured = {actual: column(actual), values: column(value), scale: Number.NaN};
      const known = rows.filter((row) => actual[row] !== null);
      if (kind === "probability")
        return {candidate, ...metricsOf(measured, known), ...chanceScores(measured.actual, measured.values)};
      const bands = {lo80: column(lo80), hi80: column(hi80), lo95: column(lo95), hi95: column(hi95)};
      return {candidate, ...metricsOf({...measured, bands}, known)};
    })
  };
}
