import {answer} from "../../src/lib/dense/batch.js";
import {rowsAtOnce} from "../../src/lib/dense/fit.js";
import {denseLayers} from "../../src/lib/dense/layers.js";
import {openDense, putDense} from "../../src/lib/dense/memory.js";
import {type DenseWeights, initialDense} from "../../src/lib/dense/weights.js";
import type {Random} from "../../src/lib/random.js";
import {layersFiles} from "../../src/lib/recurrent/layers.js";

/** Log load is scaled by these, so that the net's output is about −2 … 2. */
export const netCentre = Math.log(52_000);
export const netSpread = 0.2;

/** The parameters of the candidate that belong to the training. */
export interface NetParams {
  /** Days before the first origin from which the net forecasts, for its errors. */
  readonly leadIn: number;
  readonly members: number;
  readonly batch: number;
  readonly epochs: number;
  readonly patience: number;
  readonly rate: number;
  readonly refitDays: number;
  readonly refitEpochs: number;
  readonly refitRate: number;
}

/** Names of a member's layers in the published model. */
const layers = ["first", "second", "out"];

/** A net of 64 and 32 exponential linear units with seeded weights (He et al., 2015). */
export function buildNet(columns: number, random: Random): DenseWeights {
  return initialDense({inputs: columns, units: [64, 32, 1]}, random);
}

/** Opens the members for forecasts: log load for standardised rows `[row][column]`, by the members' mean. */
export function openNets(members: readonly DenseWeights[]): (inputs: Float32Array) => Float64Array {
  const nets = members.map((weights) => {
    const net = openDense(weights.shape, rowsAtOnce);
    putDense(net, weights);
    return net;
  });
  return (inputs) => {
    const answers = nets.map((net) => answer(net, inputs));
    return Float64Array.from(answers[0], (_, i) => {
      const mean = answers.reduce((sum, own) => sum + own[i], 0) / nets.length;
      return netCentre + netSpread * mean;
    });
  };
}

/** The members as one tfjs layers model, whose output is their mean before it is scaled back. */
export function netFiles(members: readonly DenseWeights[]): Record<string, Uint8Array> {
  return layersFiles(denseLayers(members, {name: "net", layers}));
}
