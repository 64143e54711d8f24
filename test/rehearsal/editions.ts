import {spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {stopwatch} from "../../data-loaders/clock.js";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** What a command did. */
export interface Ran {
  readonly code: number | null;
  readonly seconds: number;
  /** All that it printed. */
  readonly said: string;
}

/** A replay of the publishers, by its URL, whose clock can be moved. */
export interface Replay {
  readonly url: string;
}

/** The replay that `ALMANAC_REPLAY` names; undefined where there is none. */
export function replayGiven(): Replay | undefined {
  const url = process.env.ALMANAC_REPLAY;
  return url ? {url} : undefined;
}

/** How an edition is made, where not all of it must be live. */
export interface EditionOptions {
  /** `ALMANAC_SOURCES`; live unless given. */
  readonly sources?: "live" | "auto";
  /** Further words for the command. */
  readonly words?: readonly string[];
}

/**
 * Runs one of the project's commands (`build`, `refresh`) for a day on data from the replay, whose clock is moved to that day.
 * @param state the store's folder
 * @returns also when it failed: see `code`.
 */
export async function edition(
  command: "build" | "refresh",
  {url}: Replay,
  day: string,
  state: string,
  {sources = "live", words = []}: EditionOptions = {}
): Promise<Ran> {
  const moved = await fetch(`${url}/__control`, {method: "POST", body: JSON.stringify({until: day})});
  if (!moved.ok) throw new Error(`${url}/__control answered ${moved.status}: ${await moved.text()}`);
  const started = stopwatch();
  const child = spawn("npm", ["run", "--silent", command, "--", ...words], {
    cwd: PROJECT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      VITEST: undefined,
      CI: "true",
      ALMANAC_SOURCES: sources,
      ALMANAC_UPSTREAM: url,
      ALMANAC_TODAY: day,
      ALMANAC_STATE: state
    }
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return {code, seconds: (stopwatch() - started) / 1000, said};
}

/** sha256 by relative path of all files below a folder, temporary ones aside; empty where there is none. */
export function hashes(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".tmp"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1),
        createHash("sha256").update(readFileSync(path)).digest("hex")
      ])
  );
}
