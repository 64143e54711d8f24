import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {rename} from "node:fs/promises";
import {dirname, join} from "node:path";
import {makeFolder, place, sync} from "../../../data-loaders/store/files.js";

/** A folder for the new site, beside Framework's cache and so on the same disk; what killed builds left there is removed. */
export function nextFolder(root: string): string {
  const room = join(root, ".observablehq");
  for (const entry of existsSync(room) ? readdirSync(room) : []) {
    const pid = Number(/^(?:next|old)-(\d+)$/.exec(entry)?.[1]);
    const isKept = existsSync(join(room, `${entry}.place`));
    if (pid && !isKept && !isAlive(pid)) rmSync(join(room, entry), {recursive: true, force: true});
  }
  return join(room, `next-${process.pid}`);
}

/**
 * Puts the new site in the place of the old one, which is kept beside under this target's name until the new one is there durably. No
 * call of Node's changes two folders at once: a build that is killed in between leaves none, and the next one brings the old one back.
 */
export async function swap(next: string, target: string): Promise<void> {
  const old = next.replace(/next-(\d+)$/, "old-$1");
  await makeFolder(dirname(target));
  if (existsSync(target)) {
    writeFileSync(`${old}.place`, target);
    await sync(dirname(old));
    await rename(target, old);
  }
  try {
    await place(next, target);
  } catch (error) {
    if (existsSync(old)) await rename(old, target);
    throw error;
  }
  rmSync(old, {recursive: true, force: true});
  rmSync(`${old}.place`, {force: true});
}

/** The old site again, where a build was killed after it had taken it away and before the new one was in its place. */
export async function bringBack(root: string, target: string): Promise<void> {
  const room = join(root, ".observablehq");
  for (const entry of existsSync(room) ? readdirSync(room) : []) {
    const [, name, pid] = /^(old-(\d+))\.place$/.exec(entry) ?? [];
    if (name === undefined || isAlive(Number(pid))) continue;
    const old = join(room, name);
    if (readFileSync(join(room, entry), "utf8") !== target) continue;
    if (!existsSync(target) && existsSync(old)) {
      await makeFolder(dirname(target));
      await rename(old, target);
    }
    rmSync(join(room, entry), {force: true});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
