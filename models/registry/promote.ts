import {decide} from "./decide.js";
import type {Decision, Registry, Version} from "./registry.js";

/** What a judgement proposes. */
export interface Proposal {
  readonly study: string;
  /** The origin of the issued forecast, ISO 8601. */
  readonly origin: string;
  /** The best candidate by the study's rule. */
  readonly best: string;
  /** The rule in words. */
  readonly rule: string;
  /** Loss of each scored origin by candidate, references left out. */
  readonly losses: Readonly<Record<string, Float64Array>>;
  /** The run of each candidate. */
  readonly runIds: Readonly<Record<string, string>>;
  /** Origins until the truth of the forecasts that count is known: the largest lead of the rule. */
  readonly h: number;
}

/**
 * The registry after a judgement. The first champion is the best by the study's rule; later ones must beat
 * the champion (see `decide`) and the champion that lost is `previous`. The challenger is the best of the
 * others by mean loss. Every origin leaves one decision; the same proposal once more changes nothing.
 * @throws when the best candidate has no losses or no run.
 */
export function promote(before: Registry | undefined, proposal: Proposal): Registry {
  const {study, origin, best, losses, runIds, h} = proposal;
  const versions = [...(before?.versions ?? [])];
  const versionOf = (candidate: string): Version => {
    const runId = runIds[candidate];
    if (runId === undefined || losses[candidate] === undefined) {
      throw new Error(
        `study ${study}: candidate "${candidate}" has no run or no losses to be registered with`
      );
    }
    const known = versions.find((version) => version.candidate === candidate && version.runId === runId);
    if (known) return known;
    const number = versions.filter((version) => version.candidate === candidate).length + 1;
    const version = {candidate, version: String(number), runId};
    versions.push(version);
    return version;
  };
  const incumbent = before?.aliases.champion.candidate;
  const verdict = judgeOf(proposal, incumbent);
  const name = verdict.replace || incumbent === undefined ? best : incumbent;
  const champion = versionOf(name);
  const runnerUp = Object.keys(losses)
    .filter((candidate) => candidate !== name)
    .sort((a, b) => meanOf(losses[a]!) - meanOf(losses[b]!))[0];
  const challenger = runnerUp === undefined ? null : versionOf(runnerUp);
  const replaced = incumbent !== undefined && incumbent !== name;
  const decision: Decision = {
    origin,
    champion,
    challenger,
    replaced,
    reason: verdict.reason,
    dm: verdict.dm,
    p: verdict.p
  };
  const last = before?.decisions.at(-1);
  const again =
    last?.origin === origin &&
    last.champion.runId === champion.runId &&
    last.challenger?.runId === challenger?.runId;
  if (before && again) return before;
  const decisions = [...(before?.decisions ?? []), decision];
  const previous = replaced ? before!.aliases.champion : (before?.aliases.previous ?? null);
  return {study, aliases: {champion, challenger, previous}, versions, decisions};

  function judgeOf({rule}: Proposal, holder: string | undefined) {
    const none = {dm: null, p: null};
    if (holder === undefined)
      return {replace: true, reason: `${best} is the first champion: ${rule}.`, ...none};
    if (losses[holder] === undefined) {
      return {replace: true, reason: `${best} replaces ${holder}, which is no longer a candidate.`, ...none};
    }
    if (holder === best)
      return {replace: false, reason: `${best} stays: it is still the best by the rule.`, ...none};
    return decide({name: holder, losses: losses[holder]}, {name: best, losses: losses[best]!}, h);
  }
}

function meanOf(losses: Float64Array): number {
  const known = losses.filter((loss) => !Number.isNaN(loss));
  return known.length === 0
    ? Number.POSITIVE_INFINITY
    : known.reduce((sum, loss) => sum + loss, 0) / known.length;
}
