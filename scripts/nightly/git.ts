import {execFile} from "node:child_process";
import {devNull} from "node:os";

/** Where and as whom git works. */
export interface GitOptions {
  readonly cwd: string;
  /** A token for a remote over https; it goes into the environment, never into an argument or a file. */
  readonly token?: string;
  /** The instant of a commit. */
  readonly at?: Date;
}

/** Git ended with an error. */
export class GitTrouble extends Error {
  override name = "GitTrouble";
  constructor(
    message: string,
    readonly code: number | string | null
  ) {
    super(message);
  }
}

const patience = 300_000;
const author = {name: "Almanac", email: "almanac@users.noreply.github.com"};

/**
 * Runs git with the settings of this project alone: nobody's configuration, hooks, signatures or questions.
 * @returns what it printed.
 * @throws {GitTrouble} with what it said.
 */
export function git(args: readonly string[], options: GitOptions): Promise<string> {
  const settings = {
    "core.autocrlf": "false",
    "core.symlinks": "false",
    "gc.auto": "0",
    "http.followRedirects": "false",
    ...(options.token === undefined ? {} : {"http.extraHeader": authorisation(options.token)})
  };
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      [...args],
      {cwd: options.cwd, env: environment(settings, options.at), timeout: patience, maxBuffer: 1 << 26},
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const said = stderr.trim() || error.message;
        reject(new GitTrouble(`git ${args[0]} failed: ${said}`, error.code ?? null));
      }
    );
  });
}

function environment(settings: Readonly<Record<string, string>>, at?: Date): NodeJS.ProcessEnv {
  // Git's own variables, which a hook sets, would send it to another repository.
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  const configured = Object.entries(settings).flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value]
  ]);
  const dates = at ? {GIT_AUTHOR_DATE: at.toISOString(), GIT_COMMITTER_DATE: at.toISOString()} : {};
  return {
    ...Object.fromEntries(ours),
    ...Object.fromEntries(configured),
    ...dates,
    GIT_CONFIG_COUNT: String(Object.keys(settings).length),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    LC_ALL: "C"
  };
}

function authorisation(token: string): string {
  return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
}
