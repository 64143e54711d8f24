import type {StudyRefresh} from "../../src/lib/artifacts/pipeline.js";
import type {Outcome} from "../pipeline/run.js";

/**
 * What the pulls of each study did in a run, how many of its trainings were made and how many skipped, and why: in the order of the tasks. Studies that were not pulled
 * are left out.
 */
export function refreshesOf(outcomes: readonly Outcome[]): StudyRefresh[] {
  return outcomes.flatMap(({task, pulls}) => {
    const {study} = task;
    if (study === undefined || pulls === undefined) return [];
    const own = outcomes.filter((outcome) => outcome.task.study === study);
    const trainings = own.filter((outcome) => outcome.task.step === "train");
    const trained = trainings.filter(({state}) => state === "ran");
    const read = own.find((outcome) => outcome.task.step === "features");
    // Data that changed are named where they were read; else a training says itself why it was made.
    const why = read?.state === "ran" ? read.reason : trained[0]?.reason;
    return [
      {
        study,
        ...pulls,
        trained: trained.length,
        skipped: trainings.filter(({state}) => state === "up to date").length,
        why: trained.length > 0 && why !== undefined ? why : null
      }
    ];
  });
}
