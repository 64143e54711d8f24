import {fitPlatt, type Platt, plattChance} from "../../src/lib/calibration/platt.js";
import type {RollInput, RollOutput} from "../study.js";
import type {RainData} from "./data.js";

/**
 * The mean of the log-odds of several candidates, calibrated on the held-out origins: log-odds `a + b × mean`. The calibration is in
 * `calibration.json`. The members' probabilities are within 0 and 1.
 */
export async function roll({data, truth, experts}: RollInput<RainData>): Promise<RollOutput> {
  const n = data.record.towns.length;
  const margins = experts[0]!.values.map(
    (_, i) =>
      experts.reduce((sum, {values}) => sum + Math.log(values[i]! / (1 - values[i]!)), 0) / experts.length
  );
  const rows = [...margins.keys()]
    .slice(data.held.from * n, data.held.to * n)
    .filter((i) => truth.comparable[i] === 1 && !Number.isNaN(truth.actual[i]!));
  const platt: Platt = fitPlatt(
    Float64Array.from(rows, (i) => margins[i]!),
    Float64Array.from(rows, (i) => truth.actual[i]!)
  );
  return {
    values: margins.map((margin) => plattChance(platt, margin)),
    metrics: {intercept: platt.a, slope: platt.b},
    files: {"calibration.json": new TextEncoder().encode(JSON.stringify(platt))}
  };
}
