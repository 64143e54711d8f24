import {join} from "node:path";
import type {Environment} from "../../data-loaders/environment.js";
import type {Bundler} from "../pipeline/code.js";
import {type Outcome, runTasks} from "../pipeline/run.js";
import {begunRun} from "../runs/training.js";
import {files} from "../steps/files.js";
import type {RollParams} from "../steps/roll.js";
import type {Study} from "../study.js";
import {tasksOf} from "../tasks.js";

/** One roll of all candidates of a study on one day, which answers for earlier days as well. */
export interface Anchor {
  readonly day: string;
  /** Absolute path of the scheme. */
  readonly scheme: string;
  /** Absolute path of the forecasts by candidate. */
  readonly rolled: Readonly<Record<string, string>>;
  /** The id of each training. */
  readonly runIds: Readonly<Record<string, string>>;
}

/** How an anchor is rolled. */
export interface AnchorOptions {
  /** The store of the replay. */
  readonly replay: string;
  readonly environment: Environment;
  readonly threads: number;
  readonly bundle: Bundler;
  readonly signal?: AbortSignal;
  /** False: without threads of their own, which a small study is faster without. */
  readonly heavy?: boolean;
}

/**
 * Rolls all candidates of a study on a day, in a room of the replay's own (`<replay>/anchors/`), with the tasks of a refresh; what was rolled
 * before is taken.
 * @throws where a task fails or was interrupted.
 */
export async function rollAnchor(
  study: Study,
  day: string,
  {replay, environment, threads, bundle, signal, heavy = true}: AnchorOptions
): Promise<Anchor> {
  const replaced = {pull: new URL("./pull.ts", import.meta.url)};
  const tasks = tasksOf([study], {today: day, replaced})
    .filter(({step}) => ["pull", "features", "train"].includes(step))
    .map((task) => (heavy ? task : {...task, heavy: false}));
  const outcomes = await runTasks(tasks, {
    environment: {...environment, today: day, state: join(replay, "anchors")},
    ...{threads, bundle, signal}
  });
  signal?.throwIfAborted();
  const failed = outcomes.find(({state}) => state === "failed");
  if (failed) throw new Error(`${failed.task.name} of ${day} failed: ${failed.reason}`);
  const of = (name: string) => outcomes.find(({task}) => task.name === `${study.id}/${name}`)!;
  const rolls = outcomes.filter(({task}) => task.step === "train");
  const paramsOf = ({task}: Outcome) => task.params as RollParams;
  const read = of("read").result!;
  return {
    day,
    scheme: join(read.folder, files.scheme),
    rolled: Object.fromEntries(
      rolls.map((roll) => [paramsOf(roll).candidate, join(roll.result!.folder, files.rolled)])
    ),
    runIds: Object.fromEntries(
      rolls.map((roll) => {
        const params = paramsOf(roll);
        const experts = Object.fromEntries(params.combines.map((name) => [name, of(`roll/${name}`).result!]));
        const {code, commit = "unknown"} = roll.result!.made;
        return [params.candidate, begunRun({params, read, experts, code, commit}).runId];
      })
    )
  };
}
