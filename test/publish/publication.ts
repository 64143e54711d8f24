import type {TableRecord} from "../../data-loaders/record.js";
import {judge} from "../../models/judge/judge.js";
import {ledgerCsv} from "../../models/ledger/csv.js";
import {issuedTrack} from "../../models/ledger/track.js";
import {driftReport} from "../../models/publish/drift.js";
import {ledgerEntryOf} from "../../models/publish/forecast.js";
import {provenanceOf, type TableState} from "../../models/publish/provenance.js";
import type {Publication} from "../../models/publish/study.js";
import {promote} from "../../models/registry/promote.js";
import type {Study, WatchedColumn} from "../../models/study.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {addDays} from "../../src/lib/time/zone.js";
import {type World, world} from "../judge/world.js";

const record: TableRecord = {
  ...{
    id: "made-up-load",
    title: "Made-up load",
    timeZone: "UTC",
    rows: 480,
    from: "2024-01-01",
    to: "2024-04-29"
  },
  ...{today: "2024-04-29", asOf: "2024-04-28", madeAt: "2024-04-29T06:12:00.000Z", sha256: "ab", bytes: 1000},
  columns: [{name: "load", type: "DOUBLE", unit: "MW", description: "made-up load"}],
  sources: [
    {
      ...{
        publisher: "nobody",
        dataset: "none",
        title: "Nothing",
        url: "https://example.org/",
        licence: "none"
      },
      ...{pulledAt: "2024-04-29T06:12:00.000Z", sha256: "cd", citation: "Nobody, Nothing"}
    }
  ],
  breaches: [],
  contract: [{code: "gap", level: "warning", column: "load", rule: "no gaps"}],
  days: {repaired: ["2024-02-01"]}
};

export const table: TableState = {id: record.id, mode: "live", asOf: "2024-04-28", record, breaches: []};

/** Two columns over three years: one that stays alike, one that has moved in the last four weeks. */
function watched(): WatchedColumn[] {
  const days = Array.from({length: 8 * 1214}, (_, i) => addDays("2021-01-01", Math.floor(i / 8)));
  const season = (i: number) => 20 + 5 * Math.sin((2 * Math.PI * i) / 8 / 365.25);
  const still = Float64Array.from(days, (_, i) => season(i) + Math.sin(i * 7.7));
  return [
    {column: "temperature", unit: "°C", days, values: still},
    {
      column: "load",
      unit: "MW",
      days,
      values: still.map((value, i) => (i >= 8 * (1214 - 28) ? value + 9 : value))
    }
  ];
}

/** All that a made-up study publishes from; origins from 2024-01-01 to 2024-04-29. */
export function publication(more: Partial<Study> = {}, made: World = world()): Publication {
  const {study: judged, data, rolled} = made;
  const study: Study = {
    ...judged,
    ...{
      module: new URL("file:///nowhere.ts"),
      title: "Made up",
      question: "How much is made up?",
      target: "made-up load",
      subject: "load"
    },
    ...{
      unit: "MW",
      kind: "number",
      step: "PT6H",
      timeZone: "UTC",
      scoredRows: "all that is known",
      tables: [record.id]
    },
    ...{sampleDay: "2024-04-29", seed: 1},
    read: async () => ({...data, data: {}}),
    watch: async () => watched(),
    ...more
  };
  const judgement = judge(study, data, rolled);
  const names = Object.keys(judgement.losses);
  const origin = new Date(data.scheme.origins.at(-1)!).toISOString();
  const registry = promote(undefined, {
    ...{
      study: study.id,
      origin,
      at: "2024-04-29T06:20:00.000Z",
      best: judgement.best,
      metric: study.rule.metric,
      origins: data.scheme.origins.slice(data.scoredFrom, data.scoredTo),
      rule: study.rule.words,
      losses: judgement.losses,
      h: 2
    },
    runIds: Object.fromEntries(names.map((name) => [name, `run-${name}`]))
  });
  const runs = names.map(
    (candidate): Run => ({
      ...{
        runId: `run-${candidate}`,
        study: study.id,
        candidate,
        status: "finished" as const,
        startedAt: "2024-04-29T06:15:00.000Z",
        ...{seconds: 1.5, cpuSeconds: 1.4, peakMemoryMB: 30}
      },
      ...{params: {size: 1}, metrics: {mape: 1}, history: {loss: [{step: 1, value: 0.5}]}, tags: {}},
      artifacts: [{path: "model/model.json", sha256: "ef", bytes: 12}],
      lineage: {commit: "unknown", dataHash: "d", codeHash: "c", seed: 1}
    })
  );
  const issuedAt = "2024-04-29T06:20:00.000Z";
  const entry = ledgerEntryOf(study, data, judgement, registry, issuedAt);
  const ledger = ledgerCsv([entry], new Map());
  const {block} = data.scheme;
  const issued = issuedTrack([entry], new Map(), {kind: study.kind, block, head: "0".repeat(64)});
  const drift = driftReport(study, watched(), table.asOf, provenanceOf([table]), issuedAt);
  return {
    ...{
      study,
      today: "2024-04-29",
      issuedAt,
      data: {...data, data: {}},
      judgement,
      registry,
      runs,
      ledger,
      issued,
      drift
    },
    ...{tables: [table], tableFiles: {}, files: {}}
  };
}
