import {existsSync, type FSWatcher, watch} from "node:fs";

/** Source files, and not what editors leave beside them. */
const SOURCE = /\.(ts|js|json|csv|parquet)$/;

/**
 * Calls `changed` once for each burst of changes to sources below the folders; while it runs, further changes are kept for one
 * more call, so that two never run at the same time.
 * @param quiet milliseconds without a change that end a burst
 * @returns a function that ends the watching.
 */
export function watchFolders(
  folders: readonly string[],
  changed: (files: readonly string[]) => Promise<void>,
  quiet = 250
): () => void {
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  const watchers: FSWatcher[] = [];
  const plan = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, quiet);
  };
  const run = async (): Promise<void> => {
    if (running || !pending.size) return;
    running = true;
    const files = [...pending].sort();
    pending.clear();
    try {
      await changed(files);
    } finally {
      running = false;
      if (pending.size) plan();
    }
  };
  for (const folder of folders.filter(existsSync)) {
    watchers.push(
      watch(folder, {recursive: true}, (_, name) => {
        if (!name || !SOURCE.test(name) || /(^|[/\\])\./.test(name)) return;
        pending.add(`${folder}/${name}`);
        plan();
      })
    );
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
