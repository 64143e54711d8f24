import {join} from "node:path";
import {writeJson} from "../../data-loaders/store/files.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";

/** What `pull` is told. */
export type PullParams = {
  readonly study: string;
  readonly tables: readonly string[];
  readonly today: string | null;
  readonly sampleDay: string;
};

export async function pull({folder}: TaskInput<PullParams>): Promise<TaskOutput> {
  await writeJson(join(folder, "day.json"), {});
  throw new Error("not yet");
}
