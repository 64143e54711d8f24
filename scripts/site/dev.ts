import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {Command} from "commander";
import {readEnvironment} from "../../data-loaders/environment.js";
import {checkStore} from "../../data-loaders/store/format.js";
import {syncLoaderCache} from "./artifacts/cache.js";
import {refreshData} from "./build/refresh.js";
import {parsePort, runCommand} from "./command.js";
import {watchFolders} from "./dev/watch.js";
import {startFramework} from "./framework.js";
import {seed} from "./seed/seed.js";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const ROOT = join(PROJECT, "src");

/** Code on which the published artifacts depend; pages and components are watched by Framework itself. */
const WATCHED = ["models", "data-loaders", "src/lib", "sample"].map((folder) => join(PROJECT, folder));

const program = new Command("npm run dev --")
  .description(
    "Serves the site with live reload. Pages show an edit at once; after an edit to models/, data-loaders/ or src/lib/, what depends on it is run again and the pages reload."
  )
  .option("--port <number>", "the port; without it, and without PORT, the first free one from 3000 on")
  .option("--host <address>", "the address to listen on", "127.0.0.1")
  .option("--no-refresh", "start on what is in the store")
  .action(async ({port, host, refresh}: {port?: string; host: string; refresh: boolean}) => {
    const chosen = parsePort(port);
    const {state} = readEnvironment();
    await checkStore(state);
    if (refresh) await refreshData(PROJECT);
    await seed({root: ROOT, modules: join(PROJECT, "node_modules")});
    await syncLoaderCache(state, ROOT, {touch: true});
    const args = ["preview", "--no-open", "--host", host];
    if (chosen !== undefined) args.push("--port", String(chosen));
    const preview = startFramework(args, {cwd: PROJECT}, "inherit");
    const ending = new AbortController();
    const stop = watchFolders(WATCHED, (files) => rerun(files, state, ending.signal));
    const code = await new Promise<number | null>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => preview.kill(signal));
      preview.on("close", resolve);
    });
    stop();
    ending.abort();
    process.exitCode = code ?? 0;
  });

/** Runs again what depends on changed code; a failure is said, and the pages keep what they show. */
async function rerun(files: readonly string[], state: string, signal: AbortSignal): Promise<void> {
  console.log(`${files.map((file) => relative(PROJECT, file)).join(", ")} changed: refreshing …`);
  try {
    await refreshData(PROJECT, signal);
    if (signal.aborted) return;
    const {written, removed} = await syncLoaderCache(state, ROOT, {touch: true});
    console.log(
      `${written.length + removed.length} artifacts changed${written.length ? "; pages reload" : ""}.`
    );
  } catch (error) {
    console.error((error as Error).message);
  }
}

await runCommand(() => program.parseAsync());
