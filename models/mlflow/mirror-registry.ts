import {z} from "zod";
import {stableJson} from "../../data-loaders/store/files.js";
import {localDay} from "../../src/lib/time/zone.js";
import type {Decision, Registry, Version} from "../registry/registry.js";
import type {Realm} from "../runs/runs.js";
import type {Study} from "../study.js";
import {type Client, done} from "./client.js";
import {type ModelVersion, modelVersionSchema, openModel, readVersions} from "./registered-model.js";
import {runKey, type ServerRun} from "./server-runs.js";

/** What a registry is mirrored with. */
export interface RegistryMirror {
  readonly client: Client;
  readonly study: Study;
  readonly realm: Realm;
  readonly registry: Registry;
  /** The runs that the server has as a whole, by `runKey`. */
  readonly runs: ReadonlyMap<string, ServerRun>;
  readonly counts: {versions: number; decisions: number; aliases: number};
  /** Told of what was left as it is, and why. */
  readonly warn: (message: string) => void;
}

/** The aliases in the order in which they are set. */
const aliasOrder = ["previous", "champion", "challenger"] as const;
const limits = {tag: 5000, description: 5000};
const createdSchema = z.object({model_version: modelVersionSchema});

/**
 * Mirrors a study's registry to the registered model of its name: versions, decisions as tags of the version that they made or
 * kept champion, aliases, and the last decisions as the model's description. Versions come first, and only those whose run is there
 * as a whole; then the aliases `previous`, `champion`, `challenger`, so that there is a champion at every moment. A model
 * that holds live versions is left alone by a recorded edition.
 */
export async function mirrorRegistry(mirror: RegistryMirror): Promise<void> {
  const {client, study, realm, registry, runs, counts, warn} = mirror;
  const name = study.id;
  const model = await openModel(client, study, realm);
  const held = model.tags["almanac.realm"];
  if (held === "live" && realm === "recorded") {
    warn(`the registered model "${name}" holds live versions: those of the recorded edition stay out of it`);
    return;
  }
  const known = new Map<string, ModelVersion>();
  for (const version of await readVersions(client, name))
    if (version.tags["almanac.realm"] === realm && !known.has(keyOfTags(version)))
      known.set(keyOfTags(version), version);

  for (const version of registry.versions) {
    if (known.has(keyOf(version))) continue;
    const run = runs.get(runKey(realm, version.runId));
    if (!run) {
      warn(`${nameOf(version)} of ${name} is not registered: its run ${version.runId} is not there`);
      continue;
    }
    known.set(keyOf(version), await createVersion(client, study, realm, version, run));
    ++counts.versions;
  }

  for (const [i, decision] of registry.decisions.entries()) {
    const at = known.get(keyOf(decision.champion));
    const key = `almanac.decision.${i + 1}`;
    const value = decisionText(decision);
    if (!at || at.tags[key] === value) continue;
    await client.send("POST", "model-versions/set-tag", {name, version: at.version, key, value}, done);
    ++counts.decisions;
  }

  if (held !== realm)
    await client.send("POST", "registered-models/set-tag", {name, key: "almanac.realm", value: realm}, done);
  for (const alias of aliasOrder) {
    const wanted = registry.aliases[alias];
    const version = wanted ? known.get(keyOf(wanted))?.version : undefined;
    // A version that could not be registered leaves the alias where it is.
    if (version === model.aliases[alias] || (wanted && version === undefined)) continue;
    const body = {name, alias, ...(version === undefined ? {} : {version})};
    await client.send(version === undefined ? "DELETE" : "POST", "registered-models/alias", body, done);
    ++counts.aliases;
  }
  const description = describe(study, registry);
  if (description !== model.description)
    await client.send("PATCH", "registered-models/update", {name, description}, done);
}

async function createVersion(
  client: Client,
  study: Study,
  realm: Realm,
  version: Version,
  {id, models: [model]}: ServerRun
): Promise<ModelVersion> {
  const candidate = study.candidates.find(({name}) => name === version.candidate);
  const tags = {
    "almanac.study": study.id,
    "almanac.realm": realm,
    "almanac.candidate": version.candidate,
    "almanac.version": version.version,
    "almanac.runId": version.runId
  };
  const body = {
    name: study.id,
    run_id: id,
    ...(model === undefined ? {source: `runs:/${id}/model`} : {source: `models:/${model}`, model_id: model}),
    description: `${nameOf(version)}${candidate ? `: ${candidate.description}` : ""}`.slice(
      0,
      limits.description
    ),
    tags: Object.entries(tags).map(([key, value]) => ({key, value}))
  };
  const {model_version: made} = await client.send("POST", "model-versions/create", body, createdSchema);
  return {version: made.version, tags};
}

/** A decision as JSON; without its evidence where that is too long for a tag. */
function decisionText(decision: Decision): string {
  const whole = stableJson(decision);
  return whole.length <= limits.tag ? whole : stableJson({...decision, evidence: undefined});
}

/** The question, and the last decisions in words with the local day of their origin, newest first. */
function describe({question, timeZone}: Study, {decisions}: Registry): string {
  const words = decisions
    .slice(-10)
    .reverse()
    .map(({origin, reason}) => `- ${localDay(timeZone, Date.parse(origin))}: ${reason}`);
  return [question, "", ...words].join("\n").slice(0, limits.description);
}

function nameOf({candidate, version}: Version): string {
  return `${candidate}, version ${version}`;
}

function keyOf({candidate, version, runId}: Version): string {
  return [candidate, version, runId].join(" ");
}

function keyOfTags({tags}: ModelVersion): string {
  return [tags["almanac.candidate"], tags["almanac.version"], tags["almanac.runId"]].join(" ");
}
