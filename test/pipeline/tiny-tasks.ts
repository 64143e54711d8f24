import type {Task} from "../../models/pipeline/task.js";
import type {Study} from "../../models/study.js";
import {tasksOf} from "../../models/tasks.js";
import {tiny} from "./tiny.js";

/** The whole way of the study "tiny" for a day, from its pull to the edition, in one thread: starting others takes longer than the work. */
export function tinyTasks(today: string): Task[] {
  const pull = new URL("./tiny-pull.ts", import.meta.url);
  return tasksOf([tiny as Study], {today, replaced: {pull}}).map((task) => ({...task, heavy: false}));
}
