import {join} from "node:path";
import {z} from "zod";
import {now} from "../../data-loaders/clock.js";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import {realms} from "../../data-loaders/store/realms.js";
import type {Judgement} from "../judge/judge.js";
import {lossName} from "../judge/losses.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {issueInstant} from "../publish/provenance.js";
import {competing, promote as promoteBest} from "../registry/promote.js";
import {decisionPath, type Registry, registryPath, registrySchema} from "../registry/registry.js";
import {readRegistry, writeRegistry} from "../registry/store.js";
import {readRuns} from "../runs/list.js";
import {keptRunSchema, type Realm, runPath} from "../runs/runs.js";
import type {Study} from "../study.js";
import {below, definitionOf, files, type Judging, need, readDay, readScheme} from "./files.js";
import {readJudgement} from "./judge.js";
import {readKeptRuns} from "./runs.js";

/** What `promote` is told. */
export type PromoteParams = {readonly study: string; readonly candidates: readonly string[]};

/** What the rule decides on. */
export interface Grounds {
  readonly realm: Realm;
  readonly judgement: Judgement;
  readonly judging: Judging;
  /** The run of each candidate. */
  readonly runIds: Readonly<Record<string, string>>;
}

/** Runs that are published: so many of the newest, and those that hold an alias. */
const shownRuns = 200;

/** Decides in the registry who is champion. */
export async function promote(input: TaskInput<PromoteParams>): Promise<TaskOutput> {
  const {params, folder, environment, say} = input;
  const {state} = environment;
  const study = definitionOf(params.study, input);
  const {realm} = await readDay(need(input, `${study.id}/pull`));
  const {runIds} = await readKeptRuns(need(input, `${study.id}/runs`));
  const judgement = await readJudgement(need(input, `${study.id}/judge`));
  const judging = await readScheme(need(input, `${study.id}/read`));
  const {origins} = judging.scheme;
  const origin = new Date(origins[origins.length - 1]).toISOString();
  const registry = await decideIn(input, study, {realm, judgement, judging, runIds});
  const also = Object.values(registry.aliases).flatMap((version) => (version ? [version.runId] : []));
  const runs = await readRuns(state, realm, study.id, {newest: shownRuns, also, say});
  const promotion: Promotion = {realm, origin, registry, runs};
  await writeJson(join(folder, files.promotion), promotion, 1);
  const decision = registry.decisions.at(-1)!;
  const leaves = [
    registryPath(state, realm, study.id),
    ...registry.decisions.map((_, i) => decisionPath(state, realm, study.id, i + 1)),
    ...runs.map(({runId}) => runPath(state, realm, study.id, runId))
  ];
  return {
    value: {champion: decision.champion.candidate},
    rows: registry.versions.length,
    leaves: leaves.map((path) => below(state, path))
  };
}

/** Lets the rule decide among the candidates that compete, and keeps the registry. */
export async function decideIn(
  {environment, say}: Pick<TaskInput<PromoteParams>, "environment" | "say">,
  study: Study,
  {realm, judgement, judging, runIds}: Grounds
): Promise<Registry> {
  const {state, today} = environment;
  const {best, losses, guards} = judgement;
  const {scheme, scoredFrom, scoredTo} = judging;
  const last = scheme.origins[scheme.origins.length - 1]!;
  const {metric, words, leads, test} = study.rule;
  const before = await readRegistry(state, realm, study.id, say);
  const registry = promoteBest(before, {
    study: study.id,
    origin: new Date(last).toISOString(),
    at: issueInstant(realm, last, now(today)),
    ...{best, guards, test, rule: words, metric: lossName(metric), h: Math.max(...leads)},
    losses: Object.fromEntries(competing(study.candidates).map((name) => [name, losses[name]!])),
    origins: scheme.origins.slice(scoredFrom, scoredTo),
    runIds
  });
  await writeRegistry(state, realm, registry);
  if (registry !== before) say(registry.decisions.at(-1)!.reason);
  return registry;
}

const promotionSchema = z.object({
  realm: z.enum(realms),
  origin: z.iso.datetime(),
  registry: registrySchema,
  runs: z.array(keptRunSchema)
});
/** Who is champion now, and the runs to publish, newest first. */
export interface Promotion extends z.infer<typeof promotionSchema> {
  readonly realm: Realm;
}

/** What the registry decided. */
export async function readPromotion(promoted: Result): Promise<Promotion> {
  const promotion = await readJson(join(promoted.folder, files.promotion), promotionSchema);
  if (!promotion)
    throw new Error(`${files.promotion} was expected in ${promoted.folder}, and it is not there.`);
  return promotion;
}
