import {z} from "zod";

/** The host that a run is a job of, such as GitHub Actions: nothing where it is started by hand. */
export interface Host {
  /** The address of the repository. */
  readonly repository?: string;
  /** Where the log of the whole job is. */
  readonly log?: string;
}

const schema = z.object({
  GITHUB_SERVER_URL: z
    .url({protocol: /^https?$/, error: "expected an http or https address"})
    .default("https://github.com"),
  GITHUB_REPOSITORY: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, "expected an owner and a name with a slash between")
    .optional(),
  GITHUB_RUN_ID: z.string().regex(/^\d+$/, "expected a number").optional()
});

/**
 * Reads what GitHub Actions, and hosts that do as it does, tell of a job in its environment.
 * @throws when one has a value that cannot be used: the message names the variable, the value and what is expected.
 */
export function readHost(env: NodeJS.ProcessEnv = process.env): Host {
  const known = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, env[key] || undefined]));
  const {data, error} = schema.safeParse(known);
  if (error) {
    const {path, message} = error.issues[0]!;
    throw new Error(`${String(path[0])}="${env[String(path[0])]}" cannot be used: ${message}.`);
  }
  if (data.GITHUB_REPOSITORY === undefined) return {};
  const repository = `${data.GITHUB_SERVER_URL.replace(/\/+$/, "")}/${data.GITHUB_REPOSITORY}`;
  return data.GITHUB_RUN_ID === undefined
    ? {repository}
    : {repository, log: `${repository}/actions/runs/${data.GITHUB_RUN_ID}`};
}
