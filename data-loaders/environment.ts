import {resolve} from "node:path";
import {z} from "zod";
import {printable} from "./contracts/breach.js";

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
  /** How long a run waits in vain for publishers in all, milliseconds; the client's own limit unless given. */
  readonly patience?: number;
}

const web = z.url({protocol: /^https?$/, error: "expected an http or https address"});
const part = (text: string, name: "username" | "password" | "search" | "hash") =>
  URL.canParse(text) && new URL(text)[name] !== "";

const schema = z.object({
  ALMANAC_SOURCES: z.enum(["auto", "live", "sample"]).default("auto"),
  // It stands in the records of pulls and in messages: what is secret has no place in it.
  ALMANAC_UPSTREAM: web
    .refine(
      (text) => !part(text, "username") && !part(text, "password"),
      "expected no name and password in it"
    )
    .refine((text) => !part(text, "search") && !part(text, "hash"), "expected no ? and no # in it")
    .optional(),
  ALMANAC_TODAY: z.iso.date("expected a day that exists, as YYYY-MM-DD").optional(),
  ALMANAC_STATE: z
    .string()
    .regex(/\S/, "expected the path of a folder, or the variable not to be set")
    .default(".almanac"),
  MLFLOW_TRACKING_URI: web.optional(),
  // It becomes part of a header.
  ALMANAC_CONTACT: z
    .union([z.email(), web.regex(/^[!-'*-~]+$/).refine((text) => !part(text, "password"))], {
      error: "expected an e-mail or web address"
    })
    .optional(),
  ALMANAC_PATIENCE: z
    .string()
    .regex(/^\d{1,5}$/, {error: "expected whole seconds, such as 600"})
    .optional()
});

/** Variables of which an empty value is an oversight; any other that is empty counts as not set, as workflows leave them. */
const neverEmpty: readonly string[] = ["ALMANAC_STATE"];
const longest = 200;

/**
 * Reads the variables of the README's table.
 * @throws when one has a value that cannot be used: the message names the variable, the value and what is expected.
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const known = Object.fromEntries(
    Object.keys(schema.shape).map((key) => [key, neverEmpty.includes(key) ? env[key] : env[key] || undefined])
  );
  const {data, error} = schema.safeParse(known);
  if (error) {
    const {path, message} = error.issues[0];
    const value = printable(String(env[String(path[0])]).replace(/^(\w+:\/\/)?.*@/s, "$1…@"), longest);
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
    contact: data.ALMANAC_CONTACT,
    ...(data.ALMANAC_PATIENCE === undefined ? {} : {patience: 1000 * Number(data.ALMANAC_PATIENCE)})
  };
}
