import {join} from "node:path";
import {now} from "../../data-loaders/clock.js";
import {stableJson, writeJson} from "../../data-loaders/store/files.js";
import {issue as issueOnce} from "../ledger/issue.js";
import {chainPath} from "../ledger/ledger.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import {ledgerEntryOf} from "../publish/forecast.js";
import {issueInstant} from "../publish/provenance.js";
import {below, definitionOf, files, need, readScheme} from "./files.js";
import {readJudgement} from "./judge.js";
import {readPromotion} from "./promote.js";

/** What `issue` is told. */
export type IssueParams = {readonly study: string};

/**
 * Forecast: issues the champion's and the challenger's forecasts of the last origin, once, in the ledger. Where the models or
 * the data changed since, the edition shows the newer forecast with the time at which it was made; the ledger keeps the first.
 */
export async function issue(input: TaskInput<IssueParams>): Promise<TaskOutput> {
  const {params, folder, environment, say} = input;
  const {state} = environment;
  const study = definitionOf(params.study, input);
  const judging = await readScheme(need(input, `${study.id}/read`));
  const judgement = await readJudgement(need(input, `${study.id}/judge`));
  const {realm, origin, registry} = await readPromotion(need(input, `${study.id}/promote`));
  const issuedAt = issueInstant(realm, Date.parse(origin), now(environment.today));
  const proposed = {
    ...ledgerEntryOf(study, judging, judgement, registry, issuedAt),
    ...(realm === "replayed" ? {replayed: true as const} : {})
  };
  const {entry, path, added} = await issueOnce(state, realm, proposed);
  const same = stableJson(entry.forecasts) === stableJson(proposed.forecasts);
  if (!added)
    say(
      `the forecast of ${origin} was issued before and stays as it is in the ledger${same ? "" : "; this edition shows the newer one, with its own time of issue"}`
    );
  await writeJson(join(folder, files.entry), entry);
  return {
    value: {origin, issuedAt: same ? entry.issuedAt : issuedAt},
    rows: entry.times.length * entry.series.length,
    leaves: [path, chainPath(state, realm, study.id)].map((leaf) => below(state, leaf))
  };
}
