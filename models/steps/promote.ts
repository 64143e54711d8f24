import {join} from "node:path";
import {z} from "zod";
import {now} from "../../data-loaders/clock.js";
import {readJson, sha256, stableJson, writeJson} from "../../data-loaders/store/files.js";
import type {Run} from "../../src/lib/artifacts.js";
import type {Judgement} from "../judge/judge.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {issueInstant} from "../publish/provenance.js";
import {promote as promoteBest} from "../registry/promote.js";
import {decisionPath, type Registry, registryPath, registrySchema} from "../registry/registry.js";
import {readRegistry, writeRegistry} from "../registry/store.js";
import {commitOf, keepRun, keptRunSchema, type Realm, readRuns, runIdOf} from "../runs/runs.js";
import type {Study} from "../study.js";
import {below, definitionOf, files, type Judging, need, readDay, readScheme} from "./files.js";
import {readJudgement} from "./judge.js";

/** What `promote` is told. */
export type PromoteParams = {readonly study: string; readonly candidates: readonly string[]};

/** What the rule decides on. */
interface Grounds {
  readonly realm: Realm;
  readonly judgement: Judgement;
  readonly judging: Judging;
  /** The run of each candidate. */
  readonly runIds: Readonly<Record<string, string>>;
}

/** Keeps a run record of each candidate that was trained, and decides in the registry who is champion. */
export async function promote(input: TaskInput<PromoteParams>): Promise<TaskOutput> {
  const {params, folder, environment} = input;
  const {state} = environment;
  const study = definitionOf(params.study, input);
  const {realm} = await readDay(need(input, `${study.id}/pull`));
  const judgement = await readJudgement(need(input, `${study.id}/judge`));
  const judging = await readScheme(need(input, `${study.id}/read`));
  const {scheme} = judging;
  const origin = new Date(scheme.origins[scheme.origins.length - 1]).toISOString();
  const commit = await commitOf();
  const trained = study.candidates.filter(({kind}) => kind !== "reference");
  const kept = await Promise.all(
    trained.map(({name}) => {
      const {metrics} = judgement.candidates.find((candidate) => candidate.name === name)!;
      return keepRun(state, realm, runOf(input, study, name, known(metrics), commit));
    })
  );
  const runs = kept.map(({run}) => run);
  const registry = await decideIn(input, study, {
    ...{realm, judgement, judging},
    runIds: Object.fromEntries(runs.map(({candidate, runId}) => [candidate, runId]))
  });
  const promotion: Promotion = {realm, origin, registry, runs: await readRuns(state, realm, study.id)};
  await writeJson(join(folder, files.promotion), promotion, 1);
  const decision = registry.decisions.at(-1)!;
  const leaves = [
    ...kept.map(({path}) => path),
    registryPath(state, realm, study.id),
    decisionPath(state, realm, study.id, registry.decisions.length)
  ];
  return {
    value: {champion: decision.champion.candidate},
    rows: runs.length,
    leaves: leaves.map((path) => below(state, path))
  };
}

/** Lets the rule decide among the candidates that compete, and keeps the registry. */
async function decideIn(
  {environment, say}: Pick<TaskInput<PromoteParams>, "environment" | "say">,
  study: Study,
  {realm, judgement, judging, runIds}: Grounds
): Promise<Registry> {
  const {state, today} = environment;
  const {best, losses, guards} = judgement;
  const {scheme, scoredFrom, scoredTo} = judging;
  const last = scheme.origins[scheme.origins.length - 1]!;
  const {metric, words, leads, test} = study.rule;
  const competing = study.candidates.flatMap(({name, seedOf}) =>
    seedOf === undefined && losses[name] ? [[name, losses[name]] as const] : []
  );
  const before = await readRegistry(state, realm, study.id, say);
  const registry = promoteBest(before, {
    study: study.id,
    origin: new Date(last).toISOString(),
    at: issueInstant(realm, last, now(today)),
    ...{best, metric, guards, test, rule: words, h: Math.max(...leads)},
    losses: Object.fromEntries(competing),
    origins: scheme.origins.slice(scoredFrom, scoredTo),
    runIds
  });
  await writeRegistry(state, realm, registry);
  if (registry !== before) say(registry.decisions.at(-1)!.reason);
  return registry;
}

/** The record of a candidate's training: its lineage is what its task was made of. */
function runOf(
  input: TaskInput<PromoteParams>,
  study: Study,
  name: string,
  scores: Record<string, number>,
  commit: string
): Run {
  const {kind, params, combines = []} = study.candidates.find((candidate) => candidate.name === name)!;
  const rolled = need(input, `${study.id}/roll/${name}`);
  const {metrics = {}} = rolled.value as {metrics?: Record<string, number>};
  const lineage = {
    commit,
    dataHash: sha256(stableJson(need(input, `${study.id}/read`).outputs)),
    codeHash: codeOf(input, study, name),
    seed: study.seed
  };
  return {
    runId: runIdOf({study: study.id, candidate: name, params, ...lineage}),
    study: study.id,
    candidate: name,
    status: "finished",
    startedAt: rolled.made.startedAt,
    seconds: rolled.made.seconds,
    cpuSeconds: rolled.made.cpuSeconds,
    peakMemoryMB: rolled.made.peakMemoryMB,
    params: {...params},
    metrics: {...scores, ...metrics},
    history: {},
    artifacts: [],
    tags: {kind, ...(combines.length > 0 ? {combines: combines.join(", ")} : {})},
    lineage
  };
}

/** Hash of a candidate's code; that of one that combines others is made of theirs and their params as well. */
function codeOf(input: TaskInput<PromoteParams>, study: Study, name: string): string {
  const {combines = []} = study.candidates.find((candidate) => candidate.name === name)!;
  const {code} = need(input, `${study.id}/roll/${name}`).made;
  if (combines.length === 0) return code;
  const others = combines.map((other) => ({
    code: codeOf(input, study, other),
    params: study.candidates.find((candidate) => candidate.name === other)!.params
  }));
  return sha256(stableJson({code, others}));
}

function known(metrics: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  );
}

const promotionSchema = z.object({
  realm: z.enum(["live", "recorded"]),
  origin: z.iso.datetime(),
  registry: registrySchema,
  runs: z.array(keptRunSchema)
});
/** Who is champion now, and all runs that are kept, newest first. */
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
