import {type ChildProcess, spawn} from "node:child_process";
import {delimiter, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** How Framework is started. */
export interface FrameworkOptions {
  /** The folder that holds `observablehq.config.ts`. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Modules to load before Framework and before the guard against requests. */
  readonly imports?: readonly string[];
}

/**
 * Starts Framework's command line in a process of its own, in which every request ends in an error (hermetic.ts), without
 * telemetry, and with this project's `tsx` for its loaders.
 */
export function startFramework(
  args: readonly string[],
  {cwd = PROJECT, env = {}, imports = []}: FrameworkOptions = {},
  stdio: "pipe" | "inherit" = "pipe"
): ChildProcess {
  const modules = join(PROJECT, "node_modules");
  const before = [
    pathToFileURL(join(modules, "tsx/dist/loader.mjs")).href,
    ...imports,
    new URL("./hermetic.ts", import.meta.url).href
  ];
  const command = join(modules, "@observablehq/framework/dist/bin/observable.js");
  return spawn(process.execPath, [...before.flatMap((url) => ["--import", url]), command, ...args], {
    cwd,
    stdio: ["ignore", stdio, stdio],
    env: {
      ...process.env,
      OBSERVABLE_TELEMETRY_DISABLE: "1",
      PATH: `${join(modules, ".bin")}${delimiter}${process.env.PATH ?? ""}`,
      ...env
    }
  });
}

/**
 * Runs Framework to its end.
 * @returns all that it said, for the log.
 * @throws when it ends with an error: the message holds what it said last.
 */
export async function runFramework(args: readonly string[], options: FrameworkOptions = {}): Promise<string> {
  const child = startFramework(args, options);
  let said = "";
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) {
    throw new Error(
      `Framework's ${args[0]} ended with code ${code}. It said:\n${said.trim().split("\n").slice(-30).join("\n")}`
    );
  }
  return said;
}
