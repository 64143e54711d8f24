import {type BoostedModel, trainBoosted} from "../../src/lib/trees/boost.js";
import {predictBoosted} from "../../src/lib/trees/boost-predict.js";
import {encodeModel} from "../../src/lib/trees/file.js";
import type {Candidate, RollInput, RollOutput} from "../study.js";
import type {RainData, RainTraining} from "./data.js";
import {featuresNamed} from "./feature-sets.js";
import {treesFiles} from "./model-files.js";
import {heldOut, learnedFrom} from "./rows.js";
import {rollTrainings} from "./trainings.js";

/**
 * Boosted trees with the log loss. The first training stops where the held-out days gain no more; a later one grows as many trees. The last
 * one's files are `trees.json` and `trees.bin`; those of the first, which forecast the scored days, `tested.json` and `tested.bin`.
 */
export async function roll({data, params, seed}: RollInput<RainData>): Promise<RollOutput> {
  const features = featuresNamed(params.features);
  const held = heldOut(data);
  const train = (training: RainTraining, before: BoostedModel | undefined) => {
    const {cells, target} = learnedFrom(data, training);
    const {table} = features(data, training, cells);
    return trainBoosted(table, target, {
      ...optionsOf(params),
      seed,
      ...(before
        ? {trees: before.trees.roots.length}
        : {
            validation: {table: features(data, training, held.cells).table, target: held.target},
            patience: Number(params.patience)
          })
    });
  };
  const {values, last, first} = rollTrainings(data, train, (model, training, cells) =>
    predictBoosted(model, features(data, training, cells).table)
  );
  const {names} = features(data, data.trainings[0]!, []);
  const losses = first.losses.validation;
  return {
    values,
    metrics: {trees: first.trees.roots.length, columns: names.length, val_loss: Math.min(...losses)},
    history: {val_loss: Array.from(losses, (value, i) => ({step: i + 1, value}))},
    files: {...treesFiles(encodeModel(last, names)), ...treesFiles(encodeModel(first, names), "tested")}
  };
}

function optionsOf(params: Candidate["params"]) {
  return {
    loss: "logistic",
    trees: Number(params.trees),
    leaves: Number(params.leaves),
    rate: Number(params.rate),
    rowShare: Number(params.rowShare),
    columnShare: Number(params.columnShare),
    leastRows: Number(params.leastRows),
    l2: Number(params.l2)
  } as const;
}
