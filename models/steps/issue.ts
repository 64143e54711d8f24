import {join} from "node:path";
import {now} from "../../data-loaders/clock.js";
import {writeJson} from "../../data-loaders/store/files.js";
import type {Scheme} from "../../src/lib/rolled.js";
import {type IssuedForecast, issue as issueOnce, type LedgerEntry} from "../ledger/ledger.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import type {Judged} from "../study.js";
import {definitionOf, files, need, readScheme} from "./files.js";
import {readJudgement} from "./judge.js";
import {below, readPromotion} from "./promote.js";

/** What `issue` is told. */
export type IssueParams = {readonly study: string};

/** Forecast: issues the champion's and the challenger's forecasts of the last origin, once, in the ledger. */
export async function issue(input: TaskInput<IssueParams>): Promise<TaskOutput> {
  const {params, folder, environment, say} = input;
  const {state} = environment;
  const study = definitionOf(params.study, input);
  const {scheme} = await readScheme(need(input, `${study.id}/read`));
  const {judged} = await readJudgement(need(input, `${study.id}/judge`));
  const {realm, origin, registry} = await readPromotion(need(input, `${study.id}/promote`));
  const {champion, challenger} = registry.aliases;
  const proposed: LedgerEntry = {
    study: study.id,
    origin,
    issuedAt: now(environment.today).toISOString(),
    unit: study.unit,
    step: study.step,
    times: [...lastTimes(scheme)].map((time) => new Date(time).toISOString()),
    series: [...scheme.series],
    forecasts: [
      {...champion, alias: "champion" as const},
      ...(challenger ? [{...challenger, alias: "challenger" as const}] : [])
    ].map((version) => ({...version, ...lastForecast(scheme, judged, version.candidate)}))
  };
  const {entry, path, added} = await issueOnce(state, realm, proposed);
  if (!added) say(`the forecast of ${origin} was issued before and stays as it is in the ledger`);
  await writeJson(join(folder, files.entry), entry);
  return {
    value: {origin, issuedAt: entry.issuedAt},
    rows: entry.times.length * entry.series.length,
    leaves: [below(state, path)]
  };
}

function lastTimes({times, leads}: Scheme): Float64Array {
  return times.subarray(times.length - leads);
}

type Columns = Pick<IssuedForecast, "value" | "lo80" | "hi80" | "lo95" | "hi95">;

/** The columns of a candidate at the last origin; null where it has no value. Throws where it has no intervals. */
function lastForecast({series, leads}: Scheme, judged: readonly Judged[], candidate: string): Columns {
  const found = judged.find((one) => one.candidate === candidate);
  if (!found?.bands)
    throw new Error(`The candidate "${candidate}" is to be issued, and it was judged without intervals.`);
  const {values, bands} = found;
  const last = (column: Float64Array): (number | null)[] =>
    [...column.subarray(column.length - series.length * leads)].map((value) =>
      Number.isFinite(value) ? value : null
    );
  const {lo80, hi80, lo95, hi95} = bands;
  return {value: last(values), lo80: last(lo80), hi80: last(hi80), lo95: last(lo95), hi95: last(hi95)};
}
