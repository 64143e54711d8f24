import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Command} from "commander";
import {stopwatch} from "../data-loaders/clock.js";
import {tableOf, tables} from "../data-loaders/tables.js";
import {rehearse, type Told} from "./rehearse/case.js";
import {casesOf, targets} from "./rehearse/matrix.js";
import {openReplay} from "./rehearse/replay.js";
import {makeStores, type Stores} from "./rehearse/stores.js";
import {judgedYears} from "./rehearse/years.js";
import {runCommand} from "./site/command.js";

interface Flags {
  readonly publisher?: string;
  readonly dataset?: string;
  readonly table?: string;
  readonly fault?: string;
  readonly from?: "last-good" | "none";
  readonly years?: string;
}

const program = new Command("npm run rehearse --")
  .description(
    "Walks what publishers may do wrong on a replay of real data, and says what each fault comes to: recovered (the same bytes as\nwithout it), last good (told on page, in health.json and feed), or stopped (nothing changed). Fails where it is none of these,\nor where the next healthy run gives other bytes."
  )
  .option(
    "--publisher <id>",
    `faults of this one alone: ${[...new Set(targets.map(({publisher}) => publisher))].join(", ")}`
  )
  .option(
    "--dataset <text>",
    "faults of the data set with this in its addresses alone, such as eco2mix-national-tr"
  )
  .option("--table <id>", "this table alone")
  .option("--fault <kinds>", "these kinds alone, such as 503 or scale,shift")
  .option("--from <state>", "from last-good or from none alone")
  .option(
    "--years <days>",
    "instead: how many false alarms there are on the recorded years, judged every so many days"
  )
  .allowExcessArguments(false)
  .showHelpAfterError();

/** One line of the table. */
function lineOf({name, end, wrong, requests, seconds, waited}: Told): string {
  const cost = `${String(requests).padStart(3)} requests ${seconds.toFixed(1).padStart(5)} s, ${waited.toFixed(0).padStart(3)} s of waits`;
  return `${wrong.length === 0 ? "✓" : "✗"} ${name.padEnd(66)} ${end.padEnd(10)} ${cost}${wrong.map((one) => `\n    ${one}`).join("")}`;
}

/** Judges the recorded years of the tables, and prints a line for each. */
async function judgeYears(every: number, table: string | undefined): Promise<void> {
  if (!(every >= 1)) throw new Error(`--years expects a number of days from 1 on, such as 28.`);
  for (const {id} of table === undefined ? tables : [tableOf(table)]) {
    const {days, checks, alarms} = await judgedYears(id, every);
    const span = `${days[0]} … ${days.at(-1)}`;
    console.log(
      `${id.padEnd(16)} ${String(days.length).padStart(4)} days of ${span}, ${checks} checks, ${alarms.length} false alarms`
    );
    for (const {day, breach} of alarms)
      console.log(`    ${day}: ${breach.code} of ${breach.column}: ${breach.message} (${breach.sample[0]})`);
    if (alarms.length > 0) process.exitCode = 1;
  }
}

await runCommand(async () => {
  const {publisher, dataset, table, fault, from, years} = program.parse().opts<Flags>();
  if (years !== undefined) return judgeYears(Math.floor(Number(years)), table);
  const replay = await openReplay();
  if (replay === undefined) {
    console.log("Skipped: no replay of publishers, neither in ALMANAC_REPLAY nor beside the checkout.");
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), "almanac-rehearse-"));
  const started = stopwatch();
  try {
    const cases = casesOf(
      (one) =>
        (publisher === undefined || one.target.publisher === publisher) &&
        (dataset === undefined || one.target.dataset === dataset) &&
        (table === undefined || one.target.table === table) &&
        (fault === undefined || fault.split(",").includes(one.fault.split(":")[0]!)) &&
        (from === undefined || one.lastGood === (from === "last-good"))
    );
    if (cases.length === 0) throw new Error("No case is left: see npm run rehearse -- --help.");
    const stores = new Map<string, Stores>();
    const told: Told[] = [];
    for (const one of cases) {
      const key = one.target.table;
      if (!stores.has(key)) stores.set(key, await makeStores(replay, one.target, folder));
      const here = await rehearse(replay, one, stores.get(key)!, folder);
      told.push(here);
      console.log(lineOf(here));
    }
    const wrong = told.filter(({wrong}) => wrong.length > 0);
    const count = (end: Told["end"]) => told.filter((one) => one.end === end).length;
    console.log(
      `${told.length} cases in ${((stopwatch() - started) / 1000).toFixed(0)} s: ${count("recovered")} recovered, ${count("last good")} last good, ${count("stopped")} stopped; ${wrong.length} not as they must be.`
    );
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    replay.close();
    await rm(folder, {recursive: true, force: true});
  }
});
