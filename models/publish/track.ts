import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {Track, TrackRecord} from "../../src/lib/artifacts/track.js";
import type {Judgement} from "../judge/judge.js";
import {type IssuedTrack, shownEditions, trackRecord} from "../ledger/track.js";
import type {Registry} from "../registry/registry.js";
import type {Judged, Study, StudyData} from "../study.js";
import {ledgerEntryOf} from "./forecast.js";

type Judging = Omit<StudyData<unknown>, "data">;

/** Issued editions of which something must be known before they stand without the backtest. */
const enough = 28;

/**
 * What was said when and how it went: /api/<study>/track.json. While too little of what was issued is known, the last weeks of the
 * backtest stand beside it, as today's champion would have forecast them.
 */
export function trackOf(
  study: Pick<Study, "id" | "title" | "unit" | "kind" | "timeZone" | "step" | "candidates">,
  judging: Judging,
  judgement: Judgement,
  registry: Registry,
  {issued: {ledger, record}, replayed}: {readonly issued: IssuedTrack; readonly replayed?: IssuedTrack},
  provenance: Provenance,
  issuedAt: string
): Track {
  const {id, title, unit, kind, timeZone, step} = study;
  const uncertain = asUncertain(judgement, registry);
  const backtest =
    ledger.known < enough
      ? backtestRecord(
          study,
          judging,
          {truth: judgement.truth, judged: uncertain ?? judgement.judged},
          registry,
          ledger.known
        )
      : null;
  const named = new Set(
    [record, backtest, replayed?.record].flatMap((one) => [
      ...(one?.editions.flatMap(({forecasts}) => forecasts.map(({candidate}) => candidate)) ?? []),
      ...(one?.errors.map(({candidate}) => candidate) ?? [])
    ])
  );
  const labelOf = (name: string) => study.candidates.find((one) => one.name === name)?.label ?? name;
  return {
    ...{study: id, title, unit, kind, issuedAt, provenance, timeZone, step},
    metric: kind === "probability" ? "brier" : "mape",
    candidates: [...named].sort().map((name) => ({name, label: labelOf(name)})),
    series: [...judging.scheme.series],
    ...(judging.scheme.measures ? {units: judging.scheme.measures.map(({unit}) => unit)} : {}),
    ledger,
    issued: record,
    backtest,
    uncertainWeather: backtest !== null && uncertain !== undefined,
    ...(replayed && replayed.ledger.editions > 0 ? {replayed} : {})
  };
}

/**
 * The forecasts with covariates as uncertain as a real forecast's: those that could have been issued. Undefined where the champion or the
 * challenger has none, as in a study that needs no such covariates.
 */
function asUncertain({judged}: Pick<Judgement, "judged">, {aliases}: Registry): Judged[] | undefined {
  const shown = [aliases.champion, aliases.challenger].flatMap((version) => version?.candidate ?? []);
  const lacks = ({candidate, degraded}: Judged) => shown.includes(candidate) && !degraded;
  if (judged.some(lacks)) return undefined;
  return judged.map((one) => ({
    ...one,
    values: one.degraded ?? one.values,
    bands: one.degradedBands ?? one.bands
  }));
}

/**
 * The last scored origins of the backtest: four weeks of them for errors and coverage, and in full as many as fill up those issued ones of which
 * something is known, but a week at least.
 */
function backtestRecord(
  study: Pick<Study, "id" | "unit" | "kind" | "step">,
  judging: Judging,
  judgement: Pick<Judgement, "judged" | "truth">,
  registry: Registry,
  known: number
): TrackRecord {
  const {scheme, scoredFrom, scoredTo} = judging;
  const {series, leads, origins, block} = scheme;
  const size = series.length * leads;
  const {actual, comparable} = judgement.truth;
  const from = Math.max(scoredFrom, scoredTo - enough);
  const editions = Array.from({length: Math.max(0, scoredTo - from)}, (_, i) => {
    const o = from + i;
    const iso = new Date(origins[o]!).toISOString();
    const known = Array.from({length: size}, (_, row) => {
      const value = actual[o * size + row]!;
      return comparable[o * size + row] === 1 && Number.isFinite(value) ? value : null;
    });
    const entry = ledgerEntryOf(study, judging, judgement, registry, iso, o);
    return {entry, issued: false, actual: known, first: known};
  });
  return trackRecord(editions, {kind: study.kind, block, shown: Math.max(7, shownEditions(size) - known)});
}
