import {existsSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import type {TestProject} from "vitest/node";
import {readEnvironment} from "../../data-loaders/environment.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {tasksOf} from "../../models/tasks.js";
import {basePath} from "../../scripts/site/base.js";
import {buildSite} from "../../scripts/site/build/build.js";
import {serveFolder} from "../../scripts/site/serve/server.js";
import {serveChromium} from "./chromium.js";
import {quickStudies} from "./quick.js";
import {sentinels} from "./sentinels.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the built site that the browser tests open. */
    site: string;
    /** Folder of the store that it was made of; empty where the site was named. */
    store: string;
    /** Address of the front page of that site, as it is served. */
    address: string;
    /** Where the shared browser takes connections. */
    browser: string;
  }
}

/**
 * What the browser tests share: the site, a server for it, and one browser. The site is the one that `ALMANAC_SITE` names, else one
 * that is made here from this very tree, on the sample and with quick studies, in a store of its own, and removed afterwards.
 */
export async function setup({provide}: TestProject): Promise<() => Promise<void>> {
  const {site, store, remove} = await testedSite();
  provide("site", site);
  provide("store", store);
  const served = await serveFolder(site, {base: basePath()});
  provide("address", served.url);
  const browser = await serveChromium();
  provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await served.close();
    await remove();
  };
}

async function testedSite(): Promise<{site: string; store: string; remove: () => Promise<void>}> {
  const named = process.env.ALMANAC_SITE;
  if (named !== undefined) {
    if (!existsSync(join(resolve(named), "index.html")))
      throw new Error(
        `ALMANAC_SITE="${named}": expected the folder of a built site. "npm run build" makes one in dist/.`
      );
    return {site: resolve(named), store: "", remove: async () => {}};
  }
  const state = await mkdtemp(join(tmpdir(), "almanac-site-"));
  const before = {...process.env};
  Object.assign(process.env, {ALMANAC_STATE: state, ALMANAC_SOURCES: "sample", ...sentinels});
  const output = "src/.observablehq/tested";
  try {
    const {ok, outcomes} = await refreshTasks(tasksOf(quickStudies, {today: "2024-12-25"}), {
      environment: readEnvironment()
    });
    if (!ok) throw new Error(`the quick edition failed: ${JSON.stringify(outcomes)}`);
    await buildSite({refresh: false, force: true, output});
  } finally {
    process.env = before;
  }
  const remove = async () => {
    await rm(state, {recursive: true, force: true});
    await rm(resolve(output), {recursive: true, force: true});
  };
  return {site: resolve(output), store: state, remove};
}
