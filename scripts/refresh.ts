import {pathToFileURL} from "node:url";
import {Command, CommanderError, InvalidArgumentError} from "commander";
import {now} from "../data-loaders/clock.js";
import {type Environment, readEnvironment} from "../data-loaders/environment.js";
import {diskError} from "../data-loaders/store/disk.js";
import {checkToday} from "../data-loaders/tables.js";
import {mirrorToMlflow} from "../models/mlflow/mirror.js";
import {type Refreshed, type RefreshOptions, refreshTasks} from "../models/pipeline/refresh.js";
import {untilInterrupted} from "../models/pipeline/signals.js";
import {steps} from "../models/pipeline/task.js";
import {replayedHeads} from "../models/replay/heads.js";
import {studies} from "../models/studies.js";
import {tasksOf} from "../models/tasks.js";
import {localDay} from "../src/lib/time/zone.js";
import {baseUrl} from "./site/base.js";

/** What of the studies to refresh; all that is out of date, unless said otherwise. */
export type Refresh = Partial<RefreshOptions>;

/**
 * Pulls, forecasts, judges and publishes what is out of date, for all studies or some of them, and says on the way what it does.
 * A study that fails stops no other, and leaves what was published before in place: see `ok`.
 * @throws {UnknownName} on an unknown study or step; an Error on an `ALMANAC_TODAY` that makes no sense for what is selected, before
 * anything is done or planned; {StoreBusy} while another process writes the store.
 */
export async function refresh({
  environment = readEnvironment(),
  ...options
}: Refresh = {}): Promise<Refreshed> {
  const asked = studies.filter(({id}) => options.study?.includes(id) ?? true);
  for (const {tables} of asked) checkToday(tables, environment);
  // Of those that are asked alone: a check of one study makes no new edition because the day has begun for another.
  const today = environment.today ?? editionDay(asked, now(environment.today));
  const replayed = await replayedHeads(environment.state, studies);
  const tasks = tasksOf(studies, {today, site: baseUrl()?.href, replayed});
  return refreshTasks(tasks, {after: mirror(environment, options), ...options, environment});
}

/** Mirrors the selected studies to the MLflow server that the environment names, if any. */
function mirror(
  {mlflow, state}: Environment,
  {study, signal}: Pick<Refresh, "study" | "signal">
): RefreshOptions["after"] {
  if (mlflow === undefined) return undefined;
  const mirrored = studies.filter(({id}) => study?.includes(id) ?? true);
  return async (write) => void (await mirrorToMlflow({uri: mlflow, state, studies: mirrored, write, signal}));
}

/** The day that an edition is made on: the latest of its studies' local days. */
export function editionDay(of: readonly {readonly timeZone: string}[], instant: Date): string {
  const days = of.map(({timeZone}) => localDay(timeZone, instant.getTime())).sort();
  return days.at(-1) ?? instant.toISOString().slice(0, 10);
}

interface Flags {
  study?: string[];
  from?: string;
  only?: string;
  force?: boolean;
  plan?: boolean;
  wait?: number;
}

function wholeSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text))
    throw new InvalidArgumentError("Expected a whole number of seconds, 0 or more.");
  return Number(text);
}

function command(): Command {
  return new Command("refresh")
    .usage("[options]")
    .description(
      "Pull, check, train, judge, forecast and publish whatever is out of date.\nA second run does nothing; a changed input redoes only what depends on it."
    )
    .option("--study <id...>", `only these studies: ${studies.map(({id}) => id).join(", ") || "none yet"}`)
    .option("--from <step>", `take the steps before this one as they are: ${steps.join(", ")}`)
    .option("--only <step>", "run this step alone, and take the others as they are")
    .option("--force", "run the selected tasks though they are up to date")
    .option("--plan", "say what would run and why, and change nothing")
    .option("--wait <seconds>", "wait so long for a store that another process writes", wholeSeconds)
    .allowExcessArguments(false)
    .showHelpAfterError()
    .exitOverride();
}

/** The command line: gives its exit code. 0: all is well, 1: a task failed, 2: a flag or name is unknown, 130: interrupted. */
export async function main(argv: readonly string[], environment?: Environment): Promise<number> {
  try {
    const flags = command().parse(argv, {from: "user"}).opts<Flags>();
    return await untilInterrupted(async (signal) =>
      (await refresh({...flags, environment, signal})).ok ? 0 : 1
    );
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {name, message} = diskError(error);
    process.stderr.write(`${message}\n`);
    return name === "UnknownName" ? 2 : 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exit(await main(process.argv.slice(2)));
