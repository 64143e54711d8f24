import {beforeAll, describe, expect, it} from "vitest";
import {type ScenarioInput, scenarioArtifact} from "../../models/rain/artifacts/scenario.js";
import type {RainData} from "../../models/rain/data.js";
import {roll as rollMean} from "../../models/rain/mean.js";
import {cellsOfOrigins} from "../../models/rain/rows.js";
import {leastChance} from "../../models/rain/trainings.js";
import type {Judged, RollInput} from "../../models/study.js";
import {chancesOf, type LogisticModel} from "../../src/lib/logistic/model.js";
import {linearFeatures, ownFeatures, wideFeatures} from "../../src/lib/rain/features.js";
import {rainyNextDays} from "../../src/lib/rain/record.js";
import {untouched} from "../../src/lib/rain/scenario/knobs.js";
import {openRainScenario} from "../../src/lib/rain/scenario/open.js";
import type {RainScenario} from "../../src/lib/rain/scenario/state.js";
import {predictBoosted} from "../../src/lib/trees/boost-predict.js";
import {decodeModel, type TreesFile} from "../../src/lib/trees/file.js";
import {inventedStudy} from "./invented.js";

const study = inventedStudy();
const {record, field, neighbours} = study;
const n = record.towns.length;
const firstOrigin = 60;
const originDays = Int32Array.from({length: record.days.length - firstOrigin}, (_, o) => firstOrigin + o);
/** A member that is surer than a published probability may be: it is mixed as it is. */
const {intercept, ...rest} = study.files.logistic as LogisticModel;
const sure: LogisticModel = {...rest, intercept: intercept - 9};
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const json = <T>(data: Uint8Array) => JSON.parse(new TextDecoder().decode(data)) as T;

/** What the study gives its builder, the forecast of the mean made by its own code. */
async function inventedInput(): Promise<ScenarioInput> {
  const own = {
    weights: Float64Array.from(study.state.own.weights),
    around: Float64Array.from(study.state.own.around),
    means: Float64Array.from(study.state.own.means)
  };
  const training = {field, fieldAt3pm: field, own};
  const served = originDays.length - 3;
  const data: RainData = {
    record,
    originDays,
    trainings: [
      {day: 300, from: 0, to: served, ...training},
      {day: 400, from: served, to: originDays.length, ...training}
    ],
    neighbours,
    held: {from: 0, to: 200}
  };
  const cells = cellsOfOrigins(data, 0, originDays.length);
  const boosted = (name: string, table: Parameters<typeof predictBoosted>[1]) => {
    const model = decodeModel(study.files[name] as TreesFile);
    if (model.kind !== "boosted") throw new Error(`${name} is not boosted`);
    return predictBoosted(model, table);
  };
  const linear = linearFeatures(record, field, neighbours, cells).table.columns;
  const chances = {
    boosted: boosted("boosted", ownFeatures(record, field, cells).table),
    "boosted-wide": boosted("boosted-wide", wideFeatures(record, field, neighbours, cells).table),
    logistic: chancesOf(sure, linear)
  };
  const experts = Object.entries(chances).map(([candidate, values]) => ({
    candidate,
    kind: "model" as const,
    values: values.map((p) => Math.min(Math.max(p, leastChance), 1 - leastChance))
  }));
  const actual = Float64Array.from(cells, (cell) => rainyNextDays(record)[cell]);
  const truth = {actual, recorded: actual, comparable: Uint8Array.from(actual, () => 1)};
  const {values, files = {}} = await rollMean({data, truth, experts} as unknown as RollInput<RainData>);
  const trees = (name: string) => {
    const {description, bytes: nodes} = study.files[name] as TreesFile;
    return {"trees.json": bytes(description), "trees.bin": nodes};
  };
  const judged = [
    {candidate: "climatology", kind: "baseline", values: values.map(() => 0.25)},
    {candidate: "mean", kind: "model", values: values.map((p) => Math.round(1000 * p) / 1000)}
  ] as Judged[];
  return {
    data: {data} as ScenarioInput["data"],
    judged,
    champion: "mean",
    backtest: {
      study: "rain",
      candidates: ["climatology", "mean", "boosted", "boosted-wide", "logistic"].map((name) => ({
        name,
        label: `The ${name}`,
        metrics: {threshold: name === "mean" ? 0.41 : 0.5}
      }))
    } as unknown as ScenarioInput["backtest"],
    forecast: {
      study: "rain",
      target: "rain",
      unit: "probability",
      issuedAt: "2024-12-23T00:00:00Z"
    } as ScenarioInput["forecast"],
    files: {
      mean: files,
      boosted: trees("boosted"),
      "boosted-wide": trees("boosted-wide"),
      logistic: {"logistic.json": bytes(sure)},
      forest: trees("boosted")
    }
  };
}

describe("the artifacts of a scenario of rain", () => {
  let input: ScenarioInput;
  let out: Record<string, Uint8Array>;
  let state: RainScenario;
  beforeAll(async () => {
    input = await inventedInput();
    out = scenarioArtifact(input);
    state = json<RainScenario>(out["scenario.json"]);
  });

  /** The published files, as a page reads them. */
  const published = () => ({
    boosted: {
      description: json<TreesFile["description"]>(out["model/boosted/trees.json"]),
      bytes: out["model/boosted/trees.bin"]
    },
    "boosted-wide": {
      description: json<TreesFile["description"]>(out["model/boosted-wide/trees.json"]),
      bytes: out["model/boosted-wide/trees.bin"]
    },
    logistic: json<LogisticModel>(out["model/logistic/logistic.json"])
  });

  it("give a scenario that at rest is what was issued, to the last published digit", () => {
    const model = openRainScenario(state, published());
    expect(model.starts).toEqual(record.days.slice(-14));
    let compared = 0;
    for (const [s, day] of model.starts.entries())
      for (const [t, town] of model.towns.entries()) {
        const {before, issued, climatology} = model.run({...untouched, town, day});
        const values = input.judged[1].values;
        expect(before.probability.toFixed(3)).toBe(values[values.length - (14 - s) * n + t].toFixed(3));
        expect(climatology).toBe(0.25);
        if (issued === null) continue;
        expect(before.probability.toFixed(3)).toBe(issued.toFixed(3));
        compared += 1;
      }
    expect(compared).toBe(3 * n);
  });

  it("tell the name and the threshold of what they run, and the champion where that is another", () => {
    expect(state).toMatchObject({threshold: 0.41, label: "The mean", champion: null});
    expect(state.towns[1]).toEqual({station: "Ballarat", id: "ballarat", name: "Ballarat", state: "VIC"});
    const other = json<RainScenario>(scenarioArtifact({...input, champion: "boosted"})["scenario.json"]);
    expect(other.champion).toBe("The boosted");
  });

  it("start only from days without a gap before the last one", () => {
    const {data} = input.data;
    const torn = {...data, originDays: originDays.filter((d) => d !== record.days.length - 6)};
    const values = (judged: Judged) => ({...judged, values: judged.values.slice(n)});
    const shorter = scenarioArtifact({
      ...input,
      data: {...input.data, data: torn},
      judged: input.judged.map(values)
    });
    expect(json<RainScenario>(shorter["scenario.json"]).starts).toBe(5);
  });

  it("describe the models, how they become one, and every feature", () => {
    const model = json<{
      members: {name: string; label: string; files: string[]}[];
      others: {files: string[]}[];
      mix: unknown;
    }>(out["model/model.json"]);
    expect(model.members.map(({name, label}) => [name, label])).toEqual([
      ["boosted", "The boosted"],
      ["boosted-wide", "The boosted-wide"],
      ["logistic", "The logistic"]
    ]);
    const named = [...model.members, ...model.others].flatMap(({files}) => files);
    expect(named.map((file) => `model/${file}`).sort()).toEqual(
      Object.keys(out)
        .filter((name) => name.split("/").length === 3)
        .sort()
    );
    expect(model.mix).toEqual(state.mix);
    const notes = json<{
      sets: Record<string, string[]>;
      features: {name: string; unit: string; description: string}[];
    }>(out["model/features.json"]);
    const names = new Set(notes.features.map(({name}) => name));
    for (const set of Object.values(notes.sets)) for (const name of set) expect(names).toContain(name);
    expect(notes.sets.wide).toEqual(wideFeatures(record, field, neighbours, []).names);
    const note = (name: string) => notes.features.find((one) => one.name === name)!;
    expect(note("pressure_3pm_less_yesterday")).toMatchObject({unit: "hPa"});
    expect(note("rainfall_lag1").description).toBe("rainfall 1 day before");
    expect(note("wind_dir_3pm").description).toMatch(/from 0, clockwise from N$/);
  });

  it("name what is missing", () => {
    const {files} = input;
    expect(() => scenarioArtifact({...input, files: {...files, forest: {}}})).toThrow(
      "expected trees.json of forest, found nothing"
    );
    expect(() => scenarioArtifact({...input, judged: input.judged.slice(0, 1)})).toThrow(
      "expected the candidate mean, got climatology"
    );
    const {candidates} = input.backtest;
    const bare = candidates.map((one) => ({...one, metrics: {...one.metrics, threshold: null}}));
    expect(() => scenarioArtifact({...input, backtest: {...input.backtest, candidates: bare}})).toThrow(
      "expected a threshold of mean"
    );
  });
});
