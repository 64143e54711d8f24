import {resolve} from "node:path";
import {z} from "zod";

/** Where tables may come from: see `ALMANAC_SOURCES` in the README. */
export type SourcesMode = "auto" | "live" | "sample";

/** Everything that the outside decides, read once and checked. */
export interface Environment {
  readonly sources: SourcesMode;
  /** A base URL that replaces every publisher's origin. */
  readonly upstream?: string;
  /** The day to take for today, `YYYY-MM-DD`. */
  readonly today?: string;
  /** The store's folder, absolute. */
  readonly state: string;
  /** The address of the MLflow server that runs and registries are mirrored to; it may hold a name and a password. */
  readonly mlflow?: string;
  /** Where a publisher finds whoever runs this: an e-mail or web address. */
  readonly contact?: string;
}

const schema = z.object({
  ALMANAC_SOURCES: z.enum(["auto", "live", "sample"]).default("auto"),
  ALMANAC_UPSTREAM: z.url({protocol: /^https?$/, error: "expected an http or https address"}).optional(),
  ALMANAC_TODAY: z.iso.date().optional(),
  ALMANAC_STATE: z.string().min(1).default(".almanac"),
  MLFLOW_TRACKING_URI: z.url({protocol: /^https?$/, error: "expected an http or https address"}).optional(),
  ALMANAC_CONTACT: z
    .union([z.email(), z.url({protocol: /^https?$/})], {error: "expected an e-mail or web address"})
    .optional()
});

/**
 * Reads the variables of the README's table.
 * @throws when one has a value that cannot be used: the message names the variable, the value and what is expected.
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const known = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, env[key] || undefined]));
  const {data, error} = schema.safeParse(known);
  if (error) {
    const {path, message} = error.issues[0];
    const value = String(env[String(path[0])]).replace(/^(\w+:\/\/)?.*@/s, "$1…@");
    throw new Error(
      `${String(path[0])}="${value}" cannot be used: ${message}. See the table of variables in the README.`
    );
  }
  return {
    sources: data.ALMANAC_SOURCES,
    upstream: data.ALMANAC_UPSTREAM?.replace(/\/+$/, ""),
    today: data.ALMANAC_TODAY,
    state: resolve(data.ALMANAC_STATE),
    mlflow: data.MLFLOW_TRACKING_URI,
    contact: data.ALMANAC_CONTACT
  };
}
