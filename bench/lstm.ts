import {fileURLToPath} from "node:url";
import {version} from "@tensorflow/tfjs";
import {stopwatch} from "../data-loaders/clock.js";
import {trainLstm} from "../src/lib/recurrent/fit.js";
import {benchExamples, benchOptions} from "./lstm/examples.js";
import {kerasFigures} from "./lstm/keras.js";
import {output} from "./lstm/output.js";
import {openTfjs} from "./lstm/tfjs.js";
import type {Bench, Figure} from "./measure.js";
import {cpuSeconds, once} from "./measure.js";

const WINDOWS = 2000;
const EPOCHS = 50;

/**
 * Training LSTM(64) on 2,000 windows of 30 × 12 in batches of 32: here, in tfjs, and in Keras where KERAS_PYTHON names a Python
 * that has it (KERAS_BACKEND: tensorflow, or jax).
 */
export const lstm: Bench = {
  name: "lstm",
  about: "an epoch of an LSTM, beside tfjs, and Keras of KERAS_PYTHON",
  heavy: true,
  run: async () => {
    const examples = benchExamples(WINDOWS);
    const figures = [...(await ours()), ...(await whole()), ...(await tfjs())];
    const python = process.env.KERAS_PYTHON;
    return python ? [...figures, ...(await kerasFigures(python, examples, EPOCHS))] : figures;
  }
};

/** Median wall and CPU seconds of the epochs of one training, the first left out. */
async function ours(): Promise<Figure[]> {
  const marks: {wall: number; cpu: number}[] = [];
  const onEpoch = () => void marks.push({wall: stopwatch() / 1000, cpu: cpuSeconds()});
  trainLstm(benchExamples(WINDOWS), {...benchOptions, epochs: 10, onEpoch});
  const median = (of: "wall" | "cpu") => {
    const taken = marks.slice(1).map((mark, i) => mark[of] - marks[i][of]);
    return taken.sort((a, b) => a - b)[taken.length >> 1];
  };
  return [
    {what: "here: epoch", value: median("wall"), unit: "s"},
    {what: "here: epoch", value: median("cpu"), unit: "CPU s"}
  ];
}

/** A whole process of 50 epochs, with the start of Node and the loading of TypeScript. */
async function whole(): Promise<Figure[]> {
  const script = fileURLToPath(new URL("lstm/process.ts", import.meta.url));
  const args = ["--import", "tsx", script, String(WINDOWS), String(EPOCHS)];
  const {text, wall} = await output(process.execPath, args);
  const {cpu, memory, loss} = JSON.parse(text) as Record<"cpu" | "memory" | "loss", number>;
  return [
    {what: `here: process of ${EPOCHS} epochs`, value: wall, unit: "s"},
    {what: `here: process of ${EPOCHS} epochs`, value: cpu, unit: "CPU s"},
    {what: "here: peak memory", value: memory, unit: "MB"},
    {what: `here: loss after ${EPOCHS} epochs`, value: loss, unit: ""}
  ];
}

/** tfjs on a quarter of the windows, times four: an epoch of all takes it many seconds. */
async function tfjs(): Promise<Figure[]> {
  const train = await openTfjs(benchExamples(WINDOWS / 4));
  await train(1);
  const before = cpuSeconds();
  const wall = await once(() => train(1));
  const cpu = cpuSeconds() - before;
  const title = `tfjs ${version.tfjs} wasm (a quarter of the windows, × 4)`;
  return [
    {what: `${title}: epoch`, value: 4 * wall, unit: "s"},
    {what: `${title}: epoch`, value: 4 * cpu, unit: "CPU s"}
  ];
}
