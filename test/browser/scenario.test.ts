import {readFileSync} from "node:fs";
import {join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, inject, it} from "vitest";
import {useWebAssembly} from "../../bench/webassembly.js";
import {type LoadScenario, openScenario} from "../../src/lib/load/scenario.js";
import {tensorPredictors} from "../../src/lib/load/tensors.js";
import {type Knobs, OPENING, REST, writeKnobs} from "../../src/lib/scenario/knobs.js";
import type {ScenarioAnswer, ScenarioModel} from "../../src/lib/scenario/model.js";
import {shownErrors} from "./harness.js";
import {useReader} from "./reader.js";
import {answerTimes, csvOf, waitForScenario} from "./what-if.js";

const model = join(inject("site"), "api/france/model");
const json = <T>(name: string) => JSON.parse(readFileSync(join(model, name), "utf8")) as T;

/** The largest relative difference. */
const apart = (a: readonly number[], b: ArrayLike<number>) =>
  Math.max(...a.map((x, i) => Math.abs(x / b[i] - 1)));

/** What `npm run` sees: the published models opened in Node, on another back end than the page's. */
async function openInNode(state: LoadScenario): Promise<ScenarioModel> {
  await useWebAssembly();
  const {modelTopology, weightsManifest} = json<tf.io.ModelJSON>("model.json");
  const weightData = new Uint8Array(readFileSync(join(model, "weights.bin"))).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const net = await tf.loadLayersModel(
    tf.io.fromMemory({modelTopology: modelTopology as object, weightSpecs, weightData})
  );
  return openScenario(state, tensorPredictors(tf, net, state));
}

describe("the scenario in a browser", () => {
  const state = json<LoadScenario>("scenario.json");
  const reader = useReader();
  let node: ScenarioModel;
  beforeAll(async () => {
    node = await openInNode(state);
  });

  /** Opens a permalink and reads the scenario's CSV: the forecast and the scenario, MW. */
  async function answerInPage(knobs: Knobs): Promise<{forecast: number[]; scenario: number[]}> {
    const opened = await reader.open(`france?${writeKnobs(knobs)}#what-if`);
    try {
      const {page, faults} = opened;
      await waitForScenario(page);
      const {header, columns} = await csvOf(page);
      expect(header).toBe("time,forecast_mw,scenario_mw,difference_mw");
      expect(await shownErrors(page)).toEqual([]);
      expect(faults).toEqual([]);
      return {forecast: columns.forecast_mw.map(Number), scenario: columns.scenario_mw.map(Number)};
    } finally {
      await opened.close();
    }
  }

  it("with all knobs at rest is the issued forecast", async () => {
    const {forecast, scenario} = await answerInPage(REST);
    expect(apart(scenario, state.issued[state.champion])).toBeLessThan(1e-5);
    expect(scenario).toEqual(forecast);
  }, 90_000);

  const day = new Date(Date.parse(`${state.first}T00:00:00Z`) + 3 * 86_400_000).toISOString().slice(0, 10);
  it.each<[string, Knobs]>([
    ["three degrees colder", OPENING],
    [
      "a dull, calm cold spell, asked of the net",
      {...REST, coldDay: 2, coldDepth: 8, cloud: 60, wind: -60, model: "net"}
    ],
    [
      "a made holiday in a growing demand, asked of the regression",
      {...REST, holiday: day, growth: 3, model: "regression"}
    ]
  ])(
    "agrees with Node: %s",
    async (_, knobs) => {
      const {scenario} = await answerInPage(knobs);
      expect(apart(scenario, (node.run(knobs) as ScenarioAnswer).value)).toBeLessThan(1e-5);
    },
    90_000
  );

  it("answers a knob within 100 ms", async () => {
    const opened = await reader.open(`france#what-if`);
    try {
      await waitForScenario(opened.page);
      const {work} = await answerTimes(opened.page, "temperature", [-2, -1, 1, 2, 3, 4, 5, 6]);
      expect(work).toBeLessThanOrEqual(100);
    } finally {
      await opened.close();
    }
  }, 90_000);
});
