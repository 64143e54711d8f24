import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {sha256, writeJson} from "../../data-loaders/store/files.js";
import {draft, hashFolder, keepResult} from "../../models/pipeline/results.js";
import {type Decision, registryOf} from "../../models/registry/registry.js";
import {writeRegistry} from "../../models/registry/store.js";
import {keepRun, type Realm} from "../../models/runs/runs.js";
import type {Study} from "../../models/study.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {trainLstm} from "../../src/lib/recurrent/fit.js";
import {layersFiles, lstmLayers} from "../../src/lib/recurrent/layers.js";
import {tiny} from "../pipeline/tiny.js";

/** An invented study by the name of the real one, with a net, trees and a rule. */
export const brest: Study = {
  ...(tiny as Study),
  id: "brest",
  title: "Invented",
  question: "How much will be drawn in the next seven days?",
  target: "load",
  subject: "consumption",
  unit: "MW",
  step: "P1D",
  tables: ["brest-load", "brest-weather"],
  candidates: ["naive", "trees", "lstm"].map((name) => ({
    ...(tiny.candidates[0] as Study["candidates"][number]),
    name,
    label: name,
    kind: name === "naive" ? "baseline" : "model",
    description: `Forecasts as ${name} does: “à la façon de”.`
  }))
};

const shape = {steps: 6, features: 3};
const draw = normal(mulberry32(7));

/** Windows of invented features `[window][step][feature]`. */
export const windows = Float32Array.from({length: 40 * 18}, draw);

/** A small net, trained on invented windows, with its losses by epoch. */
export const net = trainLstm(
  {...shape, windows, targets: Float32Array.from({length: 40}, (_, i) => 0.5 * windows[18 * i + 15] + 0.1)},
  {units: 5, epochs: 12, rate: 0.02, seed: 3, validation: 0.2, dropout: 0.2, batch: 8}
);

/** Its files as a candidate leaves them. */
export const netFiles: Readonly<Record<string, Uint8Array>> = {
  ...layersFiles(lstmLayers(net.weights, {dropout: 0.2})),
  "state.json": new TextEncoder().encode('{"scale":[1,2,3]}')
};

/** A store with kept runs, results and a registry. Remove it with `close`. */
export interface Store {
  readonly state: string;
  /** Keeps the record of a training of a candidate on some day, and its files as a kept result. */
  keep(
    candidate: string,
    day: number,
    more?: Partial<Run> & {files?: Readonly<Record<string, Uint8Array>>; realm?: Realm}
  ): Promise<Run>;
  /** Decides in the registry of a realm: the champion and its challenger, each a kept run, from the first day on. */
  decide(
    realm: Realm,
    ...pairs: readonly (readonly [champion: Run, challenger: Run | null])[]
  ): Promise<void>;
  /** Makes the edition one of a realm. */
  show(realm: Realm): Promise<void>;
  close(): void;
}

export async function openStore(): Promise<Store> {
  const state = mkdtempSync(join(tmpdir(), "almanac-mlflow-"));
  const result = async (task: string, files: Readonly<Record<string, Uint8Array>>, label: string) => {
    const folder = await draft(state, task);
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      writeFileSync(join(folder, path), bytes);
    }
    const {outputs, bytes} = await hashFolder(folder);
    await keepResult(state, task, sha256(label).slice(0, 32), folder, {
      ...{
        outputs,
        value: null,
        rows: 0,
        bytes,
        startedAt: "2024-03-24T12:00:00.000Z",
        seconds: 1,
        cpuSeconds: 1
      },
      ...{peakMemoryMB: 1, bytesRead: 0, leaves: {}, ingredients: {code: "c", params: "p", needs: {}}}
    });
    return Object.entries(outputs).map(([path, hash]) => ({path, sha256: hash, bytes: files[path].length}));
  };
  const store: Store = {
    state,
    keep: async (candidate, day, {files = {}, realm = "recorded", ...more} = {}) => {
      const dataHash = sha256(`data of day ${day}`);
      const runId = sha256(`${candidate} ${day}`).slice(0, 16);
      const inside = Object.fromEntries(
        Object.entries(files).map(([path, bytes]) => [`model/${path}`, bytes])
      );
      const artifacts = await result(`brest/roll/${candidate}`, inside, runId);
      const run: Run = {
        ...{runId, study: "brest", candidate, status: "finished", artifacts},
        startedAt: `2024-03-${String(day).padStart(2, "0")}T12:00:00.250Z`,
        ...{seconds: 12.5, cpuSeconds: 11, peakMemoryMB: 120},
        params: {window_size: 6, dropout: 0.2, deep: false, activation: "tanh"},
        metrics: {mae: 41.25, mape: 2.5 + day / 100},
        history: {},
        tags: {kind: "model"},
        lineage: {
          commit: "0123456789abcdef0123456789abcdef01234567",
          dataHash,
          codeHash: sha256("code"),
          seed: 11
        },
        ...more
      };
      return (await keepRun(state, realm, run)).run;
    },
    decide: async (realm, ...pairs) => {
      const numbers = new Map<string, Map<string, string>>();
      const versionOf = (run: Run | null) => {
        if (!run) return null;
        const own = numbers.get(run.candidate) ?? new Map<string, string>();
        numbers.set(run.candidate, own);
        if (!own.has(run.runId)) own.set(run.runId, String(own.size + 1));
        return {candidate: run.candidate, version: own.get(run.runId)!, runId: run.runId};
      };
      const decisions = pairs.map(([champion, challenger], i): Decision => {
        const before = i === 0 ? undefined : pairs[i - 1][0].candidate;
        const replaced = before !== undefined && before !== champion.candidate;
        return {
          origin: `2024-03-${String(10 + i).padStart(2, "0")}T23:00:00.000Z`,
          champion: versionOf(champion)!,
          challenger: versionOf(challenger),
          ...{
            replaced,
            reason: `${champion.candidate} is the best on day ${i + 1}.`,
            dm: null,
            p: null,
            by: "rule"
          }
        };
      });
      await writeRegistry(state, realm, registryOf("brest", decisions));
    },
    show: async (realm) => {
      const day = new TextEncoder().encode(JSON.stringify({today: "2024-03-24", realm}));
      await result("brest/pull", {"day.json": day}, realm);
    },
    close: () => rmSync(state, {recursive: true, force: true})
  };
  await writeJson(join(state, "format.json"), {format: 1});
  await store.show("recorded");
  return store;
}

/** The losses of the net by epoch, as a run record holds them. */
export const history: Run["history"] = {
  loss: net.losses.train.map((value, i) => ({step: i + 1, value})),
  val_loss: net.losses.validation.map((value, i) => ({step: i + 1, value}))
};
