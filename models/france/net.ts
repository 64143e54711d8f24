import {inputColumns, loadFeatures} from "../../src/lib/load/features.js";
import {standardise, standardOf} from "../../src/lib/load/standard.js";
import {mulberry32} from "../../src/lib/random.js";
import type {Roll} from "../study.js";
import {type LoadData, standardFrom, standardTo} from "./data.js";
import {
  average,
  buildNet,
  type Examples,
  type NetParams,
  netCentre,
  netFiles,
  netSpread,
  predict,
  train,
  trainEarly,
  useWebAssembly
} from "./networks.js";
import {rollTwoStages} from "./two-stages.js";

/**
 * The mean of a few small nets, trained again every `refitDays` on all that is known, and corrected like the regression.
 * Runs on tfjs's WebAssembly back end in plain Node: one thread, the same bytes each time.
 */
export const roll: Roll<LoadData> = async (input) => {
  await useWebAssembly();
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
  const examples = (from: number, to: number): Examples => {
    const rows = Array.from({length: to - from}, (_, i) => from + i).filter((i) => !Number.isNaN(load[i]));
    const inputs = new Float32Array(rows.length * columns);
    for (let r = 0; r < rows.length; ++r)
      inputs.set(features.inputs.subarray(rows[r] * columns, (rows[r] + 1) * columns), r * columns);
    return {
      inputs,
      targets: Float32Array.from(rows, (i) => (Math.log(load[i]) - netCentre) / netSpread),
      columns
    };
  };
  const members = Array.from({length: params.members}, (_, m) =>
    buildNet(`member${m + 1}`, columns, mulberry32(seed + m))
  );
  const ensemble = average(members, columns);
  const random = mulberry32(seed ^ 0x5eed);
  const from = originDays[0] - params.leadIn;
  let epochs = 0;
  let loss = 0;
  let predicted: Float64Array = new Float64Array(0);
  const refit = (day: number) => {
    const learnedFrom = grid.dayStart[standardFrom];
    const known = grid.dayStart[day];
    if (day === from) {
      const held = known - Math.floor((known - learnedFrom) / 10);
      for (const member of members)
        epochs += trainEarly(member, examples(learnedFrom, held), examples(held, known), params, random);
    }
    const all = examples(learnedFrom, known);
    loss = 0;
    for (const member of members)
      loss += train(member, all, params.refitEpochs, params.refitRate, params.batch, random) / params.members;
    predicted = predict(ensemble, Float32Array.from(features.inputs), columns);
  };
  const {values, degraded, state} = rollTwoStages(input, features, {
    from,
    open: (day) => {
      if ((day - from) % params.refitDays === 0) refit(day);
    },
    learn: () => {},
    forecast: ({inputs}, at, count) =>
      inputs === features.inputs
        ? predicted.slice(at, at + count)
        : predict(
            ensemble,
            Float32Array.from(standardise(inputs.slice(at * columns, (at + count) * columns), standard)),
            columns
          )
  });
  const files = await netFiles(ensemble);
  ensemble.dispose();
  const fitted = {
    ...state,
    mean: [...standard.mean],
    scale: [...standard.scale],
    centre: netCentre,
    spread: netSpread
  };
  return {
    values,
    degraded,
    metrics: {epochs: epochs / params.members, loss, inputs: columns},
    files: {...files, "state.json": new TextEncoder().encode(JSON.stringify(fitted))}
  };
};
