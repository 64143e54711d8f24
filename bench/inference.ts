import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {readEnvironment} from "../data-loaders/environment.js";
import type {LoadScenario} from "../src/lib/load/scenario.js";
import {openScenario} from "../src/lib/load/scenario.js";
import {tensorPredictors} from "../src/lib/load/tensors.js";
import {OPENING, REST} from "../src/lib/scenario/knobs.js";
import type {Bench} from "./measure.js";
import {typical} from "./measure.js";

/** A scenario answered by the published models, on the backend that a page uses. */
export const inference: Bench = {
  name: "inference",
  about: "a scenario answered by the published models",
  run: async () => {
    const folder = join(readEnvironment().state, "artifacts/api/france/model");
    if (!existsSync(folder))
      throw new Error(`there are no published models in ${folder}: run "npm run refresh" first`);
    const json = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
    const scenario = json("scenario.json") as LoadScenario;
    const model = json("model.json") as tf.io.ModelJSON;
    const weightData = new Uint8Array(readFileSync(join(folder, "weights.bin"))).buffer;
    await tf.setBackend("cpu");
    const weightSpecs = model.weightsManifest.flatMap(({weights}) => weights);
    const net = await tf.loadLayersModel(
      tf.io.fromMemory({modelTopology: model.modelTopology, weightSpecs, weightData})
    );
    const {run} = openScenario(scenario, tensorPredictors(tf, net, scenario));
    const opening = await typical(() => run(OPENING));
    const rest = await typical(() => run(REST));
    return [
      {what: "scenario of the opening, all groups", value: 1000 * opening, unit: "ms"},
      {what: "all knobs at rest", value: 1000 * rest, unit: "ms"}
    ];
  }
};
