import {join} from "node:path";
import {z} from "zod";
import {readJson, sha256, stableJson, writeJson} from "../../data-loaders/store/files.js";
import type {Run} from "../../src/lib/artifacts.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {promote as promoteBest} from "../registry/promote.js";
import {readRegistry, registryPath, registrySchema, writeRegistry} from "../registry/registry.js";
import {commitOf, keepRun, keptRunSchema, type Realm, readRuns, runIdOf} from "../runs/runs.js";
import type {Study} from "../study.js";
import {below, definitionOf, files, need, readDay, readScheme} from "./files.js";
import {readJudgement} from "./judge.js";

/** What `promote` is told. */
export type PromoteParams = {readonly study: string; readonly candidates: readonly string[]};

/** Keeps a run record of each candidate that was trained, and decides in the registry who is champion. */
export async function promote(input: TaskInput<PromoteParams>): Promise<TaskOutput> {
  const {params, folder, environment, say} = input;
  const {state} = environment;
  const study = definitionOf(params.study, input);
  const {realm} = await readDay(need(input, `${study.id}/pull`));
  const judgement = await readJudgement(need(input, `${study.id}/judge`));
  const {scheme} = await readScheme(need(input, `${study.id}/read`));
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
  const {best, losses} = judgement;
  const before = await readRegistry(state, realm, study.id);
  const registry = promoteBest(before, {
    ...{study: study.id, origin, best, losses, rule: study.rule.words, h: Math.max(...study.rule.leads)},
    runIds: Object.fromEntries(runs.map(({candidate, runId}) => [candidate, runId]))
  });
  await writeRegistry(state, realm, registry);
  const decision = registry.decisions.at(-1)!;
  if (registry !== before) say(decision.reason);
  const promotion: Promotion = {realm, origin, registry, runs: await readRuns(state, realm, study.id)};
  await writeJson(join(folder, files.promotion), promotion, 1);
  const leaves = [...kept.map(({path}) => path), registryPath(state, realm, study.id)];
  return {
    value: {champion: decision.champion.candidate},
    rows: runs.length,
    leaves: leaves.map((path) => below(state, path))
  };
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
