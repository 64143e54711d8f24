import {join} from "node:path";
import {Command, InvalidArgumentError} from "commander";
import {machineTime} from "../data-loaders/clock.js";
import {readEnvironment} from "../data-loaders/environment.js";
import {createHttp} from "../data-loaders/http.js";
import {checkSampleDays, sampleFolder, writeSample} from "../data-loaders/sample.js";
import {diskError} from "../data-loaders/store/disk.js";
import {checkStore} from "../data-loaders/store/format.js";
import {lockStore} from "../data-loaders/store/lock.js";
import {tables} from "../data-loaders/tables.js";
import {dayNumber, dayOfNumber} from "../src/lib/time/zone.js";
import {runCommand} from "./site/command.js";

/** A parser of an argument that commander names in its message when it throws. */
function argument<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}

const day = argument((text) => {
  if (dayOfNumber(dayNumber(text)) !== text) throw new Error(`There is no day ${text}.`);
  return text;
});

/** A study's tables begin with its id. */
const study = argument((text) => {
  const known = [...new Set(tables.map(({id}) => id.slice(0, id.indexOf("-"))))];
  if (!known.includes(text)) throw new Error(`Expected one of ${known.join(", ")}.`);
  return text;
});

const bytes = argument((text) => {
  if (!/^[1-9]\d*$/.test(text)) throw new Error("Expected a whole number of bytes.");
  return Number(text);
});

function attribution(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const match = /^([^=]+\/[^=]+)=(.+)$/.exec(text);
  if (!match) throw new InvalidArgumentError("Expected <publisher>/<dataset>=<text>.");
  return {...before, [match[1]]: match[2]};
}

interface Flags {
  readonly study?: string;
  readonly today?: string;
  readonly to?: string;
  readonly out: string;
  readonly limit: number;
  readonly attribution: Readonly<Record<string, string>>;
}

const program = new Command("npm run sample --")
  .description(
    "Makes the sample: the real recorded tables that ship in sample/ and stand in where no live data can be had.\nIt pulls them from the live publishers, or from ALMANAC_UPSTREAM, through the same code and contracts as live tables."
  )
  .option("--study <id>", "the tables of this study alone (those of all, unless given)", study)
  .option("--today <day>", "the day that the sample is as of (each study's own, unless given)", day)
  .option("--to <day>", "the last day recorded (each study's own, unless given)", day)
  .option("--out <folder>", "where to write", sampleFolder)
  .option("--limit <bytes>", "fail above this size in all", bytes, 8_000_000)
  .option(
    "--attribution <p/d=text>",
    "who else the data set d of publisher p comes from (repeatable)",
    attribution,
    {}
  )
  .allowExcessArguments(false)
  .showHelpAfterError()
  .action(async ({study: only, today, to, out, limit, attribution: attributions}: Flags) => {
    const environment = readEnvironment();
    await checkStore(environment.state);
    const definitions = tables.filter(({id}) => only === undefined || id.startsWith(`${only}-`));
    const days = {today, recordedTo: to};
    checkSampleDays(definitions, days, machineTime());
    const state = join(environment.state, "sample");
    const release = await lockStore(state);
    const records = await writeSample({
      ...{definitions, ...days, folder: out, state},
      upstream: environment.upstream,
      http: createHttp(),
      now: machineTime(),
      attributions
    })
      .catch((error: unknown) => {
        throw diskError(error);
      })
      .finally(release);
    const total = records.reduce((sum, record) => sum + record.bytes, 0);
    for (const {id, rows, bytes: size, from, to: last} of records)
      console.log(`${id}: ${rows} rows, ${from} … ${last}, ${size} bytes`);
    console.log(`${total} bytes in all`);
    if (total > limit) throw new Error(`the sample has ${total} bytes, more than ${limit}`);
  });

await runCommand(() => program.parseAsync());
