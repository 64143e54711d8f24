import {join} from "node:path";
import {parseArgs} from "node:util";
import {machineTime} from "../data-loaders/clock.js";
import {readEnvironment} from "../data-loaders/environment.js";
import {createHttp} from "../data-loaders/http.js";
import {sampleFolder, writeSample} from "../data-loaders/sample.js";
import {tables} from "../data-loaders/tables.js";

const help = `npm run sample -- [options]

Makes the sample: the real recorded tables that ship in sample/ and stand in where no live data can be had. It pulls
them from the live publishers, or from ALMANAC_UPSTREAM, through the same code and contracts as live tables.

  --today DAY          the day that the sample is as of (default 2024-12-25)
  --to DAY             the last day recorded (default 2024-12-31)
  --out FOLDER         where to write (default sample/)
  --limit BYTES        fail above this size in all (default 2500000)
  --attribution P/D=TEXT   name who else the data set D of publisher P comes from (repeatable)
  --help`;

const {values: options} = parseArgs({
  options: {
    today: {type: "string", default: "2024-12-25"},
    to: {type: "string", default: "2024-12-31"},
    out: {type: "string", default: sampleFolder},
    limit: {type: "string", default: "2500000"},
    attribution: {type: "string", multiple: true, default: []},
    help: {type: "boolean", default: false}
  }
});

if (options.help) console.log(help);
else await makeSample();

async function makeSample(): Promise<void> {
  const environment = readEnvironment();
  const attributions = Object.fromEntries(
    options.attribution.map((text) => {
      const match = /^([^=]+\/[^=]+)=(.+)$/.exec(text);
      if (!match) throw new Error(`--attribution "${text}": expected <publisher>/<dataset>=<text>`);
      return [match[1], match[2]];
    })
  );
  const records = await writeSample({
    definitions: tables,
    today: options.today,
    recordedTo: options.to,
    folder: options.out,
    state: join(environment.state, "sample"),
    upstream: environment.upstream,
    http: createHttp(),
    now: machineTime(),
    attributions
  });
  const total = records.reduce((sum, {bytes}) => sum + bytes, 0);
  for (const {id, rows, bytes, from, to} of records)
    console.log(`${id}: ${rows} rows, ${from} … ${to}, ${bytes} bytes`);
  console.log(`${total} bytes in all`);
  if (total > Number(options.limit))
    throw new Error(`the sample has ${total} bytes, more than ${options.limit}`);
}
