import {z} from "zod";
import {type TrackRecord, trackLedgerSchema, trackRecordSchema} from "../../src/lib/artifacts/track.js";
import {digits} from "../judge/metrics.js";
import type {Study} from "../study.js";
import {type LedgerEntry, pooledValues} from "./ledger.js";
import type {LedgerScore} from "./score.js";

/** What is kept of the issued forecasts for the page about them. */
export const issuedTrackSchema = z.object({ledger: trackLedgerSchema, record: trackRecordSchema});
export type IssuedTrack = z.infer<typeof issuedTrackSchema>;

/** A forecast beside what came of it: the columns are `[series][time]` of the entry, null where the truth is not known. */
export interface TrackedEdition {
  readonly entry: LedgerEntry;
  /** False in a backtest. */
  readonly issued: boolean;
  readonly actual: readonly (number | null)[];
  /** As it was known first. */
  readonly first: readonly (number | null)[];
}

/** Values of the forecasts that are published in full, of all editions together; at least a week of editions and at most four. */
const shownValues = 2400;
/** Editions whose errors are published. */
const shownErrors = 120;
/** Where one class of said chances ends and the next begins. */
const ends = [0, 0.1, 0.3, 0.5, 0.7, 1];

/** How many editions are published in full where each has so many values. */
export function shownEditions(values: number): number {
  return Math.min(28, Math.max(7, Math.floor(shownValues / values)));
}

/** What was issued, and how it went: the ledger as a whole, and its record. */
export function issuedTrack(
  entries: readonly LedgerEntry[],
  scores: ReadonlyMap<string, LedgerScore>,
  {kind, block, head}: {kind: Study["kind"]; block: number; head: string}
): IssuedTrack {
  const tracked = entries.map((entry): TrackedEdition => {
    const none = Array.from({length: entry.times.length * entry.series.length}, () => null);
    const score = scores.get(entry.origin);
    return {entry, issued: true, actual: score?.actual ?? none, first: score?.first.actual ?? none};
  });
  const revised = (one: TrackedEdition) => one.actual.filter((value, i) => value !== one.first[i]).length;
  return {
    ledger: {
      editions: entries.length,
      known: tracked.filter(isKnown).length,
      revised: tracked.reduce((sum, one) => sum + revised(one), 0),
      from: entries[0]?.origin ?? null,
      to: entries.at(-1)?.origin ?? null,
      head
    },
    record: trackRecord(tracked, {kind, block})
  };
}

/**
 * The record of some editions, which have the same series and come in the order of their origins: the newest in full, the errors of the newest
 * of which something is known, coverage or classes over all.
 * @param block steps in a lead
 * @param shown editions in full
 */
export function trackRecord(
  editions: readonly TrackedEdition[],
  {kind, block, shown}: {kind: Study["kind"]; block: number; shown?: number}
): TrackRecord {
  const last = editions.at(-1)?.entry;
  const size = last ? last.times.length * last.series.length : 1;
  const full = editions
    .filter(({entry}) => entry.series.join() === last?.series.join())
    .slice(-Math.max(1, shown ?? shownEditions(size)));
  const times = [...new Set(full.flatMap(({entry}) => entry.times))].sort();
  const numbers = kind !== "probability";
  return {
    times,
    actual: truthOn(times, full),
    editions: full.map(({entry, issued}) => editionOn(times, entry, {issued, numbers})),
    errors: editions
      .filter(isKnown)
      .slice(-shownErrors)
      .flatMap((one) => errorsOf(one, {numbers, block})),
    coverage: numbers ? coverageOf(editions, block) : [],
    classes: numbers ? [] : classesOf(editions)
  };
}

function isKnown({actual}: TrackedEdition): boolean {
  return actual.some((value) => value !== null);
}

/** The truth of the newest edition that knows it, `[series][time]`. */
function truthOn(times: readonly string[], editions: readonly TrackedEdition[]): (number | null)[] {
  const series = editions.at(-1)?.entry.series ?? [];
  const column: (number | null)[] = Array.from({length: series.length * times.length}, () => null);
  const place = new Map(times.map((time, i) => [time, i]));
  for (const {entry, actual} of editions)
    actual.forEach((value, i) => {
      const [s, step] = [Math.floor(i / entry.times.length), i % entry.times.length];
      if (value !== null) column[s * times.length + place.get(entry.times[step]!)!] = value;
    });
  return column;
}

function editionOn(
  times: readonly string[],
  {origin, issuedAt, times: own, series, forecasts, reference}: LedgerEntry,
  {issued, numbers}: {issued: boolean; numbers: boolean}
): TrackRecord["editions"][number] {
  const from = times.indexOf(own[0]!);
  const steps = times.indexOf(own.at(-1)!) - from + 1;
  const place = new Map(own.map((time, i) => [time, i]));
  const laid = (column: readonly (number | null)[]) =>
    series.flatMap((_, s) =>
      Array.from({length: steps}, (_, step) => {
        const i = place.get(times[from + step]!);
        return i === undefined ? null : column[s * own.length + i]!;
      })
    );
  const all: TrackRecord["editions"][number]["forecasts"] = forecasts.map(
    ({alias, candidate, value, lo80, hi80, lo95, hi95}) => ({
      ...{alias, candidate, value: laid(value)},
      ...(alias === "champion" && numbers
        ? {lo80: laid(lo80), hi80: laid(hi80), lo95: laid(lo95), hi95: laid(hi95)}
        : {})
    })
  );
  if (reference) all.push({alias: "reference", candidate: reference.candidate, value: laid(reference.value)});
  return {origin, issuedAt: issued ? issuedAt : null, from, steps, forecasts: all};
}

/** The errors of an edition's forecasts: mean absolute percentage error of numbers in %, Brier's score of probabilities. */
function errorsOf(
  {entry, actual, first}: TrackedEdition,
  {numbers, block}: {numbers: boolean; block: number}
): TrackRecord["errors"] {
  const steps = entry.times.length;
  const loss = (value: number | null, truth: number | null) => {
    if (value === null || truth === null || (numbers && truth === 0)) return null;
    return numbers ? (100 * Math.abs(value - truth)) / Math.abs(truth) : (value - truth) ** 2;
  };
  const pooled = pooledValues(entry);
  const everyone = [
    ...entry.forecasts.map(({alias, candidate, value}) => ({alias, candidate, value})),
    ...(entry.reference ? [{alias: "reference" as const, ...entry.reference}] : [])
  ];
  return everyone.map(({alias, candidate, value}) => {
    const losses = value.map((one, i) => (i < pooled ? loss(one, actual[i]!) : null));
    const ofLead = (lead: number) => losses.filter((_, i) => Math.floor((i % steps) / block) === lead);
    return {
      ...{origin: entry.origin, alias, candidate},
      n: losses.filter((one) => one !== null).length,
      error: mean(losses),
      firstError: mean(value.map((one, i) => (i < pooled ? loss(one, first[i]!) : null))),
      byLead: Array.from({length: Math.ceil(steps / block)}, (_, lead) => mean(ofLead(lead)))
    };
  });
}

/** How often the champion's intervals held the truth, by lead. */
function coverageOf(editions: readonly TrackedEdition[], block: number): TrackRecord["coverage"] {
  const leads: TrackRecord["coverage"] = [];
  for (const {entry, actual} of editions) {
    const champion = entry.forecasts.find(({alias}) => alias === "champion");
    if (!champion) continue;
    const steps = entry.times.length;
    const pooled = pooledValues(entry);
    const met = new Set<number>();
    actual.forEach((truth, i) => {
      const [lo80, hi80, lo95, hi95] = [
        champion.lo80[i]!,
        champion.hi80[i]!,
        champion.lo95[i]!,
        champion.hi95[i]!
      ];
      if (i >= pooled || truth === null || [lo80, hi80, lo95, hi95].some((bound) => bound === null)) return;
      const lead = Math.floor((i % steps) / block);
      for (let l = leads.length; l <= lead; ++l) leads.push({lead: l + 1, cases: 0, n: 0, in80: 0, in95: 0});
      const at = leads[lead]!;
      at.n += 1;
      at.in80 += lo80 <= truth && truth <= hi80 ? 1 : 0;
      at.in95 += lo95 <= truth && truth <= hi95 ? 1 : 0;
      if (!met.has(lead)) at.cases += 1;
      met.add(lead);
    });
  }
  return leads.filter(({n}) => n > 0);
}

/** How often it happened by how probable the champion said it to be; a class without a forecast is left out. */
function classesOf(editions: readonly TrackedEdition[]): TrackRecord["classes"] {
  const pairs = editions.flatMap(({entry, actual}) => {
    const value = entry.forecasts.find(({alias}) => alias === "champion")?.value ?? [];
    return value.flatMap((said, i) => {
      const truth = actual[i]!;
      return said === null || truth === null ? [] : [{said, truth}];
    });
  });
  return ends.slice(1).flatMap((to, i) => {
    const from = ends[i]!;
    const within = pairs.filter(({said}) => said >= from && (said < to || to === 1));
    if (within.length === 0) return [];
    return [
      {
        ...{from, to, n: within.length},
        said: digits(within.reduce((sum, {said}) => sum + said, 0) / within.length)!,
        happened: within.filter(({truth}) => truth === 1).length
      }
    ];
  });
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : digits(known.reduce((sum, value) => sum + value, 0) / known.length);
}
