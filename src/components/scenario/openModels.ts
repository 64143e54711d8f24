import {type LoadScenario, openScenario} from "../../lib/load/scenario.js";
import {tensorPredictors} from "../../lib/load/tensors.js";
import type {ScenarioModel} from "../../lib/scenario/model.js";
import {type ModelFiles, openLayers} from "./openLayers.js";

/** Loads tfjs and France's published models, and opens them as a scenario. */
export async function openModels(files: ModelFiles<LoadScenario>): Promise<ScenarioModel> {
  const {tf, state, layers} = await openLayers(files);
  return openScenario(state, tensorPredictors(tf, layers, state));
}
