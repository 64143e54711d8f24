import type {Evidence} from "../../src/lib/artifacts/decisions.js";
import {weightedMean} from "../../src/lib/scores/weighted.js";
import type {Candidate, DifferenceTest, Losses} from "../study.js";
import {type Comparison, decide, ruleInWords, type Verdict} from "./decide.js";
import {type Decision, type Registry, registryOf, type Version, versionOf} from "./registry.js";

/** What a judgement proposes. */
export interface Proposal {
  readonly study: string;
  /** The origin of the issued forecast, ISO 8601. */
  readonly origin: string;
  /** The instant of the edition, ISO 8601. */
  readonly at: string;
  /** The best candidate by the study's rule. */
  readonly best: string;
  /** The rule in words. */
  readonly rule: string;
  /** What the losses are: the rule's metric, or "1 − f1". */
  readonly metric: string;
  /** Loss of each scored origin by candidate, of those that compete; lower is better. */
  readonly losses: Readonly<Record<string, Losses>>;
  /** Loss of each row of each guard by guard and candidate. */
  readonly guards?: Readonly<Record<string, Readonly<Record<string, Losses>>>>;
  /** The scored origins, ms UTC. */
  readonly origins: Float64Array;
  /** The run of each candidate. */
  readonly runIds: Readonly<Record<string, string>>;
  /** Origins until the truth of the forecasts that count is known: the largest lead of the rule. */
  readonly h: number;
  /** The study's own test of difference, where it has one. */
  readonly test?: DifferenceTest;
}

/** The names of the candidates that compete: neither a reference, nor another one with a further seed. */
export function competing(candidates: readonly Pick<Candidate, "name" | "kind" | "seedOf">[]): string[] {
  return candidates.flatMap(({name, kind, seedOf}) =>
    kind === "reference" || seedOf !== undefined ? [] : [name]
  );
}

interface Outcome {
  readonly champion: string;
  readonly reason: string;
  readonly evidence?: Evidence;
}

/**
 * The registry after a judgement. The first champion is the best by the study's rule; later ones must beat the champion
 * (see `decide`), and the champion that lost is `previous`. The challenger is the candidate that asked for the place in
 * vain, else the best of the others by mean loss. A champion that was set by hand stays as long as that decision stands, and what the
 * rule would have done is in the reason. Every origin leaves one decision; the same proposal once more changes nothing.
 * @throws when the best candidate has no losses or no run.
 */
export function promote(before: Registry | undefined, proposal: Proposal): Registry {
  const {study, origin, at, best, losses, runIds, rule, test} = proposal;
  const versions = before?.versions ?? [];
  const version = (candidate: string): Version => {
    const runId = runIds[candidate];
    if (runId === undefined || losses[candidate] === undefined) {
      throw new Error(
        `study ${study}: candidate "${candidate}" has no run or no losses to be registered with`
      );
    }
    return versionOf(versions, candidate, runId);
  };
  const incumbent = before?.aliases.champion.candidate;
  const {champion: name, reason, evidence} = outcomeOf();
  const champion = version(name);
  const second = name === best ? others(name)[0] : best;
  const decision: Decision = {
    origin,
    champion,
    challenger: second === undefined ? null : version(second),
    replaced: incumbent !== undefined && incumbent !== name,
    reason,
    dm: evidence?.statistic ?? null,
    p: evidence?.p ?? null,
    by: "rule",
    at,
    rule: `The best has ${rule}. ${ruleInWords(test)}`,
    ...(evidence ? {evidence} : {})
  };
  const last = before?.decisions.at(-1);
  const again =
    last?.by === "rule" &&
    last.origin === origin &&
    last.champion.runId === champion.runId &&
    last.challenger?.runId === decision.challenger?.runId;
  if (before && again) return before;
  return registryOf(study, [...(before?.decisions ?? []), decision]);

  function outcomeOf(): Outcome {
    if (incumbent === undefined) return {champion: best, reason: `${best} is the first champion: ${rule}.`};
    if (losses[incumbent] === undefined)
      return {champion: best, reason: `${best} replaces ${incumbent}, which is no longer a candidate.`};
    const asker = best === incumbent ? others(incumbent)[0] : best;
    if (asker === undefined)
      return {champion: incumbent, reason: `${incumbent} stays: there is no other candidate.`};
    const verdict = verdictOf(incumbent, asker);
    const {comparison, because} = verdict;
    const replace = verdict.replace && best !== incumbent;
    const evidence = comparison
      ? {evidence: evidenceOf(proposal, version(incumbent), version(asker), comparison, replace)}
      : {};
    const reason =
      best === incumbent ? `${incumbent} stays: it is still the best by the rule.` : verdict.reason;
    const until = standing(before!, origin);
    if (until === undefined) return {champion: replace ? best : incumbent, reason, ...evidence};
    const otherwise = replace
      ? `by the rule ${asker} would replace it, ${because}.`
      : `by the rule too ${reason}`;
    return {
      champion: incumbent,
      reason: `${incumbent} is champion by hand until ${until}; ${otherwise}`,
      ...evidence
    };
  }

  function verdictOf(holder: string, asker: string): Verdict {
    const contender = (candidate: string) => ({
      name: candidate,
      losses: losses[candidate]!,
      guards: Object.fromEntries(
        Object.entries(proposal.guards ?? {}).map(([guard, of]) => [guard, of[candidate]!])
      )
    });
    return decide(contender(holder), contender(asker), proposal.h, test);
  }

  /** All candidates but one, the lowest mean loss first. */
  function others(name: string): string[] {
    return Object.keys(losses)
      .filter((candidate) => candidate !== name)
      .sort((a, b) => meanOf(losses[a]!) - meanOf(losses[b]!));
  }
}

/** Until when a decision by hand stands at this origin, as a day of UTC; undefined where none does. */
function standing({decisions}: Registry, origin: string): string | undefined {
  const until = decisions.findLast(({by}) => by === "hand")?.until;
  return until !== undefined && Date.parse(origin) < Date.parse(until) ? until.slice(0, 10) : undefined;
}

function evidenceOf(
  {metric, origins: instants}: Proposal,
  holder: Version,
  asker: Version,
  {origins, loss, gain, blocks, guards, test, statistic, p}: Comparison,
  replace: boolean
): Evidence {
  const pair = (of: {holder: number; asker: number}) => ({
    holder: digits(of.holder),
    asker: digits(of.asker)
  });
  return {
    ...{holder, asker, metric, origins: origins.length},
    from: new Date(instants[origins[0]!]!).toISOString(),
    to: new Date(instants[origins.at(-1)!]!).toISOString(),
    loss: pair(loss),
    gain: digits(gain),
    blocks: blocks.map(digits),
    guards: guards.map((guard) => ({...guard, loss: pair(guard.loss), worse: digits(guard.worse)})),
    ...{test, statistic: digits(statistic), p: digits(p), replace}
  };
}

/** To six significant digits. */
function digits(value: number): number {
  return Number(value.toPrecision(6));
}

/** The mean of the losses that are known; infinite where none is. */
function meanOf({values, weights}: Losses): number {
  const known = (column: Float64Array) => column.filter((_, i) => !Number.isNaN(values[i]!));
  const mean = weightedMean({values: known(values), ...(weights ? {weights: known(weights)} : {})});
  return Number.isNaN(mean) ? Number.POSITIVE_INFINITY : mean;
}
