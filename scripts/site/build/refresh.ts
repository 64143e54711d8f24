import {type ChildProcess, spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

/** Starts `npm run refresh` in a process of its own, on this terminal. Undefined where the project has no such command. */
function startRefresh(project: string): ChildProcess | undefined {
  const script = join(project, "scripts/refresh.ts");
  if (!existsSync(script)) return undefined;
  const loader = pathToFileURL(join(project, "node_modules/tsx/dist/loader.mjs")).href;
  return spawn(process.execPath, ["--import", loader, script], {
    cwd: project,
    stdio: ["ignore", "inherit", "inherit"]
  });
}

/**
 * Brings the store up to date and waits for it. `signal` interrupts it as Ctrl-C would: what is done stays, nothing is lost.
 * @throws when it fails; what went wrong it has said itself.
 */
export async function refreshData(project: string, signal?: AbortSignal): Promise<void> {
  const child = startRefresh(project);
  if (!child) return;
  const interrupt = () => child.kill("SIGINT");
  signal?.addEventListener("abort", interrupt, {once: true});
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  signal?.removeEventListener("abort", interrupt);
  if (code !== 0 && !signal?.aborted) {
    throw new Error(
      `The data could not be refreshed (see above), so nothing was built. Correct that, or build on what is in the store with --no-refresh.`
    );
  }
}
