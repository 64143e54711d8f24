import {availableParallelism} from "node:os";
import {now, stopwatch} from "../../data-loaders/clock.js";
import type {Environment} from "../../data-loaders/environment.js";
import {diskError} from "../../data-loaders/store/disk.js";
import {enterStore} from "../../data-loaders/store/enter.js";
import {checkStore} from "../../data-loaders/store/format.js";
import type {LockOptions, StoreBusy} from "../../data-loaders/store/lock.js";
import {refuseChangedLedgers} from "../ledger/inspect.js";
import {recordRun} from "../watch/record.js";
import type {Bundler} from "./code.js";
import {ordered, type Selection, selected} from "./graph.js";
import {planTasks} from "./plan.js";
import {type Display, plainDisplay, terminalDisplay, type Write} from "./progress.js";
import {type Outcome, runTasks} from "./run.js";
import {closingLine, failureLines, planTable, summaryTable} from "./summary.js";
import type {Task} from "./task.js";
import {keepTelemetry} from "./telemetry.js";

/** What to refresh and how. */
export interface RefreshOptions extends Selection {
  readonly environment: Environment;
  /** Run the selected tasks though they are up to date. */
  readonly force?: boolean;
  /** Only say what would run. */
  readonly plan?: boolean;
  readonly signal?: AbortSignal;
  /** Where lines go; standard output unless given. */
  readonly write?: Write;
  /** Redraw the progress in place; only on a terminal that is not CI's, unless given. */
  readonly terminal?: boolean;
  readonly threads?: number;
  /** Bundles the modules of the tasks; a fresh one, which sees the code as it is now, unless given. */
  readonly bundle?: Bundler;
  /** Seconds to wait for a store that another process writes; 0 unless given. */
  readonly wait?: number;
  /** How the store is locked; a test gives shorter times. */
  readonly lock?: Pick<LockOptions, "heartbeat">;
  /** What is done at the end, while the store is still locked, unless the run was interrupted. */
  readonly after?: (write: Write) => Promise<void>;
}

/** What a refresh did. */
export interface Refreshed {
  /** True: nothing failed. */
  readonly ok: boolean;
  readonly outcomes: readonly Outcome[];
}

/**
 * Walks the graph for the selected studies and steps, as the only writer of the store; shows progress and a summary; keeps
 * telemetry. A failed task does not throw: see `ok`.
 * @throws {UnknownName} on an unknown study or step, before anything is done.
 * @throws {StoreBusy} while another process writes the store, {NewerStore} on one of a later version, {DiskError} where it cannot be written.
 * @throws {LedgerChanged} where the ledger of a selected study is not what was issued, before anything is done.
 */
export async function refreshTasks(tasks: readonly Task[], options: RefreshOptions): Promise<Refreshed> {
  const {environment, plan = false, threads = availableParallelism(), wait = 0} = options;
  const write = options.write ?? ((line: string) => void process.stdout.write(`${line}\n`));
  const chosen = selected(tasks, options);
  if (plan) {
    await checkStore(environment.state);
    for (const line of planTable(await planTasks(tasks, options))) write(line);
    return {ok: true, outcomes: []};
  }
  const robbed = new AbortController();
  const signal = AbortSignal.any([robbed.signal, ...(options.signal ? [options.signal] : [])]);
  const onLost = (error: StoreBusy): void => robbed.abort(error);
  const release = await enterStore(environment.state, {
    ...options.lock,
    wait: wait * 1000,
    say: write,
    onLost
  });
  try {
    const meant = tasks.flatMap(({name, study}) => (chosen.has(name) && study !== undefined ? [study] : []));
    await refuseChangedLedgers(environment.state, [...new Set(meant)]);
    const startedAt = now(environment.today);
    const started = stopwatch();
    const display = show(
      ordered(tasks).filter(({name}) => chosen.has(name)),
      write,
      options.terminal
    );
    const outcomes = await runTasks(tasks, {...options, threads, signal, on: display.on});
    await display.end();
    const seconds = Math.round(stopwatch() - started) / 1000;
    const run = {startedAt, seconds, threads, outcomes};
    const keep = async () => {
      await keepTelemetry(environment.state, run);
      if (!signal.aborted) await recordRun(tasks, run, environment, {say: write});
    };
    const trouble = robbed.signal.aborted
      ? (robbed.signal.reason as Error)
      : await keep().then(
          () => undefined,
          (error: unknown) => diskError(error, environment.state)
        );
    const table = summaryTable(outcomes);
    if (table.length > 2) for (const line of ["", ...table, ""]) write(line);
    const failures = [...failureLines(outcomes), ...(trouble ? [trouble.message] : [])];
    write(closingLine(outcomes, seconds));
    for (const line of failures) write(`✗ ${line}`);
    if (failures.length > 0)
      write("What was published before is still in place. Mend the cause and run the same command again.");
    if (!signal.aborted) await options.after?.(write);
    return {ok: failures.length === 0 && !signal.aborted, outcomes};
  } finally {
    await release();
  }
}

function show(tasks: readonly Task[], write: Write, terminal = isTerminal()): Display {
  return terminal ? terminalDisplay(tasks, write) : plainDisplay(write);
}

/** Whether lines can be redrawn in place: on a terminal wide enough that is not CI's. */
function isTerminal({isTTY, columns}: NodeJS.WriteStream = process.stdout): boolean {
  return isTTY === true && columns >= 40 && !process.env.CI;
}
