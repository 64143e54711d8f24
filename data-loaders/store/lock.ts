import {randomUUID} from "node:crypto";
import {mkdir, open, readFile, rename, rm, stat, utimes, writeFile} from "node:fs/promises";
import {hostname} from "node:os";
import {join} from "node:path";
import {z} from "zod";

/** A lock whose owner has not touched it for this long is taken for dead. */
const silence = 120_000;
const heartbeat = 10_000;

const ownerSchema = z.object({pid: z.int(), host: z.string(), token: z.string()});
type Owner = z.infer<typeof ownerSchema>;

/** The store has a writer already. */
export class StoreBusy extends Error {
  override name = "StoreBusy";
}

/** What `lockStore` gives: call it when the work is done. */
export type Release = () => Promise<void>;

/**
 * Makes this process the only writer of the store, by `<state>/lock`. The lock of an owner that is dead (no such process
 * on this machine, or silent for two minutes) is taken over.
 * @throws {StoreBusy} while another process owns it; the message says which and since when.
 */
export async function lockStore(state: string): Promise<Release> {
  await mkdir(state, {recursive: true});
  const path = join(state, "lock");
  const own: Owner = {pid: process.pid, host: hostname(), token: randomUUID()};
  if (!(await create(path, own))) await takeOver(path, own);
  const timer = setInterval(() => void touch(path), heartbeat);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if ((await readOwner(path))?.token === own.token) await rm(path, {force: true});
  };
}

async function create(path: string, own: Owner): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(JSON.stringify(own));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** One process at a time may replace a dead lock: the one that made the guard beside it. */
async function takeOver(path: string, own: Owner): Promise<void> {
  await refuseLiving(path);
  const guard = `${path}.taking`;
  if (!(await create(guard, own))) {
    await refuseLiving(guard);
    await rm(guard, {force: true});
    return takeOver(path, own);
  }
  try {
    await refuseLiving(path);
    const temporary = `${path}.${own.token}.tmp`;
    await writeFile(temporary, JSON.stringify(own));
    await rename(temporary, path);
  } finally {
    await rm(guard, {force: true});
  }
}

async function refuseLiving(path: string): Promise<void> {
  const age = await ageOf(path);
  if (age === undefined || age > silence) return;
  const owner = await readOwner(path);
  // A lock without a readable owner may be half written: it is left alone until it has been silent for long enough.
  if (owner !== undefined && owner.host === hostname() && !isRunning(owner.pid)) return;
  const who = owner ? `process ${owner.pid} on ${owner.host}` : "another process";
  throw new StoreBusy(
    `${who} is writing the store (${path}, last sign of life ${Math.round(age / 1000)} s ago). Wait for it to end, or stop it, ` +
      "and run the command again; a lock that a dead process left is taken over by itself."
  );
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** Milliseconds since the file was touched, by the clock of its file system: that of a file made now. */
async function ageOf(path: string): Promise<number | undefined> {
  const probe = `${path}.${randomUUID()}.tmp`;
  try {
    const {mtimeMs} = await stat(path);
    await writeFile(probe, "");
    return (await stat(probe)).mtimeMs - mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  } finally {
    await rm(probe, {force: true});
  }
}

async function touch(path: string): Promise<void> {
  const probe = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(probe, "");
    const {mtime} = await stat(probe);
    await utimes(path, mtime, mtime);
  } catch {
    // The lock was removed by hand: the run goes on, and releases nothing.
  } finally {
    await rm(probe, {force: true});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
