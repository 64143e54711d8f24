import {rmSync} from "node:fs";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {stopwatch} from "../../../data-loaders/clock.js";
import {readEnvironment} from "../../../data-loaders/environment.js";
import {checkStore} from "../../../data-loaders/store/format.js";
import {syncLoaderCache} from "../artifacts/cache.js";
import {baseUrl} from "../base.js";
import {checkSite, findingLines} from "../check/check.js";
import {weightTable} from "../check/weight.js";
import {finishSite} from "../finish/finish.js";
import {runFramework} from "../framework.js";
import {seed} from "../seed/seed.js";
import {hashInputs} from "./inputs.js";
import {refreshData} from "./refresh.js";
import {isCurrent, writeStamp} from "./stamp.js";
import {bringBack, nextFolder, swap} from "./swap.js";

/** How a site is built. */
export interface BuildOptions {
  /** Bring the data up to date first (default true). */
  readonly refresh?: boolean;
  /** Build even when nothing changed. */
  readonly force?: boolean;
  /** Where the site goes, below the project's folder; `dist` unless told. */
  readonly output?: string;
  /** The folder with `observablehq.config.ts` and `src/`; this project unless told. */
  readonly project?: string;
  /** Takes the lines that tell what is done. */
  readonly say?: (line: string) => void;
}

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/**
 * Builds the site: refresh the data, seed Framework's cache, build, finish, check. The site is made in a folder of its own and
 * takes the place of the old one only when it is whole and the check found nothing, so a failure leaves the old site as it was.
 * With nothing changed since the last time, nothing is done.
 * @returns whether a site was built (false: the one that is there is current).
 * @throws when any step fails: the message holds every finding with its remedy.
 */
export async function buildSite({
  refresh = true,
  force = false,
  output = "dist",
  project = PROJECT,
  say = console.log
}: BuildOptions = {}): Promise<boolean> {
  const {state} = readEnvironment();
  const base = baseUrl();
  await checkStore(state);
  if (refresh) await refreshData(project);
  const target = join(project, output);
  const root = join(project, "src");
  await bringBack(root, target);
  const inputs = hashInputs(project, state, base?.href);
  if (!force && isCurrent(target, inputs)) {
    say(`The site in ${output}/ is current: nothing changed since it was built.`);
    return false;
  }
  const started = stopwatch();
  const {made} = await seed({root, modules: join(PROJECT, "node_modules")});
  if (made.length) say(`Seeded ${made.length} library files from node_modules.`);
  await syncLoaderCache(state, root);
  const next = nextFolder(root);
  try {
    await runFramework(["build"], {cwd: project, env: {ALMANAC_OUTPUT: relative(project, next)}});
    await finishSite(next, {base});
    const {findings, weights} = checkSite(next, {base: base?.pathname});
    if (findings.length) {
      throw new Error(
        `The check of the site found ${findings.length} ${findings.length === 1 ? "fault" : "faults"}; the site in ${output}/ stays as it was.\n${findingLines(
          findings
        )
          .map((line) => `  - ${line}`)
          .join("\n")}`
      );
    }
    say(weightTable(weights));
    writeStamp(next, inputs);
    await swap(next, target);
  } finally {
    rmSync(next, {recursive: true, force: true});
  }
  say(`Built ${output}/ in ${((stopwatch() - started) / 1000).toFixed(1)} s.`);
  return true;
}
