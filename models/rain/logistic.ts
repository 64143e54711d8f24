import {chancesOf, type LogisticModel, trainLogistic} from "../../src/lib/logistic/model.js";
import type {RollInput, RollOutput} from "../study.js";
import type {RainData, RainTraining} from "./data.js";
import {featuresNamed} from "./feature-sets.js";
import {learnedFrom} from "./rows.js";
import {rollTrainings} from "./trainings.js";

/** Logistic regression with an L2 penalty. The last training's file is `logistic.json`. */
export async function roll({data, params}: RollInput<RainData>): Promise<RollOutput> {
  const features = featuresNamed(params.features);
  const made = (training: RainTraining, cells: Int32Array) => {
    const {names, table} = features(data, training, cells);
    return {names, columns: table.columns};
  };
  const {values, last} = rollTrainings<LogisticModel>(
    data,
    (training) => {
      const {cells, target} = learnedFrom(data, training);
      return trainLogistic(made(training, cells), target, {penalty: Number(params.penalty)});
    },
    (model, training, cells) => chancesOf(model, made(training, cells).columns)
  );
  return {
    values,
    metrics: {columns: last.names.length},
    files: {"logistic.json": new TextEncoder().encode(JSON.stringify(last))}
  };
}
