import {join} from "node:path";
import {writeAtomic} from "../../data-loaders/store/files.js";
import {type BacktestReport, backtestSchema} from "../../src/lib/artifacts/backtest.js";
import {cardSchema} from "../../src/lib/artifacts/cards.js";
import {type Drift, driftSchema} from "../../src/lib/artifacts/drift.js";
import {type Forecast, forecastSchema} from "../../src/lib/artifacts/forecast.js";
import {type Run, runsSchema} from "../../src/lib/artifacts/runs.js";
import {studySchema} from "../../src/lib/artifacts/study.js";
import {trackSchema} from "../../src/lib/artifacts/track.js";
import type {Judgement} from "../judge/judge.js";
import type {IssuedTrack} from "../ledger/track.js";
import type {Registry} from "../registry/registry.js";
import type {ArtifactsInput, Study, StudyData, TableFiles} from "../study.js";
import {backtestReport, writeBacktestRows} from "./backtest.js";
import {forecastCsv, forecastOf} from "./forecast.js";
import {artifactJson} from "./json.js";
import {provenanceOf, type TableState} from "./provenance.js";
import {studyReport} from "./study-report.js";
import {trackOf} from "./track.js";

/** Everything that a study publishes from. */
export interface Publication {
  readonly study: Study;
  /** The day that its forecast starts with, `YYYY-MM-DD`. */
  readonly today: string;
  /** See `issueInstant`. */
  readonly issuedAt: string;
  readonly data: StudyData<unknown>;
  readonly judgement: Judgement;
  readonly registry: Registry;
  readonly runs: readonly Run[];
  /** The ledger as CSV, see `ledgerCsv`. */
  readonly ledger: string;
  /** What was issued and how it went, see `issuedTrack`. */
  readonly issued: IssuedTrack;
  /** What was replayed and how it went, and its ledger as CSV; none where no day was. */
  readonly replayed?: IssuedTrack;
  readonly replayedLedger?: string;
  /** See `driftOf`; none where the study watches no column. */
  readonly drift?: Drift;
  readonly tables: readonly TableState[];
  /** Why the study is not all live, where it is not, in one short sentence for readers. */
  readonly reason?: string;
  readonly tableFiles: TableFiles;
  /** Files of the fitted models by candidate. */
  readonly files: ArtifactsInput<unknown>["files"];
}

/**
 * Writes all artifacts of one study below `<folder>/api/<study>/`: forecast.json and .csv, backtest.json and
 * .parquet, runs.json, drift.json (where the study watches columns), ledger.csv, study.json, track.json, and what the
 * study adds itself. Equal input gives equal bytes.
 * @returns the paths below `folder`, and the number of rows of the backtest.
 * @throws when an artifact does not fit its schema, or when the study adds one under a name that is taken.
 */
export async function publishStudy(
  publication: Publication,
  folder: string
): Promise<{paths: string[]; rows: number}> {
  const {study, today, issuedAt, data, judgement, registry, ledger, drift, tables} = publication;
  const provenance = provenanceOf(tables);
  const {champion} = registry.aliases;
  const forecast = forecastOf(study, data, judgement, champion, provenance, issuedAt);
  const backtest = backtestReport(study, data, judgement, champion.candidate, provenance, issuedAt);
  const report = studyReport(study, data.scheme.leads, registry, tables, {
    provenance,
    issuedAt,
    day: today,
    reason: publication.reason
  });
  const texts: Record<string, string | Uint8Array> = {
    "forecast.json": artifactJson(`${study.id}/forecast.json`, forecastSchema, forecast),
    "forecast.csv": forecastCsv(forecast),
    "backtest.json": artifactJson(`${study.id}/backtest.json`, backtestSchema, backtest),
    "runs.json": artifactJson(`${study.id}/runs.json`, runsSchema, withAliases(publication.runs, registry)),
    "ledger.csv": ledger,
    "study.json": artifactJson(`${study.id}/study.json`, studySchema, report),
    "track.json": artifactJson(
      `${study.id}/track.json`,
      trackSchema,
      trackOf(study, data, judgement, registry, publication, provenance, issuedAt)
    )
  };
  if (publication.replayedLedger !== undefined) texts["replayed.csv"] = publication.replayedLedger;
  if (drift) texts["drift.json"] = artifactJson(`${study.id}/drift.json`, driftSchema, drift);
  for (const [name, bytes] of Object.entries(await ownArtifacts(publication, forecast, backtest))) {
    if (name in texts || name === "backtest.parquet" || name.split("/").includes("..")) {
      throw new Error(
        `study ${study.id} adds an artifact "${name}", a name that is taken or leads elsewhere: choose another`
      );
    }
    texts[name] = name === "card.json" ? cardText(study.id, bytes) : bytes;
  }
  const path = (name: string) => `api/${study.id}/${name}`;
  for (const [name, content] of Object.entries(texts)) await writeAtomic(join(folder, path(name)), content);
  const rows = await writeBacktestRows(join(folder, path("backtest.parquet")), study, data, judgement);
  return {paths: [...Object.keys(texts), "backtest.parquet"].map(path).sort(), rows};
}

async function ownArtifacts(
  {study, today, data, judgement, registry, tableFiles, files}: Publication,
  forecast: Forecast,
  backtest: BacktestReport
): Promise<Readonly<Record<string, Uint8Array>>> {
  if (!study.artifacts) return {};
  const champion = registry.aliases.champion.candidate;
  return study.artifacts({
    tables: tableFiles,
    today,
    data,
    judged: judgement.judged,
    champion,
    forecast,
    backtest,
    files
  });
}

/** The card that a study made, checked like every artifact with a schema. */
function cardText(study: string, bytes: Uint8Array): string {
  return artifactJson(`${study}/card.json`, cardSchema, JSON.parse(new TextDecoder().decode(bytes)));
}

function withAliases(runs: readonly Run[], {aliases}: Registry): Run[] {
  const aliasOf = (runId: string) =>
    (["champion", "challenger", "previous"] as const).find((alias) => aliases[alias]?.runId === runId);
  return runs.map((run) => {
    const alias = aliasOf(run.runId);
    return alias ? {...run, alias} : {...run};
  });
}
