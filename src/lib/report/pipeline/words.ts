import type {Night, Pipeline, StudyRefresh} from "../../artifacts/pipeline.js";
import {formatCount, formatInstant, formatNumber, withUnit} from "../../format.js";

/** What a run took: `0.4 s`, `48 s`, `3 min 12 s`, `1 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return withUnit(formatNumber(seconds, 1), "s");
  const whole = Math.round(seconds);
  if (whole < 60) return withUnit(String(whole), "s");
  if (whole < 3600)
    return `${withUnit(String(Math.floor(whole / 60)), "min")} ${withUnit(String(whole % 60), "s")}`;
  const minutes = Math.round(whole / 60);
  return `${withUnit(String(Math.floor(minutes / 60)), "h")} ${withUnit(String(minutes % 60), "min")}`;
}

/** A number of bytes in powers of 1000: `512 B`, `18.8 kB`, `17.5 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return withUnit(formatNumber(bytes), "B");
  return bytes < 1e6
    ? withUnit(formatNumber(bytes / 1e3, 1), "kB")
    : withUnit(formatNumber(bytes / 1e6, 1), "MB");
}

/** The finding of the page: whether all went well, and how long it took. */
export function pipelineFinding({tasks, seconds}: Pick<Pipeline, "tasks" | "seconds">): string {
  const of = (state: string) => tasks.filter((task) => task.state === state).length;
  const failed = of("failed");
  if (failed > 0) {
    const stopped = of("stopped");
    return `${capital(formatCount(failed, "task"))} failed in the last run${stopped ? `, and ${formatNumber(stopped)} could not start for it` : ""}`;
  }
  const ran = of("ran");
  return ran === 0
    ? "The last run found everything up to date"
    : `All went well in the last run: ${formatCount(ran, "task")} in ${formatSeconds(seconds)}`;
}

/** When the last run was and what it took, in one or two sentences. */
export function pipelineStandfirst({tasks, seconds, threads, startedAt}: Pipeline): string {
  const of = (...states: string[]) => tasks.filter(({state}) => states.includes(state));
  const ran = of("ran");
  const bytes = ran.reduce((sum, task) => sum + task.bytes, 0);
  const memory = ran.reduce((most, task) => Math.max(most, task.peakMemoryMB), 0);
  return (
    `Begun on ${formatInstant("UTC", Date.parse(startedAt))}, it took ${formatSeconds(seconds)} with ${formatCount(threads, "task")} at once: ` +
    `${formatNumber(ran.length)} ran, ${formatNumber(of("up to date", "taken").length)} kept their last result, ${formatNumber(of("failed", "stopped").length)} could not run. ` +
    `They wrote ${formatSize(bytes)} and took at most ${withUnit(formatNumber(memory), "MB")} of memory.`
  );
}

/** The state of a night in words: what health.json says, or that there was no edition. */
export function nightState({status}: Pick<Night, "status">): string {
  return {
    ok: "all live",
    stale: "older data",
    degraded: "not all made anew",
    failed: "no edition"
  }[status];
}

/** What went wrong in a night, or what its data were, each a sentence without its full stop. */
export function nightReasons({failures, studies}: Pick<Night, "failures" | "studies">): string[] {
  if (failures.length > 0) return failures.map(({task, reason}) => `${task}: ${reason}`);
  return studies.flatMap(({title, status, message}) =>
    status === "ok" || !message ? [] : [`${title}: ${message.replace(/\.$/, "")}`]
  );
}

/**
 * What a run asked for a study, what came and what was trained, as one sentence without its full stop: `gas: 12 requests, 11 of them answered "not modified", 1 with other
 * data, 90 kept copies not asked for; nothing that the models see had changed, so 14 trainings were skipped`.
 */
export function refreshWords({study, why, ...facts}: StudyRefresh): string {
  const {requests, notModified, same, changed, kept, trained, skipped} = facts;
  const failed = requests - notModified - same - changed;
  const answers = [
    `${formatNumber(notModified)} answered “not modified”`,
    ...(same > 0 ? [`${formatNumber(same)} with the same data`] : []),
    `${formatNumber(changed)} with other data`,
    ...(failed > 0 ? [`${formatNumber(failed)} without data`] : [])
  ];
  const asked = requests === 0 ? "no request" : `${formatCount(requests, "request")} (${answers.join(", ")})`;
  const copies = kept > 0 ? `, ${formatCount(kept, "kept copy", "kept copies")} not asked for` : "";
  const work =
    trained > 0
      ? `${formatCount(trained, "training")} made: ${why ?? "no reason"}${skipped > 0 ? `; ${formatNumber(skipped)} skipped` : ""}`
      : `no training made: ${skipped > 0 ? `nothing changed that ${formatCount(skipped, "model")} ${skipped > 1 ? "depend" : "depends"} on` : "none could be"}`;
  return `${study}: ${asked}${copies}; ${work}`;
}

/** Where the page of runs shows the failed trainings of a study: a query. */
export function failedRuns(study: string): string {
  return `./runs?${new URLSearchParams({study, status: "failed"})}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
