import {version} from "@tensorflow/tfjs";
import type {LoadData} from "../models/france/data.js";
import {buildNet} from "../models/france/networks.js";
import {roll as rollRegression} from "../models/france/regression.js";
import {france} from "../models/france.js";
import type {RollInput} from "../models/study.js";
import {type DenseExamples, trainDense} from "../src/lib/dense/fit.js";
import {inputColumns} from "../src/lib/load/features.js";
import {mulberry32, normal} from "../src/lib/random.js";
import {franceData} from "./france.js";
import type {Bench, Figure} from "./measure.js";
import {cpuSeconds, once} from "./measure.js";
import {openTfjsNet} from "./training/tfjs.js";

/** A candidate's input with only its last origins, and some parameters of its own. */
async function inputOf(
  name: string,
  origins: number,
  own: RollInput<LoadData>["params"]
): Promise<RollInput<LoadData>> {
  const {data, scheme, truth} = await franceData();
  const from = scheme.origins.length - origins;
  const {params} = france.candidates.find((candidate) => candidate.name === name)!;
  return {
    data: {...data, originDays: data.originDays.slice(from)},
    scheme: {...scheme, origins: scheme.origins.slice(from), times: scheme.times.slice(from * scheme.leads)},
    truth,
    params: {...params, leadIn: 0, ...own},
    seed: france.seed,
    experts: []
  };
}

/** What two amounts of the same work cost apart: CPU seconds for each piece, set-up and the first reading left out. */
async function each(
  small: number,
  large: number,
  work: (amount: number) => Promise<unknown>
): Promise<number> {
  await work(small);
  const start = cpuSeconds();
  await work(small);
  const between = cpuSeconds();
  await work(large);
  return (cpuSeconds() - between - (between - start)) / (large - small);
}

const ROWS = 30_000;
const EPOCHS = 5;

/** As many rows as the net learns from, drawn; the targets bend and depend on two numbers. */
function netExamples(columns: number): DenseExamples {
  const inputs = Float32Array.from({length: ROWS * columns}, normal(mulberry32(1)));
  const targets = Float32Array.from({length: ROWS}, (_, i) =>
    Math.tanh(inputs[i * columns] + inputs[i * columns + 5] / 2)
  );
  return {inputs, targets};
}

/** Wall and CPU seconds of one epoch, the first epochs left out. */
async function epoch(what: string, train: (epochs: number) => unknown): Promise<Figure[]> {
  await train(2);
  const before = cpuSeconds();
  const wall = await once(() => train(EPOCHS));
  const cpu = cpuSeconds() - before;
  return [
    {what, value: wall / EPOCHS, unit: "s"},
    {what, value: cpu / EPOCHS, unit: "CPU s"}
  ];
}

/** An epoch of one of France's nets, here and in tfjs: the same examples, batches, weights to start from and Adam. */
async function net(): Promise<Figure[]> {
  const columns = inputColumns.length;
  const examples = netExamples(columns);
  const start = buildNet(columns, mulberry32(3));
  const options = (epochs: number) => ({epochs, rate: 0.004, batch: 512, random: mulberry32(5)});
  const trainTfjs = await openTfjsNet(start, examples);
  const title = `net: epoch of ${ROWS} rows`;
  return [
    ...(await epoch(`${title}, here`, (epochs) => trainDense(start, examples, options(epochs)))),
    ...(await epoch(`${title}, tfjs ${version.tfjs} wasm`, (epochs) => trainTfjs(options(epochs))))
  ];
}

/** Training: the recursive regression day by day, the net epoch by epoch. */
export const training: Bench = {
  name: "training",
  about: "the regression by day, the net by epoch beside tfjs",
  run: async () => {
    const day = await each(10, 410, async (origins) =>
      rollRegression(await inputOf("regression", origins, {}))
    );
    return [
      {what: "regression: learn, solve 24 hours, forecast a week", value: 1 / day, unit: "days/CPU s"},
      ...(await net())
    ];
  }
};
