import type {Provenance} from "../src/lib/artifacts/provenance.js";
import type {Breach} from "../src/lib/artifacts/tables.js";
import {localDay} from "../src/lib/time/zone.js";
import {now as clockNow, machineTime} from "./clock.js";
import type {Environment} from "./environment.js";
import type {Http} from "./http.js";
import {updateLive} from "./live.js";
import type {Pulls} from "./pulls.js";
import {createPulls} from "./pulls.js";
import type {TableRecord} from "./record.js";
import {restoreRecorded} from "./recorded.js";
import {sampleFolder} from "./sample.js";
import type {Shared} from "./sharing.js";
import {sharing} from "./sharing.js";
import type {TableDefinition} from "./table.js";
import {brestCalendar} from "./tables/brest-calendar.js";
import {brestLoad} from "./tables/brest-load.js";
import {brestWeather} from "./tables/brest-weather.js";
import {franceCalendar} from "./tables/france-calendar.js";
import {franceLoad} from "./tables/france-load.js";
import {franceWeather} from "./tables/france-weather.js";
import {gasDays} from "./tables/gas-days.js";
import {rainDays} from "./tables/rain-days.js";
import type {Trouble} from "./trouble.js";
import {inReadersWords, troublesOf} from "./trouble.js";

/** Every table. A new one is a file in `tables/` and a line here. */
export const tables: readonly TableDefinition[] = [
  franceLoad,
  franceWeather,
  franceCalendar,
  brestLoad,
  brestWeather,
  brestCalendar,
  rainDays,
  gasDays
];

/** The definition of a table; throws with the ids that there are. */
export function tableOf(id: string): TableDefinition {
  const found = tables.find((table) => table.id === id);
  if (!found)
    throw new Error(`unknown table "${id}": there are ${tables.map((table) => table.id).join(", ")}`);
  return found;
}

/** A table that is ready to be read. */
export interface TableResult {
  readonly id: string;
  /** Absolute path of the Parquet file. */
  readonly path: string;
  readonly mode: Provenance["mode"];
  /** The last whole local day that it describes. */
  readonly asOf: string;
  readonly record: TableRecord;
  /** What is wrong with it; for a last good table, what was wrong with the pull that it stands in for. */
  readonly breaches: readonly Breach[];
  /** Why it is not live, in one short sentence for readers. */
  readonly reason?: string;
  /** Why it is not live, in full, for the log: which pull failed where and how, or which breaches. */
  readonly detail?: string;
  readonly troubles?: readonly Trouble[];
}

/** The tables of one study: each live or last good, or all recorded. */
export interface TablesResult {
  readonly realm: "live" | "recorded";
  /** The day that the edition is for, whose start is the origin. */
  readonly today: string;
  readonly tables: Readonly<Record<string, TableResult>>;
  /** Why not all of them are live though live data were wanted, in one short sentence for readers. */
  readonly reason?: string;
  /** Why the sample is shown where live data were wanted, in full, for the log. */
  readonly detail?: string;
  readonly requests: Pulls["counts"];
}

/** What a caller may share between studies, and a test replace. */
export interface TableEffects {
  readonly http: Http;
  readonly now: Date;
  /** What the machine's clock says, whatever `ALMANAC_TODAY`. */
  readonly machine: Date;
  /** Folder of the sample. */
  readonly sample: string;
  /** Told what of the store was damaged, and what became of it. */
  readonly say: (message: string) => void;
}

/**
 * Brings a study's tables up to date and says what they are worth. In `auto`, if any of them has neither a good pull nor a
 * last good table young enough, all come from the sample: live and recorded data never mix. Studies that are updated at the
 * same time share one client, and what two of them need is asked for once.
 * @throws in `live` where a table has neither; where `ALMANAC_TODAY` lies ahead or before the data; where the sample is
 * needed and cannot be used. The message is fit for readers; the full text, where there is more, is its `cause`.
 */
export async function updateTables(
  ids: readonly string[],
  environment: Environment,
  effects: Partial<TableEffects> = {}
): Promise<TablesResult> {
  const {state, upstream, today, patience} = environment;
  const limits = patience === undefined ? {} : {patience};
  return sharing(JSON.stringify([state, upstream, today, patience]), limits, (shared) =>
    update(ids, environment, effects, shared)
  );
}

async function update(
  ids: readonly string[],
  environment: Environment,
  effects: Partial<TableEffects>,
  {http, asked}: Shared
): Promise<TablesResult> {
  const definitions = ids.map(tableOf);
  const now = effects.now ?? clockNow(environment.today);
  const {state, upstream, sources} = environment;
  const {say = () => {}} = effects;
  const client = effects.http ?? http;
  const pulls = createPulls(client, {state, upstream, now, asked, say});
  const keptPulls = (then: Date) => createPulls(client, {state, upstream, now: then, keptOnly: true, say});
  const folder = effects.sample ?? sampleFolder;
  if (sources === "sample") return recorded(definitions, folder, state, pulls, {});

  checkToday(ids, environment, effects.machine);
  const today = environment.today ?? localDay(definitions[0].timeZone, now.getTime());
  const updates = await Promise.allSettled(
    definitions.map((definition) => updateLive(definition, {state, pulls, today, now, keptPulls, say}))
  );
  const ready = updates.flatMap((update) => (update.status === "fulfilled" ? [update.value] : []));
  if (ready.length === ids.length) {
    const reason = inReadersWords(ready.flatMap(({troubles}) => troubles ?? []));
    return {realm: "live", today, tables: byId(ready), reason, requests: pulls.counts};
  }

  const lacking = updates.flatMap((update, i) =>
    update.status === "rejected" ? [{id: ids[i], error: update.reason as Error}] : []
  );
  const reason = inReadersWords(lacking.flatMap(({error}) => troublesOf(error)));
  const detail = lacking.map(({id, error}) => `${id}: ${error.message}`).join("; ");
  if (sources === "auto") return recorded(definitions, folder, state, pulls, {reason, detail});
  throw new Error(
    `ALMANAC_SOURCES=live, and there is no usable table for ${lacking.map(({id}) => id).join(", ")}: ${reason}. ` +
      "Try again when the publisher answers, or allow the recorded sample with ALMANAC_SOURCES=auto.",
    {cause: detail}
  );
}

/** `updateTables` for one table. */
export async function updateTable(
  id: string,
  environment: Environment,
  effects: Partial<TableEffects> = {}
): Promise<TableResult> {
  return (await updateTables([id], environment, effects)).tables[id];
}

function byId(results: readonly TableResult[]): Record<string, TableResult> {
  return Object.fromEntries(results.map((result) => [result.id, result]));
}

/**
 * A clock that stands ahead of the machine's, or before the data, would make an edition of nothing.
 * @throws where `ALMANAC_TODAY` does so for these tables; where only the sample is asked for, which has a day of its own, in the first case alone.
 */
export function checkToday(
  ids: readonly string[],
  {today, sources}: Pick<Environment, "today" | "sources">,
  machine = machineTime()
): void {
  if (today === undefined) return;
  const definitions = ids.map(tableOf);
  const day = localDay(definitions[0].timeZone, machine.getTime());
  if (today > day) {
    throw new Error(
      `ALMANAC_TODAY=${today} lies in the future: the machine's clock says ${day}. Give a day up to ${day}, or leave it out.`
    );
  }
  if (sources === "sample") return;
  const first = definitions
    .map(({from}) => from)
    .sort()
    .at(-1)!;
  if (today <= first) {
    throw new Error(
      `ALMANAC_TODAY=${today} lies before the data, which begin on ${first}. Give a later day, or leave it out.`
    );
  }
}

async function recorded(
  definitions: readonly TableDefinition[],
  folder: string,
  state: string,
  {counts}: Pulls,
  {reason, detail}: Pick<TablesResult, "reason" | "detail">
): Promise<TablesResult> {
  const results = [];
  for (const definition of definitions)
    results.push(await restoreRecorded(definition, folder, state, reason));
  const days = [...new Set(results.map(({record}) => record.today))];
  if (days.length === 1)
    return {realm: "recorded", today: days[0], tables: byId(results), reason, detail, requests: counts};
  throw new Error(
    `the sample's tables are as of different days (${days.join(", ")}). Make it anew with npm run sample.`
  );
}
