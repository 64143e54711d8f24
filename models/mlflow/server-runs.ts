import {z} from "zod";
import type {Client} from "./client.js";

const serverRunSchema = z.object({
  info: z.object({run_id: z.string(), status: z.string(), artifact_uri: z.string()}),
  data: z
    .object({tags: z.array(z.object({key: z.string(), value: z.string().default("")})).default([])})
    .default({tags: []}),
  outputs: z.object({model_outputs: z.array(z.object({model_id: z.string()})).default([])}).optional()
});
/** The answer to `runs/create`. */
export const createdRunSchema = z.object({run: serverRunSchema});
const pageSchema = z.object({
  runs: z.array(serverRunSchema).default([]),
  next_page_token: z.string().optional()
});

/** A run as a server has it. */
export interface ServerRun {
  readonly id: string;
  readonly realm: string;
  readonly runId: string;
  /** True: it was mirrored to its end. */
  readonly whole: boolean;
  readonly artifactUri: string;
  /** Ids of its logged models. */
  readonly models: readonly string[];
}

/** The runs of an experiment that a mirror made, by `runKey`; where one was made twice, the whole one first, then by id. */
export type ServerRuns = ReadonlyMap<string, readonly ServerRun[]>;

/** What tells runs apart: figures of two realms never meet, though their ids were the same. */
export function runKey(realm: string, runId: string): string {
  return `${realm} ${runId}`;
}

/** Reads all runs of an experiment, in any status, a thousand at a time. */
export async function readServerRuns(client: Client, experiment: string): Promise<ServerRuns> {
  const found: ServerRun[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const body = {
      experiment_ids: [experiment],
      max_results: 1000,
      run_view_type: "ACTIVE_ONLY",
      page_token: token
    };
    const page: z.infer<typeof pageSchema> = await client.send("POST", "runs/search", body, pageSchema);
    found.push(...page.runs.map(serverRun));
    token = page.next_page_token || undefined;
  }
  found.sort((a, b) => Number(b.whole) - Number(a.whole) || (a.id < b.id ? -1 : 1));
  const runs = new Map<string, ServerRun[]>();
  for (const run of found) {
    if (run.runId === "") continue;
    const key = runKey(run.realm, run.runId);
    runs.set(key, [...(runs.get(key) ?? []), run]);
  }
  return runs;
}

/** A run of a server as a mirror needs it. */
export function serverRun({info, data, outputs}: z.infer<typeof serverRunSchema>): ServerRun {
  const tags = Object.fromEntries(data.tags.map(({key, value}) => [key, value]));
  return {
    id: info.run_id,
    realm: tags["almanac.realm"] ?? "",
    runId: tags["almanac.runId"] ?? "",
    whole: info.status !== "RUNNING",
    artifactUri: info.artifact_uri,
    models: (outputs?.model_outputs ?? []).map(({model_id}) => model_id)
  };
}
