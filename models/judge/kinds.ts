import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Bands} from "../../src/lib/rolled.js";
import {roundedChance} from "../../src/lib/scores/probability/rounded-chance.js";
import type {Judged, PromotionRule, Study} from "../study.js";
import {numberBands, numberScores} from "./numbers.js";
import {probabilityBands, probabilityScores} from "./probabilities.js";
import type {Judging} from "./rows.js";

type Scores = BacktestReport["candidates"][number];

/** What judging does with values of one kind. */
interface Kind {
  /** A value as it is published. */
  readonly published: (value: number, decimals: number) => number;
  readonly bands: (study: Pick<Study, "intervals">, data: Judging, values: Float64Array) => Bands;
  readonly scores: (
    study: Pick<Study, "rule" | "season" | "seed">,
    data: Judging,
    judged: Judged
  ) => Pick<Scores, "metrics" | "byLead"> & Partial<Scores>;
  /** What candidates are compared by with the best baseline and with a reference. */
  readonly compared: (rule: PromotionRule) => PromotionRule["metric"];
}

const number: Kind = {
  published: rounded,
  bands: numberBands,
  scores: numberScores,
  compared: ({metric}) => metric
};

/** By the kind of value that a study forecasts. */
export const kinds: Readonly<Record<Study["kind"], Kind>> = {
  number,
  anomaly: number,
  probability: {
    published: roundedChance,
    bands: probabilityBands,
    scores: probabilityScores,
    // Brier's score is a mean over origins, and needs no threshold.
    compared: () => "brier"
  }
};

/** A value rounded to a number of decimals. */
export function rounded(value: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}
