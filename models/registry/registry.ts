import {join} from "node:path";
import {z} from "zod";
import {readJson, writeJson} from "../../data-loaders/store/files.js";
import type {Realm} from "../runs/runs.js";

const versionSchema = z.object({candidate: z.string(), version: z.string(), runId: z.string()});
/** A run of a candidate that was given an alias; versions of a candidate count from 1. */
export type Version = z.infer<typeof versionSchema>;

const decisionSchema = z.object({
  /** The origin at which it was decided. */
  origin: z.iso.datetime(),
  champion: versionSchema,
  challenger: versionSchema.nullable(),
  /** True where the champion is another candidate than before. */
  replaced: z.boolean(),
  /** Why, in one sentence. */
  reason: z.string(),
  /**
   * The Diebold–Mariano test of the candidate that asked for the place against the champion of then, where
   * one was made.
   */
  dm: z.number().nullable(),
  p: z.number().nullable()
});
export type Decision = z.infer<typeof decisionSchema>;

export const registrySchema = z.object({
  study: z.string(),
  aliases: z.object({
    champion: versionSchema,
    challenger: versionSchema.nullable(),
    /** The champion before the last replacement. */
    previous: versionSchema.nullable()
  }),
  versions: z.array(versionSchema),
  decisions: z.array(decisionSchema)
});
/** Who holds which alias in a study, and how it came to that. */
export type Registry = z.infer<typeof registrySchema>;

/** `<state>/<realm>/registry/<study>.json` */
export function registryPath(state: string, realm: Realm, study: string): string {
  return join(state, realm, "registry", `${study}.json`);
}

/** The registry of a study; undefined before its first decision. */
export async function readRegistry(
  state: string,
  realm: Realm,
  study: string
): Promise<Registry | undefined> {
  return readJson(registryPath(state, realm, study), registrySchema);
}

/** Writes the registry of a study; returns its path. */
export async function writeRegistry(state: string, realm: Realm, registry: Registry): Promise<string> {
  const path = registryPath(state, realm, registry.study);
  await writeJson(path, registrySchema.parse(registry), 1);
  return path;
}
