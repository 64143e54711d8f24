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

/**
 * Kills a refresh at random instants, up to three times in a row, each time from the same store; after each row a run completes and what
 * is in the store then equals what an undisturbed run gives. After each kill the published edition is whole.
 * @returns the instants, in milliseconds after the refresh began its first task.
 */
export async function killAtRandom(
  {folder, command, env, complete}: Killable,
  {kills, seed}: {kills: number; seed: number}
): Promise<number[]> {
  const random = mulberry32(seed);
  const store = join(folder, "store");
  const before = join(folder, "before");
  cpSync(store, before, {recursive: true, verbatimSymlinks: true});
  const reset = (): void => {
    rmSync(store, {recursive: true, force: true});
    cpSync(before, store, {recursive: true, verbatimSymlinks: true});
  };
  const whole = await killed(command, env, Number.POSITIVE_INFINITY);
  const expected = essence(store);
  const instants: number[] = [];
  while (instants.length < kills) {
    reset();
    const row = Math.min(1 + Math.floor(random() * 3), kills - instants.length);
    for (let i = 0; i < row; ++i) {
      // A little more than it takes, so that the last writes are among the instants.
      const instant = Math.round(random() * whole * 1.05);
      await killed(command, env, instant);
      instants.push(instant);
      await checkEdition(store, listArtifacts(store));
    }
    await complete();
    const killedAt = instants.slice(-row).join(", ");
    expect([killedAt, essence(store)]).toEqual([killedAt, expected]);
    expect(remains(store)).toEqual([]);
  }
  return instants;
}

/** Runs a command and kills it so many milliseconds after its first line. Gives the milliseconds from there to its end. */
async function killed(
  [name, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv | undefined,
  instant: number
): Promise<number> {
  const child = spawn(name, args, {stdio: ["ignore", "pipe", "pipe"], env: env ?? process.env});
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await Promise.race([new Promise((resolve) => child.stdout.once("data", resolve)), ended]);
  child.stdout.on("data", (text) => (said += text));
  const started = stopwatch();
  if (Number.isFinite(instant)) {
    await Promise.race([wait(instant), ended]);
    child.kill("SIGKILL");
    await ended;
  } else {
    expect([await ended, said]).toEqual([0, said]);
  }
  return stopwatch() - started;
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
