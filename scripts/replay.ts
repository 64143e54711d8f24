import {pathToFileURL} from "node:url";
import {Command, CommanderError, InvalidArgumentError} from "commander";
import {z} from "zod";
import {readEnvironment} from "../data-loaders/environment.js";
import {diskError} from "../data-loaders/store/disk.js";
import {UnknownName} from "../models/pipeline/graph.js";
import {untilInterrupted} from "../models/pipeline/signals.js";
import {asOfStore, makeAsOf} from "../models/replay/as-of.js";
import {type ReplayOptions, replayRange} from "../models/replay/replay.js";
import {studies as allStudies} from "../models/studies.js";
import {baseUrl} from "./site/base.js";
import {buildSite} from "./site/build/build.js";

/** What the command works on; each has its default. */
export interface Surroundings
  extends Pick<ReplayOptions, "environment" | "studies" | "write" | "take" | "heavy" | "bundle"> {
  /** Builds the site of the store that the environment names. */
  readonly build: (output: string) => Promise<unknown>;
}

interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly study?: readonly string[];
  readonly restart?: boolean;
  readonly asOf?: string;
  readonly site: boolean;
  readonly output: string;
}

function command(): Command {
  return new Command("npm run replay --")
    .description(
      "Time travel: issues each day of a range as it would have been, in a ledger of its own that is marked replayed,\nand builds the site of an earlier day. Tables are taken once and cut at each day; nothing of the usual store is changed."
    )
    .option("--from <day>", "the first day to issue", isDay)
    .option("--to <day>", "the last day to issue", isDay)
    .option("--study <id...>", "only these studies; all that reach into the range unless given")
    .option("--restart", "drop what was replayed of them before, and take today's tables")
    .option("--as-of <day>", "build the site of this day", isDay)
    .option("--no-site", "with --as-of: make the edition, and build no site of it")
    .option("--output <folder>", "with --as-of: where the site goes", "dist")
    .allowExcessArguments(false)
    .showHelpAfterError()
    .exitOverride();
}

function isDay(text: string): string {
  if (!z.iso.date().safeParse(text).success)
    throw new InvalidArgumentError("Expected a day that exists, as YYYY-MM-DD.");
  return text;
}

/**
 * The command line: gives its exit code. 0: all is well, 1: it failed, 2: a flag, study or day is unknown or not possible, and nothing was
 * changed.
 */
export async function main(
  argv: readonly string[],
  {
    environment = readEnvironment(),
    studies = allStudies,
    write = (line) => void process.stdout.write(`${line}\n`),
    build = (output) => buildSite({refresh: false, output}),
    ...more
  }: Partial<Surroundings> = {}
): Promise<number> {
  try {
    const flags = command().parse(argv, {from: "user"}).opts<Flags>();
    return await untilInterrupted((signal) =>
      travel(flags, {environment, studies, write, build, signal, ...more})
    );
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {name, message} = diskError(error);
    process.stderr.write(`${message}\n`);
    return name === "UnknownName" || name === "NoSuchDay" ? 2 : 1;
  }
}

async function travel(
  {from, to, study, restart, asOf, site, output}: Flags,
  {build, ...around}: Surroundings & Pick<ReplayOptions, "signal">
): Promise<number> {
  if ((from === undefined) !== (to === undefined))
    throw new UnknownName("A range has two ends: give --from and --to.");
  if (from === undefined && asOf === undefined)
    throw new UnknownName("Nothing was asked for: give --from and --to, or --as-of.");
  if (from === undefined && (study !== undefined || restart))
    throw new UnknownName("--study and --restart belong to a range: give --from and --to.");
  if (from !== undefined && to !== undefined)
    await replayRange({...around, from, to, ...(study ? {study} : {}), ...(restart ? {restart} : {})});
  if (asOf === undefined) return 0;
  if (!(await makeAsOf({...around, day: asOf, ...(site ? {site: baseUrl()?.href} : {})}))) return 1;
  if (!site) return 0;
  await inStore(asOfStore(around.environment.state), () => build(output));
  around.write(
    `The site in ${output}/ is that of ${asOf}, replayed. npm run build puts today's in its place.`
  );
  return 0;
}

/** Does something with another store in the environment, which the processes that it starts inherit. */
async function inStore(state: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.env.ALMANAC_STATE;
  process.env.ALMANAC_STATE = state;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.ALMANAC_STATE;
    else process.env.ALMANAC_STATE = before;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exit(await main(process.argv.slice(2)));
