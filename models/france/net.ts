import {type DenseExamples, type DenseFit, trainDense} from "../../src/lib/dense/fit.js";
import {inputColumns, loadFeatures} from "../../src/lib/load/features.js";
import {standardise, standardOf} from "../../src/lib/load/standard.js";
import {mulberry32} from "../../src/lib/random.js";
import type {Roll, StepValue} from "../study.js";
import {type LoadData, standardFrom, standardTo} from "./data.js";
import {buildNet, type NetParams, netCentre, netFiles, netSpread, openNets} from "./networks.js";
import {rollTwoStages} from "./two-stages.js";

/**
 * The mean of a few small nets, trained again every `refitDays` on all that is known, and corrected like the regression. The first
 * training holds out the last tenth of what is known and stops by it; each later one learns from all, from the weights before it on.
 * The history has the loss of the last training, and the held-out loss of the first.
 */
export const roll: Roll<LoadData> = async (input) => {
  const {data, seed} = input;
  const params = input.params as unknown as NetParams;
  const {grid, load, originDays} = data;
  const columns = inputColumns.length;
  const features = loadFeatures(grid, data.weather, data.kinds);
  const standard = standardOf(
    features.inputs,
    columns,
    grid.dayStart[standardFrom],
    grid.dayStart[standardTo]
  );
  standardise(features.inputs, standard);
  const examples = (from: number, to: number): DenseExamples => {
    const rows = Array.from({length: to - from}, (_, i) => from + i).filter((i) => !Number.isNaN(load[i]));
    const inputs = new Float32Array(rows.length * columns);
    for (let r = 0; r < rows.length; ++r)
      inputs.set(features.inputs.subarray(rows[r] * columns, (rows[r] + 1) * columns), r * columns);
    return {inputs, targets: Float32Array.from(rows, (i) => (Math.log(load[i]) - netCentre) / netSpread)};
  };
  let members = Array.from({length: params.members}, (_, m) => buildNet(columns, mulberry32(seed + m)));
  let predict: ReturnType<typeof openNets>;
  const random = mulberry32(seed ^ 0x5eed);
  const from = originDays[0] - params.leadIn;
  let first: DenseFit[] = [];
  let again: DenseFit[] = [];
  const refit = (day: number) => {
    const learnedFrom = grid.dayStart[standardFrom];
    const known = grid.dayStart[day];
    const {epochs, rate, batch, patience, refitEpochs, refitRate} = params;
    if (day === from) {
      const cut = known - Math.floor((known - learnedFrom) / 10);
      const [learned, held] = [examples(learnedFrom, cut), examples(cut, known)];
      first = members.map((weights) =>
        trainDense(weights, learned, {epochs, rate, batch, random, held, patience})
      );
      members = first.map(({weights}) => weights);
    }
    const all = examples(learnedFrom, known);
    again = members.map((weights) =>
      trainDense(weights, all, {epochs: refitEpochs, rate: refitRate, batch, random})
    );
    members = again.map(({weights}) => weights);
    predict = openNets(members);
  };
  const {values, degraded, state} = rollTwoStages(input, features, {
    from,
    open: (day) => {
      if ((day - from) % params.refitDays === 0) refit(day);
    },
    learn: () => {},
    forecast: ({inputs}, at, count) => {
      const rows = inputs.slice(at * columns, (at + count) * columns);
      return predict(new Float32Array(inputs === features.inputs ? rows : standardise(rows, standard)));
    }
  });
  const fitted = {
    ...state,
    mean: [...standard.mean],
    scale: [...standard.scale],
    centre: netCentre,
    spread: netSpread
  };
  const loss = meanByEpoch(again.map(({losses}) => losses.train));
  const epochs = first.reduce((sum, {bestEpoch}) => sum + bestEpoch, 0) / first.length;
  return {
    values,
    degraded,
    metrics: {epochs, loss: loss[loss.length - 1].value, inputs: columns},
    history: {loss, val_loss: meanByEpoch(first.map(({losses}) => losses.validation))},
    files: {...netFiles(members), "state.json": new TextEncoder().encode(JSON.stringify(fitted))}
  };
};

/** The mean of the members' losses, as many epochs as all of them went. */
function meanByEpoch(losses: readonly (readonly number[])[]): StepValue[] {
  const epochs = Math.min(...losses.map(({length}) => length));
  return Array.from({length: epochs}, (_, e) => ({
    step: e + 1,
    value: losses.reduce((sum, own) => sum + own[e], 0) / losses.length
  }));
}
