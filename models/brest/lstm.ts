import {forecastDays} from "../../src/lib/daily/forecast.js";
import type {DailyRecord, DailyWeather} from "../../src/lib/daily/record.js";
import {
  oldest,
  type Steps,
  scaledSteps,
  scaleOf,
  shownDay,
  stepsOf,
  type WindowPlace,
  type WindowScale,
  windowFeatures,
  windowsOf
} from "../../src/lib/daily/windows.js";
import {mulberry32} from "../../src/lib/random.js";
import {type LstmFit, trainLstm} from "../../src/lib/recurrent/fit.js";
import {layersFiles, lstmLayers} from "../../src/lib/recurrent/layers.js";
import {predictLstm} from "../../src/lib/recurrent/predict.js";
import type {LstmWeights} from "../../src/lib/recurrent/weights.js";
import type {Roll, RollInput, StepValue} from "../study.js";
import {type DailyData, horizon, type Training, trainingsOf} from "./data.js";
import {degrade} from "./degrade.js";

/** A net with the scale that it was trained in. */
interface Net {
  readonly weights: LstmWeights;
  readonly scale: WindowScale;
}

/** Losses over all trainings of an area, one after the other, and the epochs at which each began. */
interface Curve {
  readonly loss: StepValue[];
  readonly validation: StepValue[];
  readonly starts: number[];
}

/**
 * The multivariate LSTM, one net for each area: a window of 30 days → LSTM → dropout → dense. It answers with the change of log load from the
 * last known day. A training in 28 days goes on from the weights of the one before; once in 364 days it starts anew.
 */
export const roll: Roll<DailyData> = async (input) => {
  const {data, scheme} = input;
  const values = new Float64Array(scheme.origins.length * data.records.length * horizon).fill(Number.NaN);
  const degraded = values.slice();
  const files: Record<string, Uint8Array> = {};
  const curves = data.records.map((record, area) => {
    const rolled = rollArea(record, input, (o, block) => {
      const at = (o * data.records.length + area) * horizon;
      values.set(block.values, at);
      degraded.set(block.degraded, at);
    });
    const end = scheme.origins.length * data.records.length * horizon;
    const issued = values.slice(end - (data.records.length - area) * horizon).subarray(0, horizon);
    Object.assign(files, filesOf(rolled.net, rolled.curve, issued, area));
    return rolled.curve;
  });
  const [{loss, validation, starts}] = curves;
  return {
    values,
    degraded,
    metrics: {epochs_trained: loss.length, trainings: starts.length},
    history: {loss, val_loss: validation},
    files
  };
};

function rollArea(
  record: DailyRecord,
  {data, params}: RollInput<DailyData>,
  put: (origin: number, block: {values: Float64Array; degraded: Float64Array}) => void
): {net: Net; curve: Curve} {
  const size = Number(params.window_size);
  const seed = Number(params.seed);
  const steps = stepsOf(record, record.weather);
  const curve: Curve = {loss: [], validation: [], starts: []};
  let net: Net | undefined;
  for (const training of trainingsOf(record, data.originDays)) {
    const before = training.anew ? undefined : net;
    const fitted = train(steps, training, before, params, seed);
    net = fitted.net;
    addTo(curve, fitted.fit);
    const {weights, scale} = net;
    const reader = {size, scale, predict: (windows: Float32Array) => predictLstm(weights, windows)};
    for (const o of training.origins) {
      const day = data.originDays[o];
      const answer = (weather: DailyWeather) => forecastDays(record, weather, reader, day, horizon);
      put(o, {values: answer(record.weather), degraded: answer(degrade(record.weather, day, seed + day))});
    }
  }
  return {net: net!, curve};
}

/**
 * Trains on every known day before the training, twice: as the day after the last known one, and 2 to 7 days after it (drawn). The last
 * share in time is held out to stop early, so that a net has not learned from it.
 */
function train(
  steps: Steps,
  {day}: Training,
  before: Net | undefined,
  params: RollInput<DailyData>["params"],
  seed: number
): {net: Net; fit: LstmFit} {
  const size = Number(params.window_size);
  const random = mulberry32(seed + day);
  const places: WindowPlace[] = [];
  for (let target = size + oldest; target < day; ++target) {
    const later = 1 + Math.floor(random() * oldest);
    if (steps.known[target] === target)
      for (const lead of [0, later])
        if (shownDay(steps, {target, lead}) >= target - size) places.push({target, lead});
  }
  const firstHeld = places[places.length - Math.round(places.length * Number(params.validation))].target;
  const held = places.filter(({target}) => target >= firstHeld).length;
  // A step tells the weather of the day after: that of the day before the first held-out one tells of that one.
  const scale = before?.scale ?? scaleOf(steps, 0, firstHeld - 1);
  const windows = windowsOf(scaledSteps(steps, scale), scale, size, places);
  const targets = Float32Array.from(places, (place) => {
    const [to, from] = [place.target, shownDay(steps, place)];
    return (steps.rows[to * windowFeatures.length] - steps.rows[from * windowFeatures.length]) / scale.change;
  });
  const fit = trainLstm(
    {windows, targets, steps: size, features: windowFeatures.length},
    {
      units: Number(params.units),
      epochs: Number(before ? params.refit_epochs : params.epochs),
      seed: seed + day,
      batch: Number(params.batch_size),
      rate: Number(params.learning_rate) / (before ? 2 : 1),
      dropout: Number(params.dropout),
      validation: held / places.length,
      patience: Number(params.patience),
      start: before?.weights
    }
  );
  return {net: {weights: fit.weights, scale}, fit};
}

function addTo({loss, validation, starts}: Curve, {losses}: LstmFit): void {
  const before = loss.length;
  starts.push(before + 1);
  losses.train.forEach((value, epoch) => {
    loss.push({step: before + epoch + 1, value});
    validation.push({step: before + epoch + 1, value: losses.validation[epoch]});
  });
}

/** What a net needs beside its layers to forecast: `state.json`. */
export interface LstmState {
  /** Days of a window. */
  readonly size: number;
  readonly scale: WindowScale;
  /** The losses of all trainings, one epoch after the other, and the epochs (from 1) at which a training began. */
  readonly curve: {readonly loss: number[]; readonly validation: number[]; readonly starts: number[]};
  /** MW of the last origin before rounding. */
  readonly issued: number[];
}

/** The net of an area as files: those of the first one at the root, of the others in folders of their numbers. */
function filesOf(
  {weights, scale}: Net,
  {loss, validation, starts}: Curve,
  issued: Float64Array,
  area: number
): Record<string, Uint8Array> {
  const state: LstmState = {
    size: weights.shape.steps,
    scale,
    curve: {loss: loss.map(({value}) => value), validation: validation.map(({value}) => value), starts},
    issued: [...issued]
  };
  const files = {
    ...layersFiles(lstmLayers(weights, {name: "lstm"})),
    "state.json": new TextEncoder().encode(JSON.stringify(state))
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`${area ? `${area}/` : ""}${name}`, bytes])
  );
}
