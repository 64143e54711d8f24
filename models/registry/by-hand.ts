import type {Run} from "../../src/lib/artifacts/runs.js";
import {type Decision, type Registry, registryOf, type Version, versionOf} from "./registry.js";

/**
 * Decisions by hand. What forecasts is a candidate, as it is trained for each origin: a version is one of its runs, and an
 * earlier one cannot forecast again. A decision by hand therefore names a version and puts its candidate in the
 * champion's place. It stands for a number of days of origins, in which the rule is computed and recorded and changes
 * nothing, unless another decision by hand comes.
 */

const dayLength = 86_400_000;
/** Days of origins for which a decision by hand stands, unless it says otherwise. */
export const standingDays = 28;

/** What a person decides, and why. */
export interface Hand {
  /** In the person's words. */
  readonly reason: string;
  /** The instant of the decision, ISO 8601. */
  readonly at: string;
  /** For how many days of origins it stands; 0: until the rule decides otherwise at the next refresh. */
  readonly days?: number;
}

/** A candidate, version or alias that is not there: the message names those that are. */
export class UnknownVersion extends Error {
  override name = "UnknownVersion";
}

/**
 * The registry after a person made a candidate the champion.
 * @param candidates those that compete in the study, by name
 * @param runs the kept runs of the study, newest first
 * @param number a version of the candidate; its newest run unless given
 * @throws {UnknownVersion} where the candidate does not compete, has no run, or has no such version.
 */
export function promoteByHand(
  before: Registry,
  candidates: readonly string[],
  runs: readonly Pick<Run, "candidate" | "runId">[],
  {candidate, number}: {readonly candidate: string; readonly number?: string},
  hand: Hand
): Registry {
  requireCompeting(before.study, candidates, candidate);
  return decided(before, versionNamed(before, runs, candidate, number), "promotion", hand);
}

/**
 * The registry after a person put the previous champion back.
 * @throws {UnknownVersion} where there is no previous champion, or it competes no longer.
 */
export function rollBack(before: Registry, candidates: readonly string[], hand: Hand): Registry {
  const {previous, champion} = before.aliases;
  if (!previous) {
    throw new UnknownVersion(
      `study ${before.study}: a previous champion was expected to roll back to, and ${champion.candidate} is the only one there ever was. To make another candidate the champion, promote it.`
    );
  }
  requireCompeting(before.study, candidates, previous.candidate);
  return decided(before, previous, "rollback", hand);
}

function decided(before: Registry, champion: Version, how: "promotion" | "rollback", hand: Hand): Registry {
  const {days = standingDays} = hand;
  if (!Number.isInteger(days) || days < 0)
    throw new Error(`days for which a decision stands: a whole number from 0 on was expected, got ${days}`);
  const said = hand.reason.replace(/\s+/g, " ").trim();
  if (said === "") throw new Error("a decision by hand needs a reason: say why, for those who read it later");
  const {aliases, decisions} = before;
  const {origin} = decisions.at(-1)!;
  const old = aliases.champion;
  const replaced = old.candidate !== champion.candidate;
  const what = !replaced
    ? `${champion.candidate} stays by hand`
    : how === "rollback"
      ? `${champion.candidate} is put back in the place of ${old.candidate} by hand`
      : `${champion.candidate} replaces ${old.candidate} by hand`;
  const stands =
    days === 0
      ? "The rule decides again at the next refresh"
      : `It stands for ${days} ${days === 1 ? "day" : "days"} of origins`;
  const decision: Decision = {
    origin,
    champion,
    challenger: aliases.challenger?.candidate === champion.candidate ? old : aliases.challenger,
    replaced,
    reason: `${what}: ${said}${/[.!?]$/.test(said) ? "" : "."} ${stands}.`,
    dm: null,
    p: null,
    by: "hand",
    at: hand.at,
    until: new Date(Date.parse(origin) + days * dayLength).toISOString()
  };
  return registryOf(before.study, [...decisions, decision]);
}

function versionNamed(
  {study, versions}: Registry,
  runs: readonly Pick<Run, "candidate" | "runId">[],
  candidate: string,
  number: string | undefined
): Version {
  const own = versions.filter((version) => version.candidate === candidate);
  if (number === undefined) {
    const run = runs.find((one) => one.candidate === candidate);
    if (run) return versionOf(versions, candidate, run.runId);
    const newest = own.at(-1);
    if (newest) return newest;
    throw new UnknownVersion(
      `study ${study}: no run of "${candidate}" is kept, so it cannot forecast yet: run npm run refresh first.`
    );
  }
  const found = own.find(({version}) => version === number);
  if (found) return found;
  const known = own.map(({version, runId}) => `${version} (run ${runId})`).join(", ");
  throw new UnknownVersion(
    `study ${study}: "${candidate}" has no version ${number}. ${known ? `Its versions: ${known}` : "None of its runs was registered yet; without a number its newest run is"}.`
  );
}

function requireCompeting(study: string, candidates: readonly string[], candidate: string): void {
  if (candidates.includes(candidate)) return;
  throw new UnknownVersion(
    `study ${study}: "${candidate}" is not among the candidates that compete: ${candidates.join(", ")}.`
  );
}
