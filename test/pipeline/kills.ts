import {spawn} from "node:child_process";
import {cpSync, existsSync, readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {expect} from "vitest";
import {stopwatch} from "../../data-loaders/clock.js";
import {checkEdition} from "../../data-loaders/store/manifest.js";
import {listArtifacts} from "../../scripts/site/artifacts/list.js";
import {mulberry32} from "../../src/lib/random.js";
import {essence} from "./essence.js";

/** A refresh that can be killed, in a store that can be taken back. */
export interface Killable {
  /** The folder that has the store as `store`. */
  readonly folder: string;
  /** Starts the refresh as a process of its own: a command with its arguments, and its environment where it needs another. */
  readonly command: readonly [string, ...string[]];
  readonly env?: NodeJS.ProcessEnv;
  /** Refreshes to the end. */
  readonly complete: () => Promise<void>;
}

/** One kill: when it came, in milliseconds after the refresh said its first line, and what the refresh was at then. */
export interface Kill {
  readonly instant: number;
  /** The task that was told of last, without its study; "start" before the first, "end" after the last. */
  readonly phase: string;
}

/**
 * Kills a refresh at random instants, up to three times in a row, each time from the same store; after each row a run completes and what
 * is in the store then equals what an undisturbed run gives. After each kill the published edition is whole.
 */
export async function killAtRandom(
  {folder, command, env, complete}: Killable,
  {kills, seed}: {kills: number; seed: number}
): Promise<Kill[]> {
  const random = mulberry32(seed);
  const store = join(folder, "store");
  const before = join(folder, "before");
  cpSync(store, before, {recursive: true, verbatimSymlinks: true});
  const reset = (): void => {
    rmSync(store, {recursive: true, force: true});
    cpSync(before, store, {recursive: true, verbatimSymlinks: true});
  };
  const {instant: whole} = await killed(command, env, Number.POSITIVE_INFINITY);
  const expected = essence(store);
  const done: Kill[] = [];
  while (done.length < kills) {
    reset();
    const row = Math.min(1 + Math.floor(random() * 3), kills - done.length);
    for (let i = 0; i < row; ++i) {
      // A little more than it takes, so that the last writes are among the instants.
      done.push(await killed(command, env, Math.round(random() * whole * 1.05)));
      await checkEdition(store, listArtifacts(store));
    }
    await complete();
    const killedAt = done
      .slice(-row)
      .map(({instant, phase}) => `${instant} ms, ${phase}`)
      .join("; ");
    expect([killedAt, essence(store)]).toEqual([killedAt, expected]);
    expect(remains(store)).toEqual([]);
  }
  return done;
}

/** How many kills came in each phase, in words. */
export function phasesOf(kills: readonly Kill[]): string {
  const counts = new Map<string, number>();
  for (const {phase} of kills) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  return [...counts].map(([phase, count]) => `${phase} ${count}`).join(", ");
}

/** Runs a command and kills it so many milliseconds after its first line, or lets it come to its end. */
async function killed(
  [name, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv | undefined,
  instant: number
): Promise<Kill> {
  const child = spawn(name, args, {stdio: ["ignore", "pipe", "pipe"], env: env ?? process.env});
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stdout.on("data", (text) => (said += text));
  await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
  const started = stopwatch();
  if (Number.isFinite(instant)) {
    await Promise.race([wait(instant), ended]);
    child.kill("SIGKILL");
    await ended;
  } else {
    expect([await ended, said]).toEqual([0, said]);
  }
  return {instant: Math.round(stopwatch() - started), phase: phaseOf(said.trimEnd().split("\n").at(-1)!)};
}

function phaseOf(line: string): string {
  if (line === "") return "start";
  const [, task] = /^(?:… |✓ | {2})([\w/-]+)/.exec(line) ?? [];
  return task?.replace(/^\w+\//, "") ?? "end";
}

/**
 * Temporary files, locks and files moved aside: none may be there after a run that completed. But raw bytes whose record was not written
 * when their run was killed are moved aside, and asked for again.
 */
function remains(store: string): string[] {
  if (!existsSync(store)) return [];
  return readdirSync(store, {recursive: true, encoding: "utf8"}).filter(
    (path) =>
      path.endsWith(".tmp") ||
      (path.includes(".corrupt-") && !path.startsWith("pulls")) ||
      path.startsWith("lock")
  );
}
