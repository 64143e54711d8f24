import {join} from "node:path";
import {z} from "zod";
import {evidenceSchema} from "../../src/lib/artifacts/decisions.js";
import type {Realm} from "../runs/runs.js";

const versionSchema = z.object({candidate: z.string(), version: z.string(), runId: z.string()});
/** A run of a candidate that was given an alias or asked for one; versions of a candidate count from 1. */
export type Version = z.infer<typeof versionSchema>;

export const decisionSchema = z.object({
  /** The origin at which it was decided. */
  origin: z.iso.datetime(),
  champion: versionSchema,
  challenger: versionSchema.nullable(),
  /** True where the champion is another candidate than before. */
  replaced: z.boolean(),
  /** Why, in one sentence. */
  reason: z.string(),
  /** Statistic and p-value of the test in `evidence`; null where none was made. */
  dm: z.number().nullable(),
  p: z.number().nullable(),
  by: z.enum(["rule", "hand"]).default("rule"),
  /** When it was decided: the instant of the edition, or the clock's where a hand decided. Older records lack it. */
  at: z.iso.datetime().optional(),
  /** The rule in words, where it decided. */
  rule: z.string().optional(),
  /** Of a decision by hand: the rule leaves the champion alone at origins before this instant. */
  until: z.iso.datetime().optional(),
  evidence: evidenceSchema.optional()
});
/** Who is champion from an origin on, and why. */
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

/** `<state>/<realm>/registry/<study>/decisions/<number>.json`; numbers count from 1. */
export function decisionPath(state: string, realm: Realm, study: string, number: number): string {
  return join(state, realm, "registry", study, "decisions", `${number}.json`);
}

/**
 * The registry that follows from the decisions of a study: aliases are those of the last one, `previous` is the champion
 * that was replaced last, and versions are all that were ever named.
 * @throws when there is no decision.
 */
export function registryOf(study: string, decisions: readonly Decision[]): Registry {
  const last = decisions.at(-1);
  if (!last) throw new Error(`study ${study}: a registry needs at least one decision`);
  const versions: Version[] = [];
  let previous: Version | null = null;
  for (const [i, {champion, challenger, replaced, evidence}] of decisions.entries()) {
    for (const version of [champion, challenger, evidence?.holder, evidence?.asker])
      if (version && !versions.some((known) => same(known, version))) versions.push(version);
    if (replaced && i > 0) previous = decisions[i - 1]!.champion;
  }
  const {champion, challenger} = last;
  return {study, aliases: {champion, challenger, previous}, versions, decisions: [...decisions]};
}

/** The version of a run of a candidate, as it is known or with the next number. */
export function versionOf(versions: readonly Version[], candidate: string, runId: string): Version {
  const own = versions.filter((version) => version.candidate === candidate);
  const known = own.find((version) => version.runId === runId);
  return known ?? {candidate, version: String(own.length + 1), runId};
}

function same(a: Version, b: Version): boolean {
  return a.candidate === b.candidate && a.runId === b.runId;
}
