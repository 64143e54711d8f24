import {spawn} from "node:child_process";
import {cp, rename, rm} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {makeFolder, place, temporaryFor} from "../../data-loaders/store/files.js";
import {checkStore} from "../../data-loaders/store/format.js";
import {buildSite} from "../site/build/build.js";
import {foundNothing, keepNight, type Night, readNight} from "./night.js";

const project = fileURLToPath(new URL("../..", import.meta.url));
const built = "dist";

/** How a site is made and what it must pass, in this order; each throws with the reason where it must not be published. */
export type Check = () => Promise<unknown>;

/** Builds the site from the store as it is, into `dist/`; its own check finds broken pages, dead links and broken budgets. */
export const build: Check = () => buildSite({refresh: false, output: built});

/** Opens every page of `dist/` in a browser. */
export const openPages: Check = async () => {
  const vitest = join(project, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "test/browser"], {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"],
    env: {...process.env, ALMANAC_SITE: built}
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on("error", fail);
    child.on("close", done);
  });
  if (code !== 0)
    throw new Error("A page did not pass in a browser: see what the tests in test/browser say.");
};

/** What is published, and where. */
export interface PublishOptions {
  /** The folder that the site is handed over in. */
  readonly to: string;
  readonly checks: readonly Check[];
  /** Where the site lies that the checks are about. */
  readonly from?: string;
}

/**
 * Publishes the site as a whole once it has passed its checks; else the one that stands stays. The record of the night says which. After a check that found nothing
 * that the site lacks, nothing is built and handed over.
 * @param day the day of the night
 * @throws where there is no record of a refresh that went well this night, {NewerStore} on a store of a later version: nothing is built then.
 */
export async function publishNight(
  state: string,
  day: string,
  {to, checks, from = join(project, built)}: PublishOptions
): Promise<Night> {
  await checkStore(state);
  const night = await readNight(state, day);
  if (!night?.refreshed)
    throw new Error(
      `The night of ${day} has no refresh that went well in ${state}, so nothing is published: run "npm run nightly -- refresh" first.`
    );
  if (foundNothing(night)) return night;
  const reasons: string[] = [];
  try {
    for (const check of checks) await check();
    await handOver(from, resolve(to));
  } catch (error) {
    reasons.push((error as Error).message);
  }
  const record = {...night, checked: reasons.length === 0, reasons};
  await keepNight(state, record);
  return record;
}

/** Puts a copy of a folder in the place of another, durably, in one rename where there was none and two where there was. */
async function handOver(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  const next = temporaryFor(to);
  const old = temporaryFor(to);
  try {
    await cp(from, next, {recursive: true});
    await rename(to, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await place(next, to).catch(async (error: Error) => {
      await rename(old, to).catch(() => {});
      throw error;
    });
    await rm(old, {recursive: true, force: true});
  } finally {
    await rm(next, {recursive: true, force: true});
  }
}
