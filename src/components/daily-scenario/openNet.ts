import {type DailyModel, type DailyScenario, openDailyScenario} from "../../lib/daily/scenario.js";
import {tensorPredictor} from "../../lib/daily/tensors.js";
import {type ModelFiles, openLayers} from "../scenario/openLayers.js";

/** Loads tfjs and the published LSTM of an area, and opens it as a scenario. */
export async function openNet(files: ModelFiles<DailyScenario>): Promise<DailyModel> {
  const {tf, state, layers} = await openLayers(files);
  return openDailyScenario(state, tensorPredictor(tf, layers, {size: state.size, tail: state.horizon}));
}
