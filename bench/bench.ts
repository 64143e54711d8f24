import {availableParallelism, cpus} from "node:os";
import {Command} from "commander";
import {runCommand} from "../scripts/site/command.js";
import {algebra} from "./algebra.js";
import {features} from "./features.js";
import {inference} from "./inference.js";
import {lstm} from "./lstm.js";
import type {Bench, Figure} from "./measure.js";
import {build, pages} from "./site.js";
import {parquet, tables} from "./tables.js";
import {training} from "./training.js";
import {trees} from "./trees.js";

/** Every bench, in the order of the way of the data. */
const benches: readonly Bench[] = [
  tables,
  parquet,
  features,
  algebra,
  training,
  lstm,
  trees,
  inference,
  pages,
  build
];

interface Measured {
  readonly bench: string;
  readonly figures?: readonly Figure[];
  /** Why it could not run. */
  readonly skipped?: string;
}

const program = new Command("npm run bench --")
  .description(
    `Measures the project on this machine.\n\n${benches
      .map(({name, about, heavy}) => `  ${name.padEnd(10)} ${about}${heavy ? " (only where named)" : ""}`)
      .join("\n")}`
  )
  .argument("[names...]", "the benches to run; all that are quick, unless told")
  .option("--json", "print JSON alone")
  .action(async (names: string[], {json}: {json?: boolean}) => {
    const chosen = choose(names);
    const measured: Measured[] = [];
    for (const bench of chosen) {
      const result = await run(bench, names.length > 0);
      measured.push(result);
      if (!json) console.log(table(result));
    }
    const machine = {
      node: process.version,
      processor: cpus()[0]?.model ?? "unknown",
      cores: availableParallelism()
    };
    if (json) console.log(JSON.stringify({machine, benches: measured}, null, 2));
    else console.log(`Node ${machine.node}, ${machine.cores} cores, ${machine.processor}`);
  });

/** The benches of these names; throws on an unknown one. */
function choose(names: readonly string[]): readonly Bench[] {
  if (!names.length) return benches.filter(({heavy}) => !heavy);
  return names.map((name) => {
    const found = benches.find((bench) => bench.name === name);
    if (!found)
      throw new Error(
        `There is no bench "${name}". Name one of ${benches.map((bench) => bench.name).join(", ")}.`
      );
    return found;
  });
}

/** Runs a bench. One that cannot run ends the command where it was named, and is skipped otherwise. */
async function run({name, run: measure}: Bench, named: boolean): Promise<Measured> {
  try {
    return {bench: name, figures: await measure()};
  } catch (error) {
    if (named) throw error;
    return {bench: name, skipped: (error as Error).message};
  }
}

function table({bench, figures = [], skipped}: Measured): string {
  const width = Math.max(0, ...figures.map(({what}) => what.length));
  const rows = figures.map(
    ({what, value, unit}) => `  ${what.padEnd(width)}  ${shown(value).padStart(10)} ${unit}`
  );
  return [bench, ...(skipped === undefined ? rows : [`  skipped: ${skipped}`])].join("\n");
}

/** Three significant digits, whole from a hundred on. */
function shown(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

await runCommand(() => program.parseAsync());
