import type {Rolled} from "../../src/lib/rolled.js";
import {blockLength, type Scheme} from "../../src/lib/rolled.js";
import {localDay} from "../../src/lib/time/zone.js";
import {judge} from "../judge/judge.js";
import {soundLinks} from "../ledger/inspect.js";
import {issue} from "../ledger/issue.js";
import {knownTruth, scoreLedger} from "../ledger/score.js";
import {readColumns} from "../pipeline/columns.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {forecastOf, ledgerEntryOf} from "../publish/forecast.js";
import {definitionOf, type Judging} from "../steps/files.js";
import {decideIn} from "../steps/promote.js";
import type {Study, TableFiles} from "../study.js";
import type {Anchor} from "./anchor.js";
import {judgingOf, lastDayOf} from "./origins.js";

/** What `replayDays` is told. */
export type DaysParams = {
  readonly study: string;
  /** In order; all of them answered by the roll. */
  readonly days: readonly string[];
  readonly files: TableFiles;
  /** The roll; none where the days are issued already and are only scored. */
  readonly anchor: Anchor | null;
};

/**
 * Issues the days of a study in the ledger of the replay, one after the other, as a refresh of each would have: judges what the roll gives up to
 * the day's origin, lets the rule decide who is champion, issues its forecast and the challenger's, and scores what was issued before by what was
 * known on that day. What a killed run did already stays as it is. Only for the owner of the lock.
 */
export async function replayDays(input: TaskInput<DaysParams>): Promise<TaskOutput> {
  const {params, environment, say} = input;
  const study = definitionOf(params.study, input);
  const {state} = environment;
  const roll = params.anchor === null ? undefined : await openRoll(params.anchor);
  for (const day of params.days) {
    const judging = await judgingOf(study, params.files, day);
    const found = lastDayOf(study, judging);
    if (found !== day)
      throw new Error(
        `${study.id} has no origin on ${day}: what happened on the day before is not in its tables, which reach ${found}.`
      );
    const line = roll === undefined ? undefined : await issueDay(input, study, judging, day, roll);
    // Writes the link of an entry after which a run was killed.
    await soundLinks(state, "replayed", study.id);
    const {origins} = judging.scheme;
    const at = new Date(origins[origins.length - 1]!).toISOString();
    const truth = knownTruth(judging.scheme, judging.truth);
    const {scores} = await scoreLedger(state, "replayed", study, truth, at);
    if (line !== undefined) say(`${line}, ${scores.size} scored so far`);
  }
  return {rows: params.days.length};
}

/** A roll, open to be cut. */
interface OpenRoll {
  readonly day: string;
  readonly scheme: Scheme;
  readonly rolled: readonly Rolled[];
  readonly runIds: Anchor["runIds"];
}

async function openRoll({day, scheme, rolled, runIds}: Anchor): Promise<OpenRoll> {
  const judging = await readColumns<Judging>(scheme);
  const all = await Promise.all(Object.values(rolled).map((path) => readColumns<Rolled>(path)));
  return {day, scheme: judging.scheme, rolled: all, runIds};
}

async function issueDay(
  input: TaskInput<DaysParams>,
  study: Study,
  judging: Judging,
  day: string,
  roll: OpenRoll
): Promise<string> {
  const {state} = input.environment;
  const judgement = judge(study, knownOf(judging), cutRoll(study, roll, judging.scheme));
  const grounds = {realm: "replayed" as const, judgement, judging, runIds: roll.runIds};
  const environment = {...input.environment, today: day};
  const registry = await decideIn({environment, say: () => {}}, study, grounds);
  const {champion} = registry.aliases;
  const {origins} = judging.scheme;
  const issuedAt = new Date(origins[origins.length - 1]!).toISOString();
  // Throws where the champion has no whole forecast.
  forecastOf(study, judging, judgement, champion, {mode: "live", asOf: day, sources: []}, issuedAt);
  const proposed = ledgerEntryOf(study, judging, judgement, registry, issuedAt);
  await issue(state, "replayed", {...proposed, replayed: true});
  const {replaced} = registry.decisions.at(-1)!;
  return `${study.id} ${day}: ${champion.candidate}${replaced ? ", a new champion" : ""}`;
}

/** What was known of the truth at the last origin: the record may reach further, and no decision may follow from that. */
function knownOf(judging: Judging): Judging {
  const {origins, times, leads, series} = judging.scheme;
  const last = origins[origins.length - 1]!;
  const timeOf = (i: number) => times[Math.floor(i / (leads * series.length)) * leads + (i % leads)]!;
  const known = (block: Float64Array) => block.map((value, i) => (timeOf(i) < last ? value : Number.NaN));
  const {actual, recorded} = judging.truth;
  return {...judging, truth: {...judging.truth, actual: known(actual), recorded: known(recorded)}};
}

/**
 * What the roll of a later day gives up to the origins of an earlier one. A roll is causal: the values of an origin follow from what lies before
 * it. Of a publisher's own forecast what was published since is left out, and so are scores by what happened since.
 * @throws where the earlier day's origins, times and series are not those that the roll begins with.
 */
export function cutRoll(
  {id, timeZone, replay}: Pick<Study, "id" | "timeZone" | "replay">,
  {day, scheme, rolled}: Pick<OpenRoll, "day" | "scheme" | "rolled">,
  earlier: Scheme
): Rolled[] {
  const n = earlier.origins.length;
  const begins = (whole: Float64Array, part: Float64Array) =>
    whole.length >= part.length && part.every((value, i) => value === whole[i]);
  if (
    earlier.leads !== scheme.leads ||
    earlier.series.join("\n") !== scheme.series.join("\n") ||
    !begins(scheme.origins, earlier.origins) ||
    !begins(scheme.times, earlier.times)
  )
    throw new Error(
      `${id}: the roll of ${day} was expected to begin with the ${n} origins from ${localDay(timeZone, earlier.origins[0]!)} to ` +
        `${localDay(timeZone, earlier.origins[n - 1]!)}, and it has others: see "lastLike" in its definition.`
    );
  const length = blockLength(earlier);
  const known =
    replay?.referenceUntil?.(localDay(timeZone, earlier.origins[n - 1]!)) ?? Number.POSITIVE_INFINITY;
  const {leads, series} = earlier;
  const timeOf = (i: number) => earlier.times[Math.floor(i / (leads * series.length)) * leads + (i % leads)]!;
  const perLead = n * leads;
  // A score of a joint distribution is known with the truth.
  const energyOf = (scores: Float64Array) =>
    scores
      .slice(0, perLead)
      .map((score, i) => (earlier.times[i]! < earlier.origins[n - 1]! ? score : Number.NaN));
  return rolled.map(({values, degraded, quantiles, fine, energy, ...about}) => ({
    ...about,
    ...(quantiles
      ? {quantiles: {...quantiles, values: quantiles.values.slice(0, length * quantiles.levels.length)}}
      : {}),
    ...(fine ? {fine: {...fine, values: fine.values.slice(0, perLead * fine.count)}} : {}),
    ...(energy ? {energy: energyOf(energy)} : {}),
    values: values
      .slice(0, length)
      .map((value, i) => (about.kind === "reference" && timeOf(i) >= known ? Number.NaN : value)),
    ...(degraded ? {degraded: degraded.slice(0, length)} : {})
  }));
}
