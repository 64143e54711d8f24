import {z} from "zod";
import type {Realm} from "../runs/runs.js";
import type {Study} from "../study.js";
import {type Client, done} from "./client.js";
import {ifMissing, isConflict} from "./experiments.js";

const tagsSchema = z.array(z.object({key: z.string(), value: z.string().default("")})).default([]);
const modelSchema = z.object({
  registered_model: z.object({
    description: z.string().default(""),
    tags: tagsSchema,
    aliases: z.array(z.object({alias: z.string(), version: z.coerce.string()})).default([])
  })
});
/** The answers to calls about versions. */
export const modelVersionSchema = z.object({version: z.coerce.string(), tags: tagsSchema});
const pageSchema = z.object({
  model_versions: z.array(modelVersionSchema).default([]),
  next_page_token: z.string().optional()
});

/** A registered model as a server has it. */
export interface RegisteredModel {
  readonly description: string;
  readonly tags: Tags;
  /** Versions by alias. */
  readonly aliases: Tags;
}

/** A version of a registered model as a server has it: its number there, and its tags. */
export interface ModelVersion {
  readonly version: string;
  readonly tags: Tags;
}

type Tags = Readonly<Record<string, string>>;

/** The registered model of a study, which is made where it is not there. */
export async function openModel(
  client: Client,
  {id, question}: Study,
  realm: Realm
): Promise<RegisteredModel> {
  const found = await readModel(client, id);
  if (found) return found;
  const tags = [
    {key: "almanac.study", value: id},
    {key: "almanac.realm", value: realm}
  ];
  try {
    await client.send("POST", "registered-models/create", {name: id, description: question, tags}, done);
  } catch (error) {
    const made = isConflict(error) ? await readModel(client, id) : undefined;
    if (made) return made;
    throw error;
  }
  return {description: question, tags: tagsOf(tags), aliases: {}};
}

async function readModel(client: Client, name: string): Promise<RegisteredModel | undefined> {
  const reply = await client.get("registered-models/get", {name}, modelSchema).catch(ifMissing);
  if (!reply) return undefined;
  const {description, tags, aliases} = reply.registered_model;
  const versions = Object.fromEntries(aliases.map(({alias, version}) => [alias, version]));
  return {description, tags: tagsOf(tags), aliases: versions};
}

/** All versions of a registered model, a thousand at a time. */
export async function readVersions(client: Client, name: string): Promise<ModelVersion[]> {
  const found: ModelVersion[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const query = {filter: `name = '${name}'`, max_results: "1000", ...(token ? {page_token: token} : {})};
    const page: z.infer<typeof pageSchema> = await client.get("model-versions/search", query, pageSchema);
    found.push(...page.model_versions.map(({version, tags}) => ({version, tags: tagsOf(tags)})));
    token = page.next_page_token || undefined;
  }
  return found;
}

function tagsOf(tags: z.infer<typeof tagsSchema>): Tags {
  return Object.fromEntries(tags.map(({key, value}) => [key, value]));
}
