import {Listr} from "listr2";
import type {Progress} from "./run.js";
import {formatBytes} from "./summary.js";
import type {Task} from "./task.js";

/** Where lines go. */
export type Write = (line: string) => void;

/** Shows the progress of a run; `end` is called when all is done. */
export interface Display {
  readonly on: (progress: Progress) => void;
  readonly end: () => Promise<void>;
}

/** One line when a task starts, speaks or ends; nothing for what is up to date. For CI and files. */
export function plainDisplay(write: Write): Display {
  return {
    on(progress) {
      const line = plainLine(progress);
      if (line !== undefined) write(line);
    },
    end: async () => {}
  };
}

function plainLine(progress: Progress): string | undefined {
  const {task} = progress;
  if (progress.kind === "start") return `… ${task.name}: ${progress.reason}`;
  if (progress.kind === "say") return `  ${task.name}: ${progress.message}`;
  const {state, reason, seconds, rows, bytes} = progress.outcome;
  if (state === "up to date") return undefined;
  if (state !== "ran") return `✗ ${task.name} ${state}: ${reason}`;
  return `✓ ${task.name} ${seconds.toFixed(1)} s${rows > 0 ? `, ${rows} rows` : ""}, ${formatBytes(bytes)}`;
}

/** All tasks at once, each with a spinner while it waits or runs; what they said is written out at the end. For a terminal. */
export function terminalDisplay(tasks: readonly Task[], write: Write): Display {
  const said: string[] = [];
  const rows = new Map(tasks.map((task) => [task.name, row(task)]));
  const list = new Listr(
    [...rows.values()].map(({task, ended}) => ({
      title: task.name,
      task: async (_, shown) => {
        rows.get(task.name)!.show = (text, isTitle) => {
          if (isTitle) shown.title = text;
          else shown.output = text;
        };
        const {kind, text} = await ended;
        if (kind === "fail") throw new Error(text);
        shown.title = text;
        if (kind === "skip") shown.skip(text);
      }
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: {collapseSkips: true, collapseErrors: false}
    }
  );
  const running = list.run();
  return {
    on(progress) {
      const {show, end, task} = rows.get(progress.task.name)!;
      if (progress.kind === "start") show(`${task.name} — ${progress.reason}`, true);
      else if (progress.kind === "say") {
        show(progress.message, false);
        said.push(`${task.name}: ${progress.message}`);
      } else {
        const {state, reason, seconds} = progress.outcome;
        if (state === "ran") end({kind: "done", text: `${task.name} — ${seconds.toFixed(1)} s`});
        else if (state === "up to date") end({kind: "skip", text: `${task.name} — up to date`});
        else end({kind: "fail", text: `${task.name} ${state}: ${reason}`});
      }
    },
    end: async () => {
      for (const {end, task} of rows.values()) end({kind: "skip", text: task.name});
      await running;
      for (const line of said) write(line);
    }
  };
}

type End = {kind: "done" | "skip" | "fail"; text: string};

interface Row {
  readonly task: Task;
  readonly ended: Promise<End>;
  readonly end: (end: End) => void;
  show: (text: string, isTitle: boolean) => void;
}

function row(task: Task): Row {
  let end: (end: End) => void = () => {};
  const ended = new Promise<End>((resolve) => {
    end = resolve;
  });
  return {task, ended, end, show: () => {}};
}
