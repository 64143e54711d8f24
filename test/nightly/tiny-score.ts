import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import type {TaskInput, TaskOutput} from "../../models/pipeline/task.js";
import {type ScoreParams, score as scoreStudy} from "../../models/steps/score.js";

/** Scores as ever; but where a file `hang` lies beside the store it says so in `hangs`, and does not go on. */
export async function score(input: TaskInput<ScoreParams>): Promise<TaskOutput> {
  const beside = join(input.environment.state, "..");
  if (existsSync(join(beside, "hang"))) {
    writeFileSync(join(beside, "hangs"), "");
    await wait(60_000);
  }
  return scoreStudy(input);
}
