import {stat} from "node:fs/promises";
import {createInterface} from "node:readline/promises";
import {pathToFileURL} from "node:url";
import {Command, CommanderError, InvalidArgumentError, Option} from "commander";
import {now} from "../data-loaders/clock.js";
import {type Environment, readEnvironment} from "../data-loaders/environment.js";
import {diskError} from "../data-loaders/store/disk.js";
import {enterStore} from "../data-loaders/store/enter.js";
import {checkStore} from "../data-loaders/store/format.js";
import {realms} from "../data-loaders/store/realms.js";
import {UnknownName} from "../models/pipeline/graph.js";
import {type Hand, promoteByHand, rollBack, standingDays} from "../models/registry/by-hand.js";
import {competing} from "../models/registry/promote.js";
import {type Registry, registryPath} from "../models/registry/registry.js";
import {inspectRegistry, readRegistry, writeRegistry} from "../models/registry/store.js";
import {listLines, nameOf, registryLines} from "../models/registry/words.js";
import {readRuns} from "../models/runs/list.js";
import type {Realm} from "../models/runs/runs.js";
import {studies as allStudies} from "../models/studies.js";
import type {Study} from "../models/study.js";

const shownDecisions = 20;

/** What the command works on; each has its default. */
export interface Surroundings {
  readonly environment: Environment;
  readonly studies: readonly KnownStudy[];
  /** Where lines go. */
  readonly write: (line: string) => void;
  /** Asks for a yes; undefined where there is nobody to ask. */
  readonly ask: (question: string) => Promise<boolean | undefined>;
}

type KnownStudy = Pick<Study, "id" | "candidates">;

interface Flags {
  readonly realm?: Realm;
}

interface HandFlags extends Flags {
  readonly reason: string;
  readonly days: number;
  readonly yes?: boolean;
}

/** What a registry becomes by a person's decision. */
type Decide = (
  before: Registry,
  candidates: readonly string[],
  realm: Realm,
  hand: Hand
) => Promise<Registry>;

/**
 * The command line of the registry: gives its exit code. 0: done, 1: not done, 2: a flag, study, candidate or version is
 * unknown.
 */
export async function main(
  argv: readonly string[],
  {
    environment,
    studies = allStudies,
    write = (line) => void process.stdout.write(`${line}\n`),
    ask = askOnTerminal
  }: Partial<Surroundings> = {}
): Promise<number> {
  try {
    const around = {environment: environment ?? readEnvironment(), studies, write, ask};
    await command(around).parseAsync(argv, {from: "user"});
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {name, message} = diskError(error);
    process.stderr.write(`${message}\n`);
    return name === "UnknownName" || name === "UnknownVersion" ? 2 : 1;
  }
}

function command(around: Surroundings): Command {
  const {state} = around.environment;
  const program = new Command("registry")
    .description(
      "Who forecasts, and why: versions, aliases and decisions of each study, and a champion that a person chooses.\nWhat forecasts is a candidate, trained anew for each origin. A version is one of its runs; an earlier one does not forecast again."
    )
    .showHelpAfterError()
    .exitOverride();
  const realm = () =>
    new Option(
      "--realm <realm>",
      "which data (the one whose registry was written last, unless given)"
    ).choices(realms);
  const byHand = (name: string) =>
    program
      .command(name)
      .requiredOption("--reason <words>", "why, for those who read it later")
      .option(
        "--days <n>",
        "days of origins for which the rule leaves the decision alone",
        wholeDays,
        standingDays
      )
      .option("--yes", "decide without a question")
      .addOption(realm());
  program
    .command("list")
    .description("all studies with their aliases")
    .action(() => list(around));
  program
    .command("show <study>")
    .description("versions, aliases and decisions of a study")
    .option("--all", `all decisions, not only the last ${shownDecisions}`)
    .addOption(realm())
    .action((study: string, flags: Flags & {all?: boolean}) => show(around, study, flags));
  byHand("promote <study> <candidate> [version]")
    .description("make a candidate the champion: by its newest run, unless a version is named")
    .action((study: string, candidate: string, number: string | undefined, flags: HandFlags) =>
      decide(around, study, flags, async (before, candidates, realm, hand) => {
        const runs = await readRuns(state, realm, study, {say: around.write});
        const finished = runs.filter(({status}) => status === "finished");
        return promoteByHand(before, candidates, finished, {candidate, number}, hand);
      })
    );
  byHand("rollback <study>")
    .description("make the previous champion the champion again")
    .action((study: string, flags: HandFlags) =>
      decide(around, study, flags, async (before, candidates, _, hand) => rollBack(before, candidates, hand))
    );
  return program;
}

async function list({environment: {state}, studies, write}: Surroundings): Promise<void> {
  await checkStore(state);
  const entries = [];
  const damage: string[] = [];
  for (const {id} of studies) {
    const there = await realmsOf(state, id);
    if (there.length === 0) entries.push({study: id});
    for (const realm of there) {
      try {
        const {registry, damaged} = await inspectRegistry(state, realm, id);
        entries.push({study: id, realm, registry});
        damage.push(...damageLines(damaged));
      } catch (error) {
        entries.push({study: id, realm});
        damage.push((error as Error).message);
      }
    }
  }
  for (const line of [...listLines(entries), ...damage]) write(line);
}

async function show(around: Surroundings, id: string, flags: Flags & {all?: boolean}): Promise<void> {
  const {state} = around.environment;
  const {realm} = await found(around, id, flags);
  const {registry, damaged} = await inspectRegistry(state, realm, id);
  const shown = flags.all ? Number.POSITIVE_INFINITY : shownDecisions;
  const lines = registry ? registryLines(registry, realm, shown) : [];
  for (const line of [...lines, ...damageLines(damaged)]) around.write(line);
}

/** Lets a person decide: says what would be, asks, and writes the registry as the only writer of the store. */
async function decide(around: Surroundings, id: string, flags: HandFlags, how: Decide): Promise<void> {
  const {
    environment: {state, today},
    write,
    ask
  } = around;
  const {study, realm} = await found(around, id, flags);
  const candidates = competing(study.candidates);
  const hand: Hand = {reason: flags.reason, days: flags.days, at: now(today).toISOString()};
  const propose = async () => {
    const before = await readRegistry(state, realm, id, write);
    if (!before) throw nothingYet(id);
    return {before, after: await how(before, candidates, realm, hand)};
  };
  const {before, after} = await locked(state, propose);
  const decision = after.decisions.at(-1)!;
  write(`${id}, ${realm} data: ${nameOf(before.aliases.champion)} is the champion.`);
  write(decision.reason);
  write(
    `What forecasts from the next refresh on is ${decision.champion.candidate} as it is trained then; version ${decision.champion.version} (run ${decision.champion.runId}) itself does not forecast again.`
  );
  const answer = flags.yes ? true : await ask("Make this decision?");
  if (answer === undefined)
    throw new Error(
      "There is no terminal to ask on: nothing was decided. Give --yes to decide without a question."
    );
  if (!answer) throw new Error("Nothing was decided.");
  const number = await locked(state, async () => {
    const again = await propose();
    if (again.before.decisions.length !== before.decisions.length)
      throw new Error(
        `The registry of ${id} changed since you were asked, so nothing was decided: see npm run registry -- show ${id}.`
      );
    await writeRegistry(state, realm, again.after);
    return again.after.decisions.length;
  });
  write(`Decision ${number} is kept. The next npm run refresh forecasts with it.`);
}

/** The study of an id, and the realm that is meant. */
async function found(
  {environment: {state}, studies}: Surroundings,
  id: string,
  {realm}: Flags
): Promise<{study: KnownStudy; realm: Realm}> {
  const study = studies.find((one) => one.id === id);
  if (!study)
    throw new UnknownName(`There is no study "${id}". Known: ${studies.map((one) => one.id).join(", ")}.`);
  await checkStore(state);
  const there = await realmsOf(state, id);
  if (there.length === 0) throw nothingYet(id);
  if (realm !== undefined && !there.includes(realm))
    throw new UnknownName(`The study "${id}" has no registry of ${realm} data, only of ${there.join(", ")}.`);
  return {study, realm: realm ?? there[0]!};
}

function nothingYet(id: string): Error {
  return new Error(`The study "${id}" has no registry yet: npm run refresh makes its first forecast.`);
}

/** The realms that have a registry of a study, the one written last first. */
async function realmsOf(state: string, study: string): Promise<Realm[]> {
  const ages = await Promise.all(
    realms.map(async (realm) => {
      const path = registryPath(state, realm, study);
      const times = await Promise.all([path, path.replace(/\.json$/, "")].map(timeOf));
      return {realm, time: Math.max(...times)};
    })
  );
  return ages
    .filter(({time}) => time >= 0)
    .sort((a, b) => b.time - a.time)
    .map(({realm}) => realm);
}

/** When a file was written, ms; −1 where there is none. */
async function timeOf(path: string): Promise<number> {
  return stat(path).then(
    ({mtimeMs}) => mtimeMs,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return -1;
      throw error;
    }
  );
}

function damageLines(damaged: readonly {readonly path: string; readonly why: string}[]): string[] {
  return damaged.map(
    ({path, why}) =>
      `${path} cannot be used (${why}). Nothing is lost: the next refresh moves it aside and rebuilds it from the kept decisions.`
  );
}

function wholeDays(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number of days, 0 or more.");
  return Number(text);
}

async function locked<T>(state: string, work: () => Promise<T>): Promise<T> {
  const release = await enterStore(state);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Asks on the terminal; no answer but "y" or "yes" is a yes. */
async function askOnTerminal(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({input: process.stdin, output: process.stdout});
  try {
    const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
    return /^y(es)?$/i.test((await Promise.race([terminal.question(`${question} [y/N] `), closed])).trim());
  } finally {
    terminal.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exit(await main(process.argv.slice(2)));
