import {isMainThread, parentPort, Worker, workerData} from "node:worker_threads";
import {stopwatch} from "../../data-loaders/clock.js";
import {type BoostedModel, trainBoosted} from "../../src/lib/trees/boost.js";
import {encodeModel} from "../../src/lib/trees/file.js";
import {
  type ForestShare,
  type ForestTask,
  growShare,
  joinForest,
  prepareForest
} from "../../src/lib/trees/forest.js";
import {type BenchRows, sharedRows} from "./folder.js";
import {boostOptions, forestOptions} from "./options.js";

/** What a thread is given: some trees of a forest, or rows to boost trees on. */
type Part =
  | {readonly task: ForestTask; readonly from: number; readonly to: number}
  | {readonly rows: BenchRows};

/** Trains in a process of its own, so that its memory is its own. Arguments: the folder of the rows, forest or boosted, threads. */
async function main([folder, what, threads]: readonly string[]): Promise<void> {
  const rows = sharedRows(folder);
  const start = {wall: stopwatch(), cpu: process.cpuUsage()};
  if (what === "forest") await forest(rows, Number(threads));
  else await boosted(rows, Number(threads));
  const {user, system} = process.cpuUsage(start.cpu);
  const memory = process.resourceUsage().maxRSS / 1024;
  const wall = (stopwatch() - start.wall) / 1000;
  console.log(JSON.stringify({wall, cpu: (user + system) / 1e6, memory}));
}

/** One forest, its trees shared out among the threads. */
async function forest({table, target}: BenchRows, threads: number): Promise<void> {
  const task = prepareForest(table, target, forestOptions);
  const bounds = Array.from({length: threads + 1}, (_, i) => Math.round((i * forestOptions.trees) / threads));
  const others = bounds.slice(2).map((to, i) => inThread<ForestShare>({task, from: bounds[i + 1], to}));
  const shares = [growShare(task, 0, bounds[1]), ...(await Promise.all(others))];
  const names = table.columns.map((_, i) => `column ${i}`);
  encodeModel(joinForest(task, shares).model, names);
}

/** One boosted model in each thread: the trees of one follow one another, so candidates are trained side by side. */
async function boosted(rows: BenchRows, threads: number): Promise<void> {
  const others = Array.from({length: threads - 1}, () => inThread<BoostedModel>({rows}));
  trainBoosted(rows.table, rows.target, boostOptions);
  await Promise.all(others);
}

/** Does a part in a thread that runs this file too. */
function inThread<Result>(part: Part): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {workerData: part});
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

if (isMainThread) await main(process.argv.slice(2));
else {
  const part = workerData as Part;
  parentPort?.postMessage(
    "task" in part
      ? growShare(part.task, part.from, part.to)
      : trainBoosted(part.rows.table, part.rows.target, boostOptions)
  );
}
