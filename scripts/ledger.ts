import {pathToFileURL} from "node:url";
import {Command, CommanderError, InvalidArgumentError, Option} from "commander";
import {now} from "../data-loaders/clock.js";
import {type Environment, readEnvironment} from "../data-loaders/environment.js";
import {enterStore} from "../data-loaders/store/enter.js";
import {checkStore} from "../data-loaders/store/format.js";
import {realms, storeOf} from "../data-loaders/store/realms.js";
import {headOf} from "../models/ledger/chain.js";
import {deviationLine, type InspectedLedger, inspectLedger} from "../models/ledger/inspect.js";
import {giveUp} from "../models/ledger/lost.js";
import {editionLines} from "../models/ledger/words.js";
import {UnknownName} from "../models/pipeline/graph.js";
import type {Realm} from "../models/runs/runs.js";
import {studies as allStudies} from "../models/studies.js";
import type {Study} from "../models/study.js";

/** What the command works on; each has its default. */
export interface Surroundings {
  readonly environment: Environment;
  readonly studies: readonly KnownStudy[];
  /** Where lines go. */
  readonly write: (line: string) => void;
}

type KnownStudy = Pick<Study, "id" | "kind">;

interface Flags {
  readonly study?: string;
  readonly realm?: Realm;
}

/**
 * The command line of the ledger: gives its exit code. 0: all is as it was issued, 1: it is not, or nothing was done, 2: a flag, study or
 * origin is unknown.
 */
export async function main(
  argv: readonly string[],
  {
    environment = readEnvironment(),
    studies = allStudies,
    write = (line) => void process.stdout.write(`${line}\n`)
  }: Partial<Surroundings> = {}
): Promise<number> {
  try {
    return await run(argv, {environment, studies, write});
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const {name, message} = error as Error;
    process.stderr.write(`${message}\n`);
    return name === "UnknownName" ? 2 : 1;
  }
}

async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  let code = 0;
  const program = new Command("ledger")
    .description(
      "Every forecast ever issued, and how it went: what is kept, and whether it is still what was issued."
    )
    .showHelpAfterError()
    .exitOverride();
  const realm = () => new Option("--realm <realm>", "which data (all, unless given)").choices(realms);
  program
    .command("verify")
    .description(
      "compare every entry with the chain of hashes; exit code 1 where one was changed, removed or put in"
    )
    .option("--study <id>", "only this study")
    .option(
      "--head <sha256>",
      "a head that was published before, as in track.json: it must be in the chain",
      digest
    )
    .addOption(realm())
    .action(async (flags: Flags & {head?: string}) => {
      code = await verify(around, flags);
    });
  program
    .command("show")
    .description("the editions of a study with their scores")
    .requiredOption("--study <id>", "which study")
    .addOption(realm())
    .action((flags: Flags) => show(around, flags));
  program
    .command("lost")
    .description(
      "accept that the entry of an origin is gone for good; its link stays in the chain with the reason"
    )
    .requiredOption("--study <id>", "which study")
    .requiredOption("--origin <instant>", "the origin, as verify names it")
    .requiredOption("--reason <words>", "why, for those who read it later")
    .addOption(new Option("--realm <realm>", "which data").choices(realms).default("live"))
    .action((flags: {study: string; origin: string; reason: string; realm: Realm}) => lost(around, flags));
  await program.parseAsync(argv, {from: "user"});
  return code;
}

async function verify(around: Surroundings, flags: Flags & {head?: string}): Promise<number> {
  const {state} = around.environment;
  await checkStore(state);
  let bad = 0;
  let found = false;
  for (const {id} of known(around, flags.study)) {
    for (const realm of realms.filter((one) => (flags.realm ?? one) === one)) {
      const ledger = await inspectLedger(storeOf(state, realm), realm, id);
      bad += ledger.deviations.length;
      for (const deviation of ledger.deviations) around.write(`✗ ${deviationLine(deviation)}`);
      if (ledger.deviations.length === 0)
        for (const line of soundLines(id, realm, ledger)) around.write(line);
      found ||= ledger.links.some(({hash}) => hash === flags.head);
    }
  }
  if (flags.head !== undefined && !found) {
    bad += 1;
    around.write(
      `✗ expected a link with the hash ${flags.head} in the chain; came none: what was issued up to it was replaced`
    );
  }
  if (bad > 0)
    around.write(
      "The ledger is not what was issued. Bring these files back from an older store; where an entry is lost for good: npm run ledger -- lost --help."
    );
  return bad > 0 ? 1 : 0;
}

function soundLines(study: string, realm: Realm, {links, due}: InspectedLedger): string[] {
  if (links.length + due.length === 0) return [];
  const lines = [
    `${study}, ${realm} data: ${links.length} ${links.length === 1 ? "edition" : "editions"} as issued, head ${headOf(links)}`
  ];
  if (due.length > 0)
    lines.push(
      `  ${due.length} not in the chain yet, from ${due[0]!.origin} on: the next refresh links them`
    );
  for (const {origin, lost} of links)
    if (lost) lines.push(`  ${origin} is lost, accepted ${lost.at}: ${lost.reason}`);
  return lines;
}

async function show(around: Surroundings, {study, realm}: Flags): Promise<void> {
  const {state} = around.environment;
  const [{id, kind}] = known(around, study) as [KnownStudy];
  await checkStore(state);
  let any = false;
  for (const one of realms.filter((other) => (realm ?? other) === other)) {
    const lines = await editionLines(storeOf(state, one), one, {id, kind});
    any ||= lines.length > 0;
    for (const line of lines) around.write(line);
  }
  if (!any)
    throw new Error(
      `The study "${id}" has issued nothing${realm ? ` from ${realm} data` : ""} yet: npm run refresh makes its first forecast.`
    );
}

async function lost(
  around: Surroundings,
  {study, origin, reason, realm}: {study: string; origin: string; reason: string; realm: Realm}
): Promise<void> {
  const {state, today} = around.environment;
  known(around, study);
  const store = storeOf(state, realm);
  const release = await enterStore(store);
  try {
    await giveUp(store, realm, study, origin, {at: now(today).toISOString(), reason});
  } finally {
    await release();
  }
  around.write(`${study}, ${realm} data, origin ${origin}: kept as lost. Its link stays in the chain.`);
}

/** The study of an id, or all. */
function known({studies}: Surroundings, id: string | undefined): readonly KnownStudy[] {
  const found = id === undefined ? studies : studies.filter((one) => one.id === id);
  if (found.length === 0)
    throw new UnknownName(`There is no study "${id}". Known: ${studies.map((one) => one.id).join(", ")}.`);
  return found;
}

function digest(text: string): string {
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new InvalidArgumentError("Expected a sha256 of 64 hexadecimal digits.");
  return text;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exit(await main(process.argv.slice(2)));
