import {randomUUID} from "node:crypto";
import {constants} from "node:fs";
import {copyFile, link, open, readdir, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {machineTime, stopwatch} from "../clock.js";
import {diskError} from "./disk.js";
import {makeFolder, sha256, temporaryFor} from "./files.js";
import {lifeOf, type Owner, ownerSchema, thisProcess} from "./owner.js";

/** The store has a writer already. */
export class StoreBusy extends Error {
  override name = "StoreBusy";
}

/** What `lockStore` gives: call it when the work is done. */
export type Release = () => Promise<void>;

/** How a lock is taken; every time is in milliseconds. */
export interface LockOptions {
  /** How long to wait for a store that is busy; 0 unless given. */
  readonly wait?: number;
  /** Told once for whom it waits. */
  readonly say?: (message: string) => void;
  /** Told when another process took the lock, as it does from an owner that was silent for too long: nothing may be written any more. */
  readonly onLost?: (error: StoreBusy) => void;
  /** The time between two signs of life. */
  readonly heartbeat?: number;
  /** An owner of whom nothing can be known is taken for dead when its last sign of life is older than this … */
  readonly silence?: number;
  /** … and it gives none while it is watched for so long, by a clock that cannot jump. */
  readonly watch?: number;
}

type Times = Required<Pick<LockOptions, "silence" | "watch">>;

/**
 * Makes this process the only writer of the store, by `<state>/lock`, which says who owns it and whose last change is the last sign of
 * life. The lock of a dead owner is taken over: one whose process is gone, even where another process has its pid by now; or one of
 * whom nothing can be known (on another host, or before a restart) that has been silent. A machine's clock that jumps makes nobody
 * dead: a process that is there lives, and of others no sign of life may come while they are watched.
 * @throws {StoreBusy} while another process owns it; the message says which and since when.
 * @throws {DiskError} where the store's folder cannot be written.
 */
export async function lockStore(state: string, options: LockOptions = {}): Promise<Release> {
  const {wait: patience = 0, say, onLost, heartbeat = 10_000, silence = 120_000, watch = 25_000} = options;
  await makeFolder(state);
  const path = join(state, "lock");
  const own = thisProcess(randomUUID(), machineTime());
  const started = stopwatch();
  for (let told = false; ; ) {
    try {
      await take(path, own, {silence, watch});
      break;
    } catch (error) {
      const left = patience - (stopwatch() - started);
      if (!(error instanceof StoreBusy) || left <= 0) throw diskError(error, path);
      if (!told) say?.(`Waiting up to ${Math.ceil(left / 1000)} s for the store: ${error.message}`);
      told = true;
      await wait(Math.min(250, left));
    }
  }
  // Guards of those that were killed while they took a lock over; none of them allows anything any more.
  for (const name of await readdir(state))
    if (name.startsWith("lock.taking-")) await rm(join(state, name), {force: true});
  const timer = setInterval(async () => {
    if (await giveSign(path, own)) return;
    clearInterval(timer);
    onLost?.(
      new StoreBusy(
        `The store's lock (${path}) is no longer this process's: ${nameOf(await read(path))} has it.`
      )
    );
  }, heartbeat);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if ((await read(path))?.token === own.token) await rm(path, {force: true}).catch(() => {});
  };
}

/** Takes a lock that is free or whose owner is dead; throws StoreBusy otherwise. */
async function take(path: string, own: Owner, times: Times): Promise<void> {
  while (!(await create(path, own))) {
    const found = await read(path);
    if (found === undefined) continue;
    await refuseLiving(path, found, times);
    // Only who holds the guard of this very lock may replace it; tokens are never used twice, so the guard of a lock that was
    // replaced meanwhile allows nothing.
    const guard = `${path}.taking-${sha256(found.token).slice(0, 12)}`;
    await take(guard, own, times);
    try {
      if ((await read(path))?.token !== found.token) continue;
      const temporary = temporaryFor(path);
      await writeFile(temporary, JSON.stringify(own));
      await rename(temporary, path);
      return;
    } finally {
      await rm(guard, {force: true});
    }
  }
}

/** Makes the file as a whole if there is none: a lock is never half written. */
async function create(path: string, own: Owner): Promise<boolean> {
  const temporary = temporaryFor(path);
  try {
    await writeFile(temporary, JSON.stringify(own));
    await link(temporary, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST" || error.code === "ENOENT") throw error;
      await copyFile(temporary, path, constants.COPYFILE_EXCL); // a file system without links
    });
    return true;
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (code === "ENOENT") return create(path, own); // the owner's sweep took the temporary file away
    throw error;
  } finally {
    await rm(temporary, {force: true}).catch(() => {});
  }
}

type Found = Partial<Owner> & {readonly token: string};

/** Who owns a lock; one that cannot be read has its text for a token. Undefined where there is none. */
async function read(path: string): Promise<Found | undefined> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw diskError(error, path);
  });
  if (text === undefined) return undefined;
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return {token: text};
  }
}

async function refuseLiving(path: string, found: Found, {silence, watch}: Times): Promise<void> {
  const life = found.pid === undefined ? "unknown" : lifeOf(found as Owner);
  if (life === "dead") return;
  const before = await lastSign(path);
  if (before === undefined) return;
  const age = machineTime().getTime() - before;
  if (life === "unknown" && (age > silence || age < -silence) && (await isSilent(path, before, watch)))
    return;
  const since = found.since === undefined ? "" : `, since ${found.since}`;
  throw new StoreBusy(
    `${nameOf(found)} is writing the store (${path}${since}, last sign of life ${Math.round(age / 1000)} s ago). Wait for it to end, or stop it, ` +
      "and run the command again; a lock that a dead process left is taken over by itself."
  );
}

function nameOf(found: Found | undefined): string {
  if (found?.pid !== undefined) return `process ${found.pid} on ${found.host}`;
  return found ? "another process" : "nobody";
}

/** True where no sign of life came for so many milliseconds. */
async function isSilent(path: string, before: number, watch: number): Promise<boolean> {
  const started = stopwatch();
  while (stopwatch() - started < watch) {
    await wait(Math.min(1000, watch));
    if ((await lastSign(path)) !== before) return false;
  }
  return true;
}

/** When a lock was written last, ms by the clock of its file system; undefined where there is none. */
async function lastSign(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({mtimeMs}) => mtimeMs,
    () => undefined
  );
}

/** Writes the first byte of the lock again, so that its file system dates it. False where it is another's by now. */
async function giveSign(path: string, own: Owner): Promise<boolean> {
  try {
    if ((await read(path))?.token !== own.token) return false;
    const file = await open(path, "r+");
    try {
      await file.write("{", 0);
    } finally {
      await file.close();
    }
  } catch {
    // A disk that does not answer now is no other owner: the next sign may succeed.
  }
  return true;
}
