import type {Planned} from "./plan.js";
import type {Outcome} from "./run.js";

/** A table of what each task that was not up to date did and cost, as lines of text. */
export function summaryTable(outcomes: readonly Outcome[]): string[] {
  const shown = outcomes.filter(({state}) => state !== "taken" && state !== "up to date");
  return table(
    ["task", "state", "seconds", "cpu", "memory", "rows", "bytes"],
    shown.map(({task, state, seconds, cpuSeconds, peakMemoryMB, rows, bytes}) => [
      task.name,
      state,
      state === "ran" || state === "failed" ? seconds.toFixed(1) : "",
      state === "ran" ? cpuSeconds.toFixed(1) : "",
      state === "ran" ? `${peakMemoryMB} MB` : "",
      rows > 0 ? String(rows) : "",
      bytes > 0 ? formatBytes(bytes) : ""
    ]),
    2
  );
}

/** How many tasks ran, were up to date and could not run, in one line. */
export function closingLine(outcomes: readonly Outcome[], seconds: number): string {
  const count = (...states: Outcome["state"][]): number =>
    outcomes.filter(({state}) => states.includes(state)).length;
  const [ran, kept, not] = [count("ran"), count("up to date"), count("failed", "stopped")];
  return `${ran} tasks ran in ${seconds.toFixed(1)} s, ${kept} were up to date, ${not} could not run.`;
}

/** What failed and why, what could not run therefore; empty where all went well. */
export function failureLines(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter(({state}) => state === "failed" || state === "stopped")
    .map(({task, state, reason}) => `${task.name} ${state}: ${reason}`);
}

/** The plan as lines of text. */
export function planTable(plan: readonly Planned[]): string[] {
  return table(
    ["task", "would", "why"],
    plan.map(({task, action, why}) => [task.name, action, why]),
    3
  );
}

/** A number of bytes in kB or MB (powers of 1000). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Lines of columns under a header; the first `left` are aligned to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly string[][], left: number): string[] {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, i) => (i < left ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  return [line(header), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].map((text) =>
    text.trimEnd()
  );
}
