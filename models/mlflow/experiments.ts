import {z} from "zod";
import {type Client, done, MlflowTrouble} from "./client.js";

const byNameSchema = z.object({
  experiment: z.object({experiment_id: z.string(), lifecycle_stage: z.string().default("active")})
});
const createdSchema = z.object({experiment_id: z.string()});

/**
 * The id of an experiment, which is made where it is not there and restored where it was deleted.
 * @throws {MlflowTrouble} where the server gives none
 */
export async function openExperiment(
  client: Client,
  name: string,
  tags: Readonly<Record<string, string>>
): Promise<string> {
  const found = await find(client, name);
  if (found) return found;
  try {
    const body = {name, tags: Object.entries(tags).map(([key, value]) => ({key, value}))};
    return (await client.send("POST", "experiments/create", body, createdSchema)).experiment_id;
  } catch (error) {
    // Somebody else made it meanwhile.
    const existing = isConflict(error) ? await find(client, name) : undefined;
    if (existing) return existing;
    throw error;
  }
}

async function find(client: Client, name: string): Promise<string | undefined> {
  const query = {experiment_name: name};
  const reply = await client.get("experiments/get-by-name", query, byNameSchema).catch(ifMissing);
  if (!reply) return undefined;
  const {experiment_id, lifecycle_stage} = reply.experiment;
  if (lifecycle_stage === "deleted") await client.send("POST", "experiments/restore", {experiment_id}, done);
  return experiment_id;
}

/** Undefined in place of MLflow's own "there is no such thing"; an unknown address stays an error. */
export function ifMissing(error: unknown): undefined {
  if (error instanceof MlflowTrouble && error.code === "RESOURCE_DOES_NOT_EXIST") return undefined;
  throw error;
}

/** Whether a thing could not be made because it is there already. */
export function isConflict(error: unknown): boolean {
  return error instanceof MlflowTrouble && (error.status === 409 || error.code === "RESOURCE_ALREADY_EXISTS");
}
