import {diskError} from "../../data-loaders/store/disk.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {tinyTasks} from "./tiny-tasks.js";

/** Refreshes the study "tiny" for a day in the store of a folder, as a process of its own that a test can kill at any instant. */
const [folder, today] = process.argv.slice(2) as [string, string];
const environment = {sources: "sample" as const, today, state: `${folder}/store`};
// What is killed from here on meets the lock too.
console.log("");
try {
  const {ok} = await refreshTasks(tinyTasks(today), {environment, threads: 2, terminal: false});
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(diskError(error).message);
  process.exitCode = 1;
}
