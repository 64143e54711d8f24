import {z} from "zod";
import {realms} from "../../data-loaders/store/realms.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {indexRuns} from "../runs/list.js";
import {keepRun} from "../runs/runs.js";
import {begunRun} from "../runs/training.js";
import {need} from "./files.js";
import type {RollParams} from "./roll.js";

const longest = 500;

/** Keeps the record of a training that failed, with the first line of its error as the tag `error`. */
export async function keepFailure(input: TaskInput<RollParams>): Promise<TaskOutput> {
  const {params, failure, folder, environment, say} = input;
  const {study, combines} = params;
  if (!failure) throw new Error(`${study}/roll/${params.candidate}: a failure was expected, and none came.`);
  const {message, startedAt, seconds, cpuSeconds = null, threadMemoryMB = null, commit, code} = failure;
  const read = need(input, `${study}/read`);
  const {realm} = z.object({realm: z.enum(realms)}).parse(read.value);
  const experts = Object.fromEntries(combines.map((name) => [name, need(input, `${study}/roll/${name}`)]));
  // Without the places of this machine, which differ from run to run and are nobody's business.
  const placeless = message.replaceAll(folder, "<folder>").replaceAll(environment.state, "<store>");
  const error = placeless.trim().split("\n")[0]!.slice(0, longest) || "an error without a message";
  const {run} = await keepRun(
    environment.state,
    realm,
    {
      ...begunRun({params, read, experts, code, commit}, error),
      status: "failed",
      ...{startedAt, seconds, cpuSeconds, peakMemoryMB: threadMemoryMB},
      ...{metrics: {}, history: {}, artifacts: []}
    },
    say
  );
  await indexRuns(environment.state, realm, study, say);
  say(`kept as run ${run.runId}, failed`);
  return {};
}
