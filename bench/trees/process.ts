import {isMainThread, parentPort, Worker, workerData} from "node:worker_threads";
import {stopwatch} from "../../data-loaders/clock.js";
import {trainBoosted} from "../../src/lib/trees/boost.js";
import {encodeModel} from "../../src/lib/trees/file.js";
import {
  type ForestShare,
  type ForestTask,
  growShare,
  joinForest,
  prepareForest
} from "../../src/lib/trees/forest.js";
import type {FeatureTable} from "../../src/lib/trees/table.js";
import {boostOptions, forestOptions} from "./options.js";
import {benchRows} from "./rows.js";

interface Part {
  readonly task: ForestTask;
  readonly from: number;
  readonly to: number;
}

/** Trains in a process of its own, so that its memory is its own. Arguments: forest or boosted, rows, threads. */
async function main([what, rows, threads]: readonly string[]): Promise<void> {
  const {table, target} = benchRows(Number(rows));
  const start = {wall: stopwatch(), cpu: process.cpuUsage()};
  if (what === "forest") await forest(table, target, Number(threads));
  else trainBoosted(table, target, boostOptions);
  const {user, system} = process.cpuUsage(start.cpu);
  const memory = process.resourceUsage().maxRSS / 1024;
  const wall = (stopwatch() - start.wall) / 1000;
  console.log(JSON.stringify({wall, cpu: (user + system) / 1e6, memory}));
}

async function forest(table: FeatureTable, target: Float64Array, threads: number): Promise<void> {
  const task = prepareForest(table, target, forestOptions);
  const bounds = Array.from({length: threads + 1}, (_, i) => Math.round((i * forestOptions.trees) / threads));
  const others = bounds.slice(2).map((to, i) => inThread({task, from: bounds[i + 1], to}));
  const shares = [growShare(task, 0, bounds[1]), ...(await Promise.all(others))];
  const names = table.columns.map((_, i) => `column ${i}`);
  encodeModel(joinForest(task, shares).model, names);
}

/** Grows a share in a thread that runs this file too. */
function inThread(part: Part): Promise<ForestShare> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {workerData: part});
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

if (isMainThread) await main(process.argv.slice(2));
else {
  const {task, from, to} = workerData as Part;
  parentPort?.postMessage(growShare(task, from, to));
}
