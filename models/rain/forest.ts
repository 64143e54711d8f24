import {encodeModel} from "../../src/lib/trees/file.js";
import {trainForest} from "../../src/lib/trees/forest.js";
import {predictForest} from "../../src/lib/trees/forest-predict.js";
import type {RollInput, RollOutput} from "../study.js";
import type {RainData} from "./data.js";
import {featuresNamed} from "./feature-sets.js";
import {treesFiles} from "./model-files.js";
import {learnedFrom} from "./rows.js";
import {rollTrainings} from "./trainings.js";

/** A random forest of probability trees. The last training's files are `trees.json` and `trees.bin`. */
export async function roll({data, params, seed}: RollInput<RainData>): Promise<RollOutput> {
  const features = featuresNamed(params.features);
  const {values, last, first} = rollTrainings(
    data,
    (training) => {
      const {cells, target} = learnedFrom(data, training);
      return trainForest(features(data, training, cells).table, target, {
        goal: "probability",
        trees: Number(params.trees),
        depth: Number(params.depth),
        leastRows: Number(params.leastRows),
        features: Number(params.tried),
        seed
      });
    },
    ({model}, training, cells) => predictForest(model, features(data, training, cells).table)
  );
  const {names} = features(data, data.trainings[0]!, []);
  return {
    values,
    metrics: {columns: names.length, oob_brier: first.outOfBag.squaredError},
    files: treesFiles(encodeModel(last.model, names))
  };
}
