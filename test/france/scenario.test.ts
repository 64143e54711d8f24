import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import type {LoadData} from "../../models/france/data.js";
import {readStates, scenarioState} from "../../models/france/scenario.js";
import {france} from "../../models/france.js";
import type {Candidate, Judged, Roll} from "../../models/study.js";
import {dot} from "../../src/lib/algebra/cholesky.js";
import {featureColumns} from "../../src/lib/load/features.js";
import {type LoadScenario, openScenario, type Predictors} from "../../src/lib/load/scenario.js";
import {tensorPredictors} from "../../src/lib/load/tensors.js";
import {OPENING, REST} from "../../src/lib/scenario/knobs.js";
import type {ScenarioAnswer, ScenarioModel} from "../../src/lib/scenario/model.js";
import {inventedRecord, inventedStudy} from "./invented.js";

const small: Record<string, Candidate["params"]> = {
  net: {members: 2, epochs: 2, refitEpochs: 1, leadIn: 40},
  regression: {leadIn: 40}
};

/** The largest relative difference. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (x, i) => Math.abs(x / b[i] - 1)));

describe("scenarios of the published models", () => {
  let state: LoadScenario;
  let model: ScenarioModel;
  let plain: Predictors;
  const run = (knobs = REST) => model.run(knobs) as ScenarioAnswer;

  beforeAll(async () => {
    const record = inventedRecord(760);
    const study = inventedStudy(record, 3);
    const judged: Judged[] = [];
    const files: Record<string, Readonly<Record<string, Uint8Array>>> = {};
    for (const candidate of france.candidates) {
      const {roll} = (await import(candidate.module.href)) as {roll: Roll<LoadData>};
      const params = {...candidate.params, ...small[candidate.name]};
      const experts = judged.filter(({candidate: name}) => candidate.combines?.includes(name));
      experts.sort(
        (a, b) => candidate.combines!.indexOf(a.candidate) - candidate.combines!.indexOf(b.candidate)
      );
      const output = await roll({...study, params, seed: 1, experts});
      judged.push({candidate: candidate.name, kind: candidate.kind, ...output});
      files[candidate.name] = output.files ?? {};
    }
    const data = {...study, scoredFrom: 0, scoredTo: 2};
    const input = {data, judged, champion: "aggregation"};
    state = JSON.parse(JSON.stringify(scenarioState(record, input, readStates(files)))) as LoadScenario;
    await tf.setBackend("cpu");
    const {modelTopology, weightsManifest} = JSON.parse(new TextDecoder().decode(files.net["model.json"]));
    const weightData = files.net["weights.bin"].slice().buffer;
    const net = await tf.loadLayersModel(
      tf.io.fromMemory({modelTopology, weightSpecs: weightsManifest[0].weights, weightData})
    );
    const tensors = tensorPredictors(tf, net, state);
    const coefficients = Float64Array.from(state.regression.coefficients);
    const columns = featureColumns.length;
    plain = {
      net: tensors.net,
      regression: (rows, hours) =>
        Float64Array.from(hours, (h, i) =>
          dot(rows.subarray(i * columns + 1, (i + 1) * columns), coefficients, columns - 1, h * columns + 1)
        )
    };
    model = openScenario(state, tensors);
  }, 120_000);

  it("at rest gives the issued forecasts", () => {
    for (const [name, issued] of Object.entries(state.issued))
      expect([
        name,
        apart(run({...REST, model: name === "aggregation" ? "champion" : name}).value, issued) < 1e-5
      ]).toEqual([name, true]);
    expect(run().groups.every(({values}) => Array.from(values).every((x) => x === 0))).toBe(true);
  });

  it("as tensors agrees with plain arithmetic in three scenarios", () => {
    const other = openScenario(state, plain);
    const day = state.first;
    for (const knobs of [
      OPENING,
      {...REST, coldDay: 3, cloud: 40, wind: 30, growth: 2},
      {...REST, holiday: nextDay(day), model: "regression"}
    ])
      expect(apart(run(knobs).value, (other.run(knobs) as ScenarioAnswer).value)).toBeLessThan(1e-5);
  });

  it("says what moved in steps that add up", () => {
    const knobs = {...REST, temperature: -4, cloud: 30, growth: 1.5, holiday: nextDay(state.first)};
    const rest = run().value;
    const {value, groups} = run(knobs);
    const sums = Array.from(value, (_, i) => groups.reduce((sum, {values}) => sum + values[i], 0));
    for (let i = 0; i < sums.length; ++i) expect(sums[i]).toBeCloseTo(value[i] - rest[i], 3);
    const moved = groups
      .filter(({values}) => Array.from(values).some((x) => Math.abs(x) > 1e-6))
      .map(({name}) => name);
    expect(moved).toContain("temperature");
    expect(moved).toContain("sun");
    expect(moved).toContain("holidays");
    expect(moved).toContain("growth");
    expect(moved).not.toContain("school");
  });

  it("needs more power where it is colder, and less on a holiday", () => {
    const mean = (values: ArrayLike<number>, from = 0, to = values.length) =>
      Array.from(values)
        .slice(from, to)
        .reduce((a, b) => a + b, 0) /
      (to - from);
    expect(mean(run({...REST, temperature: -5}).value)).toBeGreaterThan(1.03 * mean(run().value));
    const working = nextWorkingDay(state);
    const holiday = run({...REST, holiday: working.day});
    expect(mean(holiday.value, working.lead, working.lead + 24)).toBeLessThan(
      0.99 * mean(run().value, working.lead, working.lead + 24)
    );
  });

  it("refuses a model that was not published", () => {
    expect(() => run({...REST, model: "oracle"})).toThrow(
      'expected one of champion, aggregation, regression, net, got "oracle"'
    );
  });
});

const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

function nextWorkingDay({first, off}: LoadScenario): {day: string; lead: number} {
  const k = off.slice(14).indexOf(0);
  return {day: new Date(Date.parse(first) + (k + 1) * 86_400_000).toISOString().slice(0, 10), lead: 24 * k};
}
