import {randomUUID} from "node:crypto";
import {appendFile} from "node:fs/promises";
import {pathToFileURL} from "node:url";
import {Command, CommanderError} from "commander";
import {now} from "../data-loaders/clock.js";
import {readEnvironment} from "../data-loaders/environment.js";
import {checkStore} from "../data-loaders/store/format.js";
import {untilInterrupted} from "../models/pipeline/signals.js";
import {studies} from "../models/studies.js";
import {ledgerLoss} from "./ledger-guard.js";
import {type Asked, askedOf, askedSchema, editionOf, everything, isDue} from "./nightly/asked.js";
import {type Remote, stateBranch} from "./nightly/branch.js";
import {git} from "./nightly/git.js";
import {keepState} from "./nightly/keep.js";
import {packState} from "./nightly/manifest.js";
import {foundNothing, type Night, nightLine, nightOf} from "./nightly/night.js";
import {build, openPages, publishNight} from "./nightly/publish.js";
import {refreshNight} from "./nightly/refresh.js";
import {readJobs, reasonsOf, reportNight} from "./nightly/report.js";
import {restoreState} from "./nightly/restore.js";
import {baseUrl} from "./site/base.js";

/** Characters of a value that is passed on. */
const longest = 10_000;

interface RemoteFlags {
  readonly remote?: string;
  readonly branch: string;
}

function command(finish: (code: number) => void): Command {
  const program = new Command("npm run nightly --")
    .description(
      "The steps of the nightly job, in their order; .github/workflows/nightly.yml runs them, and any other host may."
    )
    .showHelpAfterError()
    .exitOverride();
  const onBranch = (name: string) =>
    program
      .command(name)
      .option("--remote <url>", "the repository with the branch of the state; origin unless given")
      .option("--branch <name>", "the branch of the state", stateBranch);
  program
    .command("plan")
    .description("check what SCHEDULE, or STUDY, STEP, FORCE and AS_OF ask, and whether it is due")
    .action(plan);
  onBranch("restore")
    .description("bring the durable state of the last night from its branch into the store")
    .action(restore);
  program
    .command("guard")
    .description(
      "fail where the ledger that the site publishes has origins that the store lacks, unless LOST_LEDGER=accept"
    )
    .action(guard);
  program
    .command("refresh")
    .description("refresh what NIGHT asks, all unless it is set, and keep the record of the night")
    .action(async () => finish(await refresh()));
  program
    .command("publish")
    .description("build the site, check it, and hand it over as a whole; else leave the one that stands")
    .requiredOption("--to <folder>", "where the site is handed over")
    .option("--no-browser", "do not open the pages in a browser")
    .action(async (flags: {to: string; browser: boolean}) => finish(await publish(flags)));
  program
    .command("pack")
    .description("copy the durable state into an empty folder, with a manifest")
    .requiredOption("--to <folder>", "the folder")
    .action(pack);
  onBranch("keep")
    .description("commit a packed state to its branch: one commit a night")
    .requiredOption("--from <folder>", "what pack made")
    .action(keep);
  program
    .command("report")
    .description(
      "open, update or close the issue about the nightly edition, by JOBS and GitHub's own variables"
    )
    .action(report);
  return program;
}

async function plan(): Promise<void> {
  const {SCHEDULE: schedule, STUDY: study, STEP: step, FORCE: force, AS_OF: asOf} = process.env;
  const {today} = readEnvironment();
  const start = {schedule, study, step, force, asOf};
  const asked = askedOf(
    start,
    studies.map(({id}) => id),
    nightOf(everything, today)
  );
  const site = baseUrl();
  const {due, why} = await isDue(asked, async () => (site ? editionOf(site) : undefined), now(today));
  console.log(`${due ? "Due" : "Not due"}: ${why}.`);
  await output({
    due: String(due),
    live: String(asked.asOf === null),
    night: JSON.stringify(asked),
    as_of: asked.asOf ?? ""
  });
}

async function restore(flags: RemoteFlags): Promise<void> {
  const {state} = readEnvironment();
  const {commit, night, written} = await restoreState(state, await remoteOf(flags));
  console.log(
    commit === undefined
      ? `There is no branch ${flags.branch} yet: the store starts without a ledger.`
      : `Restored ${written} files of the night of ${night} (${commit}) into ${state}.`
  );
}

async function guard(): Promise<void> {
  const site = baseUrl();
  if (!site) throw new Error("ALMANAC_BASE_URL is not set: it says which site the ledger is compared with.");
  const ids = studies.map(({id}) => id);
  const {state} = readEnvironment();
  await checkStore(state);
  const loss = await ledgerLoss(site, state, ids);
  if (loss !== undefined && process.env.LOST_LEDGER !== "accept") throw new Error(loss);
  console.log(loss ?? "The ledger has every origin that the site publishes.");
}

async function refresh(): Promise<number> {
  const night = await untilDone((signal) => refreshNight(readEnvironment(), askedNow(), {signal}));
  await tell(night, night.refreshed);
  await output({changed: String(!foundNothing(night))});
  return night.refreshed ? 0 : 1;
}

async function publish({to, browser}: {to: string; browser: boolean}): Promise<number> {
  const {state, today} = readEnvironment();
  const night = await publishNight(state, nightOf(askedNow(), today), {
    to,
    checks: browser ? [build, openPages] : [build]
  });
  const well = night.checked || foundNothing(night);
  await tell(night, well);
  await output({published: String(night.checked)});
  return well ? 0 : 1;
}

async function pack({to}: {to: string}): Promise<void> {
  const {state, today} = readEnvironment();
  const {files, night} = await packState(state, to, nightOf(askedNow(), today));
  console.log(`Packed ${Object.keys(files).length} files of the night of ${night} into ${to}.`);
}

async function keep({from, ...flags}: RemoteFlags & {from: string}): Promise<void> {
  const acceptLoss = process.env.LOST_LEDGER === "accept";
  const {commit, files} = await keepState(from, await remoteOf(flags), {at: now(), acceptLoss});
  console.log(`Kept ${files} files on ${flags.branch} (${commit}).`);
}

async function report(): Promise<void> {
  const [api, name, token, server, run, jobs] = [
    "GITHUB_API_URL",
    "GITHUB_REPOSITORY",
    "GITHUB_TOKEN",
    "GITHUB_SERVER_URL",
    "GITHUB_RUN_ID",
    "JOBS"
  ].map((variable) => given(variable));
  const log = `${server}/${name}/actions/runs/${run}`;
  const read = readJobs(jobs);
  const reasons = reasonsOf(read);
  for (const reason of reasons) console.log(reason);
  const night = {
    night: nightOf(everything),
    log,
    reasons,
    published: read.edition?.outputs.published !== "false"
  };
  console.log(await reportNight({api, name, token}, night));
}

/** Runs something that a signal ends early. */
async function untilDone<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  let result: T | undefined;
  await untilInterrupted(async (signal) => {
    result = await run(signal);
    return 0;
  });
  return result!;
}

/** What the workflow passes on from its plan. */
function askedNow(text = process.env.NIGHT): Asked {
  return text ? askedSchema.parse(JSON.parse(text)) : everything;
}

async function tell(night: Night, well: boolean): Promise<void> {
  console.log(nightLine(night));
  if (!well) await output({reason: night.reasons.join("\n")});
}

async function remoteOf({remote, branch}: RemoteFlags): Promise<Remote> {
  const cwd = process.cwd();
  const url = remote ?? (await git(["remote", "get-url", "origin"], {cwd})).trim();
  const token = url.startsWith("https://") ? process.env.GITHUB_TOKEN || undefined : undefined;
  return {url, branch, token};
}

function given(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set, and the report needs it.`);
  return value;
}

/** Passes values on to the later steps of a job on GitHub; does nothing elsewhere. */
async function output(
  values: Readonly<Record<string, string>>,
  file = process.env.GITHUB_OUTPUT
): Promise<void> {
  if (!file) return;
  // A line that no value can have, whatever a publisher wrote.
  const end = randomUUID();
  for (const [name, value] of Object.entries(values))
    await appendFile(file, `${name}<<${end}\n${value.slice(0, longest)}\n${end}\n`);
}

/** The command line: gives its exit code. 0: done, 1: not done, 2: a flag, study, step or day is unknown. */
export async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  try {
    await command((value) => (code = value)).parseAsync(argv, {from: "user"});
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {name, message} = error as Error;
    process.stderr.write(`${message}\n`);
    await output({reason: message});
    return name === "UnknownName" ? 2 : 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exit(await main(process.argv.slice(2)));
