import {pathToFileURL} from "node:url";
import type {Environment} from "../../data-loaders/environment.js";
import {bundler} from "../../models/pipeline/code.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import type {Study} from "../../models/study.js";
import {tasksOf} from "../../models/tasks.js";
import {type Asked, everything} from "../../scripts/nightly/asked.js";
import type {Night} from "../../scripts/nightly/night.js";
import {refreshNight} from "../../scripts/nightly/refresh.js";
import {tiny} from "../pipeline/tiny.js";

/** Bundles of the steps, made once for all nights of a process. */
const common = {terminal: false, threads: 2, write: () => {}, bundle: bundler()};

/** Refreshes the tiny study as a night does, or as a schedule asks it. */
export function refreshTiny(
  state: string,
  today: string,
  number = 1,
  asked: Partial<Asked> = {}
): Promise<Night> {
  const environment: Environment = {sources: "live", today, state};
  const replaced = {
    pull: new URL("../pipeline/tiny-pull.ts", import.meta.url),
    score: new URL("./tiny-score.ts", import.meta.url)
  };
  // Without threads of their own, which take longer to start than these tasks do.
  const tasks = tasksOf([tiny as Study], {today, replaced}).map((task) => ({...task, heavy: false}));
  const run: Parameters<typeof refreshNight>[2] = {
    run: (options) => refreshTasks(tasks, {...options, environment, ...common})
  };
  return refreshNight(environment, {...everything, by: "nightly", number, ...asked}, run);
}

// As a process of its own, that a test can kill: the store and the day.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [state, today] = process.argv.slice(2);
  await refreshTiny(state!, today!);
}
