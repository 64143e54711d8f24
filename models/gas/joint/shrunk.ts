import {gasVector, toLevel} from "../../../src/lib/gas/vector.js";
import {type PastPaths, pastPaths} from "../../../src/lib/var/corrected/ensemble.js";
import {learnCorrected, openCorrected, refitCorrected} from "../../../src/lib/var/corrected/learn.js";
import type {CorrectedModel} from "../../../src/lib/var/corrected/model.js";
import {type CorrectionTerm, rowsNeeded} from "../../../src/lib/var/corrected/terms.js";
import {ewmaDeviation} from "../../../src/lib/volatility/ewma.js";
import type {Candidate} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {type VectorPanel, vectorPanel} from "./panel.js";

/** The shrunk VAR over the origins: for each the paths of the model in force there. */
export interface ShrunkRun extends VectorPanel {
  /** Deviation of each series' next change as known in each row, `[row][series]`. */
  readonly deviations: Float64Array;
  readonly models: readonly CorrectedModel[];
  readonly pastAt: (origin: number) => PastPaths;
}

/** Least deviation of a change: a price that stands still is not certain. */
const least = 0.003;

/** How far errors follow the volatility: its power is .7 up to the tenth step, .4 from the twentieth on, and falls evenly between. */
export function power(step: number): number {
  return Math.min(0.7, Math.max(0.4, 0.7 - 0.03 * (step - 10)));
}

const demand = gasVector.find(({id}) => id === "demand")!;

/** The relations whose gaps the next changes may close. */
export function correctionTerms(
  {normalDemand, normalTemperature}: Pick<GasData, "normalDemand" | "normalTemperature">,
  from: number
): CorrectionTerm[] {
  return [
    {
      name: "demand over normal",
      weights: {demand: 1},
      normal: normalDemand.slice(from).map((value) => toLevel(demand, value))
    },
    {name: "temperature over normal", weights: {temperature: 1}, normal: normalTemperature.slice(from)},
    {name: "buy over SAP", weights: {smp_buy: 1, sap: -1}},
    {name: "SAP over sell", weights: {sap: 1, smp_sell: -1}},
    {name: "power over gas", weights: {power: 1, sap: -1}},
    {name: "SAP over its month", weights: {sap: 1}, window: 30}
  ];
}

/**
 * Learns row by row, and solves for the coefficients every `params.every` rows, in the count of rows. The paths of a model start from as many past rows as
 * the distribution has members, and from the rows of the origins it serves.
 */
export function runShrunk(data: GasData, params: Candidate["params"]): ShrunkRun {
  const {panel, from} = vectorPanel(data);
  const {rows} = data;
  const [every, members] = [params.every as number, params.members as number];
  const deviations = deviationsOf(panel.values, gasVector.length, params.volatility as number);
  const state = openCorrected(panel, deviations, correctionTerms(data, from), {
    ...{lags: params.lags as number, ridge: params.ridge as number},
    ...{others: params.others as number, halfLife: params.halfLife as number, clip: params.clip as number}
  });
  const models: CorrectedModel[] = [];
  const pasts: PastPaths[] = [];
  let solved = -1;
  const serves = rows.map((row) => {
    const due = row - (row % every);
    if (models.length === 0 || due > solved) {
      learnCorrected(state, due - from);
      const model = refitCorrected(state);
      models.push(model);
      solved = due;
      const needed = rowsNeeded(model.lags, model.terms) - 1;
      const last = Math.min(rows[rows.length - 1], due + every - 1) - from;
      const first = Math.max(needed, due - from - members - horizon);
      pasts.push(pastPaths(model, panel, {first, last, steps: horizon}));
    }
    return models.length - 1;
  });
  return {panel, from, deviations, models, pastAt: (origin) => pasts[serves[origin]]};
}

/** Exponentially weighted deviations of the changes that are known in each row, `[row][series]`. */
export function deviationsOf(values: Float64Array, width: number, halfLife: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let s = 0; s < width; ++s) {
    const changes = Float64Array.from({length: values.length / width}, (_, t) =>
      t === 0 ? Number.NaN : values[t * width + s] - values[(t - 1) * width + s]
    );
    ewmaDeviation(changes, halfLife).forEach((deviation, t) => {
      out[t * width + s] = Math.max(least, Number.isNaN(deviation) ? least : deviation);
    });
  }
  return out;
}
