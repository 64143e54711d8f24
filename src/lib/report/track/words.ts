import type {Track, TrackRecord} from "../../artifacts/track.js";
import {formatCount, formatDate, formatNumber, formatPercent} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {type LeadMean, leadMeans} from "./errors.js";
import {holds, type Share} from "./shares.js";

/** The finding of the page: what has been issued and how it went, over all studies; without a full stop. */
export function trackFinding(
  tracks: readonly (Pick<Track, "title" | "ledger"> & Partial<Pick<Track, "provenance">>)[]
): string {
  const editions = tracks.reduce((sum, {ledger}) => sum + ledger.editions, 0);
  const known = tracks.reduce((sum, {ledger}) => sum + ledger.known, 0);
  if (tracks.length === 0) return "The track record could not be read";
  if (editions > 0 && tracks.some(({provenance}) => provenance?.replayed))
    return `Of ${formatCount(editions, "replayed forecast")}, ${formatNumber(known)} can be held against what had happened`;
  if (editions === 0) return "Nothing has been issued yet";
  if (known === 0)
    return tracks.every(({ledger}) => ledger.editions === 1)
      ? "Each study has issued one forecast, and the truth of none is known yet"
      : `${formatCount(editions, "forecast")} have been issued, and the truth of none is known yet`;
  return `Of ${formatCount(editions, "issued forecast")}, ${formatNumber(known)} can be held against what happened`;
}

/** What a study has issued, in two or three sentences. */
export function issuedText({ledger, timeZone, backtest, uncertainWeather}: Track): string {
  const day = (origin: string) => formatDate(localDay(timeZone, Date.parse(origin)));
  const {editions, known, revised, from, to} = ledger;
  if (editions === 0 || from === null || to === null)
    return "Nothing has been issued yet: the next edition makes the first forecast.";
  const when = editions === 1 ? `of ${day(from)}` : `from ${day(from)} to ${day(to)}`;
  const said = `${formatCount(editions, "forecast")} issued so far, ${when}.`;
  const came =
    known === 0
      ? `Nothing that ${editions === 1 ? "it" : "they"} forecast is in the data yet, so there is no score of anything issued.`
      : `${known === editions ? (editions === 1 ? "Its truth is known, at least in part." : "Of each of them some truth is known.") : `Of ${formatNumber(known)} of them some truth is known.`}${revised > 0 ? ` ${formatCount(revised, "value")} of that truth ${revised === 1 ? "was" : "were"} revised since by the publisher; both scores are kept.` : ""}`;
  const period = backtest?.errors.length
    ? ` (${day(backtest.errors[0]!.origin)} to ${day(backtest.errors.at(-1)!.origin)})`
    : "";
  const beside = backtest
    ? ` Until ${known === 0 ? "there is more" : "more of it is known"}, the last weeks of the backtest${period} stand ${known === 0 ? "here" : "beside it"}, made afterwards by today’s champion with what was known at each origin${uncertainWeather ? ", the weather as uncertain as a real forecast’s" : ""}: they were not issued.`
    : "";
  return `${said} ${came}${beside}`;
}

/** What was replayed of a study, in two sentences. Empty where nothing was. */
export function replayedText({replayed, timeZone}: Pick<Track, "replayed" | "timeZone">): string {
  const {editions = 0, known = 0, from = null, to = null} = replayed?.ledger ?? {};
  if (from === null || to === null) return "";
  const day = (origin: string) => formatDate(localDay(timeZone, Date.parse(origin)));
  return `${formatCount(editions, "edition")} of ${day(from)} to ${day(to)} made afterwards, each with what was known at its origin, in tables in which later revisions stand, and the weather that came for its forecast. Of ${formatNumber(known)} some truth is known. They count in no figure of what was issued.`;
}

/** What a candidate is called. */
export function labelIn({candidates}: Pick<Track, "candidates">, name: string): string {
  return candidates.find((one) => one.name === name)?.label ?? name;
}

/** An error as it is written: percent of the value, or Brier's score. */
export function formatError(metric: Track["metric"], error: number): string {
  return metric === "mape" ? formatPercent(error) : formatNumber(error, 3);
}

/** How the champion did beside the others at the first lead, as a sentence. Null where nothing is known. */
export function standingText(track: Track, record: TrackRecord): string | null {
  const first: LeadMean | undefined = leadMeans(record)[0];
  if (!first || first.means.champion === undefined || first.editions === 0) return null;
  const of = (error: number) => formatError(track.metric, error);
  const name = track.metric === "mape" ? "mean error" : "Brier score";
  const others = [
    ...(first.means.reference === undefined
      ? []
      : [`${nameOf(track, record, "reference")} was ${of(first.means.reference)} off`]),
    ...(first.means.challenger === undefined ? [] : [`the challenger ${of(first.means.challenger)}`])
  ];
  const when = leadMeans(record).length > 1 ? " on the first day" : "";
  return `Over ${formatCount(first.editions, "edition")} the champion’s ${name}${when} was ${of(first.means.champion)}${others.length ? `; on the same ${track.metric === "mape" ? "values" : "days"} ${others.join(", ")}` : ""}.`;
}

/**
 * What revisions of the truth did to the champion's error, as a sentence: by the truth as it was known first and as it is known now, over the
 * editions where the two differ. Null where none does.
 */
export function revisedText({metric}: Pick<Track, "metric">, {errors}: TrackRecord): string | null {
  const pairs = errors.flatMap(({alias, error, firstError}) =>
    alias !== "champion" || error === null || firstError === null || error === firstError
      ? []
      : [{error, firstError}]
  );
  if (pairs.length === 0) return null;
  const mean = (name: "error" | "firstError") =>
    formatError(metric, pairs.reduce((sum, pair) => sum + pair[name], 0) / pairs.length);
  return `Revisions changed the score of ${formatCount(pairs.length, "edition")}: over all days it was ${mean("firstError")} by the truth as it was known first, and is ${mean("error")} by the truth as it is known now.`;
}

function nameOf(track: Track, {errors}: TrackRecord, alias: "reference"): string {
  const found = errors.find((one) => one.alias === alias);
  return found ? labelIn(track, found.candidate) : alias;
}

/** Whether shares are as wanted, as a sentence. Null where there are none. */
export function sharesText(shares: readonly Share[], kind: Track["kind"]): string | null {
  if (shares.length === 0) return null;
  const astray = shares.filter((share) => !holds(share));
  const what = kind === "probability" ? "what was said" : "what was promised";
  if (astray.length === 0) return `Every measured share is within chance of ${what}.`;
  const most = astray.reduce((one, other) =>
    Math.abs(other.measured - other.wanted) > Math.abs(one.measured - one.wanted) ? other : one
  );
  const percent = (share: number) => formatPercent(100 * share, 0);
  const where =
    kind === "probability"
      ? `of what was said to be ${most.name} probable, ${percent(most.measured)} happened, where ${percent(most.wanted)} was said`
      : `on ${most.name.toLowerCase()} the ${most.of} interval held the truth ${percent(most.measured)} of the time`;
  return `${formatNumber(astray.length)} of ${formatNumber(shares.length)} measured shares ${astray.length === 1 ? "is" : "are"} further from ${what} than chance explains: ${where}.`;
}
