import {z} from "zod";
import {CorruptFile, readJson, writeSealed} from "../../data-loaders/store/files.js";
import {metricsSchema} from "../../src/lib/artifacts/scores.js";
import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {metricsOf} from "../judge/metrics.js";
import type {Realm} from "../runs/runs.js";
import type {Study} from "../study.js";
import {chanceScores} from "./chances.js";
import {type LedgerEntry, ledgerPath, pooledValues, readLedger} from "./ledger.js";

const cells = z.array(z.number().nullable());
const instants = z.array(z.iso.datetime().nullable());
const scores = z.array(metricsSchema.extend({candidate: z.string()}));

const scoreSchema = z.object({
  study: z.string(),
  origin: z.iso.datetime(),
  /** The truth as it is known last, like the columns of the forecasts; null where it is not known yet. */
  actual: cells,
  /** When each of these was first known as it is; null where that was not kept. */
  at: instants.optional(),
  /** Scores against it, of the reference too where the entry has one. */
  scores,
  /** The truth as it was known first, before any revision, when, and the scores against it. */
  first: z.object({actual: cells, at: instants, scores}).optional()
});
type KeptScore = z.infer<typeof scoreSchema>;
/** What became of the forecasts of one origin: by the truth as it is known last, and as it was known first. */
export type LedgerScore = Required<KeptScore>;

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
 * files of their own beside the forecasts, which are never touched; the truth that was known first and the scores against it stay beside the
 * last ones, each with when it came. An entry that reaches back beyond the known truth keeps its score. Probabilities are scored as such: see
 * `chanceScores`.
 * @param at when it is scored, ISO 8601
 * @param say told of a score that was damaged: it is moved aside and made anew
 * @returns scores by origin, and the paths of the files that were written.
 */
export async function scoreLedger(
  state: string,
  realm: Realm,
  {id: study, kind}: Pick<Study, "id" | "kind">,
  truth: KnownTruth,
  at: string,
  say: (message: string) => void = () => {}
): Promise<{scores: Map<string, LedgerScore>; written: string[]}> {
  const scores = new Map<string, LedgerScore>();
  const written: string[] = [];
  for (const entry of await readLedger(state, realm, study)) {
    const path = ledgerPath(state, realm, study, "scores", entry.origin);
    const before = await readJson(path, scoreSchema).catch((error: unknown) => {
      if (!(error instanceof CorruptFile)) throw error;
      say(`${error.message} It is scored anew; the truth that was known first stands in what was moved.`);
      return undefined;
    });
    const actual = entry.series.flatMap((name, s) =>
      entry.times.map(
        (time, i) =>
          truth.get(name)?.get(Date.parse(time)) ?? before?.actual[s * entry.times.length + i] ?? null
      )
    );
    if (actual.every((value) => value === null)) continue;
    const changed = before === undefined || actual.some((value, i) => value !== before.actual[i]);
    const score = changed ? scored(entry, actual, kind, at, before && whole(before)) : whole(before);
    if (changed) {
      await writeSealed(path, scoreSchema.parse(score));
      written.push(path);
    }
    scores.set(entry.origin, score);
  }
  return {scores, written};
}

/** The kept scores of these entries by origin, for those that have any. */
export async function readScores(
  state: string,
  realm: Realm,
  study: string,
  entries: readonly LedgerEntry[]
): Promise<Map<string, LedgerScore>> {
  const scores = new Map<string, LedgerScore>();
  for (const {origin} of entries) {
    const kept = await readJson(ledgerPath(state, realm, study, "scores", origin), scoreSchema);
    if (kept) scores.set(origin, whole(kept));
  }
  return scores;
}

/** A kept score with what scores lacked before revisions were kept: what was known then counts as first, at a time that is not known. */
function whole({at, first, ...kept}: KeptScore): LedgerScore {
  const unknown = kept.actual.map(() => null);
  const known = {actual: kept.actual, at: unknown, scores: kept.scores};
  return {...kept, at: at ?? unknown, first: first ?? known};
}

function scored(
  entry: LedgerEntry,
  actual: (number | null)[],
  kind: Study["kind"],
  at: string,
  before?: LedgerScore
): LedgerScore {
  const {study, origin} = entry;
  const since = (value: number | null, i: number) =>
    value === null ? null : value === before?.actual[i] ? before.at[i]! : at;
  const firstActual = actual.map((value, i) => before?.first.actual[i] ?? value);
  const firstAt = actual.map((value, i) =>
    value === null ? null : before && before.first.actual[i] !== null ? before.first.at[i]! : at
  );
  const scores = scoresOf(entry, actual, kind);
  const same = firstActual.every((value, i) => value === actual[i]);
  return {
    ...{study, origin, actual, scores},
    at: actual.map(since),
    first: {
      ...{actual: firstActual, at: firstAt},
      scores: same ? scores : scoresOf(entry, firstActual, kind)
    }
  };
}

/** Scores of an entry's forecasts, and of the reference's where it has one, against a truth. */
function scoresOf(
  entry: LedgerEntry,
  actual: readonly (number | null)[],
  kind: Study["kind"]
): LedgerScore["scores"] {
  const {forecasts, reference} = entry;
  const pooled = pooledValues(entry);
  const column = (cells: readonly (number | null)[]) =>
    Float64Array.from(cells, (cell) => cell ?? Number.NaN);
  const known = Int32Array.from(actual.keys()).filter((row) => row < pooled && actual[row] !== null);
  const measured = (value: readonly (number | null)[]) => ({
    actual: column(actual),
    values: column(value),
    scale: Number.NaN
  });
  const own = forecasts.map(({candidate, value, lo80, hi80, lo95, hi95}) => {
    const of = measured(value);
    if (kind === "probability")
      return {candidate, ...metricsOf(of, known), ...chanceScores(of.actual, of.values)};
    const bands = {lo80: column(lo80), hi80: column(hi80), lo95: column(lo95), hi95: column(hi95)};
    return {candidate, ...metricsOf({...of, bands}, known)};
  });
  if (!reference) return own;
  return [...own, {candidate: reference.candidate, ...metricsOf(measured(reference.value), known)}];
}
