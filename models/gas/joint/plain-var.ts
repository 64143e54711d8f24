import {normalQuantile} from "../../../src/lib/distributions/normal.js";
import {gasVector} from "../../../src/lib/gas/vector.js";
import {addDays} from "../../../src/lib/time/zone.js";
import {fitVar, type VarFit} from "../../../src/lib/var/fit.js";
import {forecastDeviations} from "../../../src/lib/var/forecast/covariance.js";
import {cumulated, forecastVar} from "../../../src/lib/var/forecast/linear.js";
import {lagOrder} from "../../../src/lib/var/order.js";
import {differences, type Panel, panelRows} from "../../../src/lib/var/panel.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {vectorBlocks, vectorPanel} from "./panel.js";

/** The fit to changes that are known on a gas day. @throws where they allow none: the message says which series on which day, and what to do. */
function fitTo(changes: Panel, most: number, day: string): VarFit {
  try {
    return fitVar(changes, lagOrder(changes, most).chosen.aic);
  } catch (error) {
    throw new Error(
      `gas, VAR in differences: no fit of up to ${most} lags to ${changes.rows} daily changes up to ${day}: ${(error as Error).message}. Look in gas-days for a series that is too short, stands still or repeats another one; else lower "most" in models/gas/candidates.ts.`,
      {cause: error}
    );
  }
}

/**
 * A vector autoregression of the changes of all series, as it is in textbooks: least squares on everything known, the lag order by Akaike's criterion, normal
 * errors. It is fitted again every `params.every` days, in the count of rows.
 */
export const roll: Roll<GasData> = async ({data, params}) => {
  const every = params.every as number;
  const {panel, from} = vectorPanel(data);
  const changes = differences(panel);
  const width = gasVector.length;
  const blocks = vectorBlocks(data);
  let fit: VarFit | undefined;
  let fitted = -1;
  data.rows.forEach((row, o) => {
    const due = row - (row % every);
    // Change i is from row i to row i + 1 of the panel.
    const known = (day: number) => panelRows(changes, 0, day - from);
    if (!fit || due > fitted) {
      fit = fitTo(known(due), params.most as number, addDays(data.first, due));
      fitted = due;
    }
    const last = Object.fromEntries(gasVector.map(({id}, s) => [id, panel.values[(row - from) * width + s]]));
    const forecast = cumulated(forecastVar(fit, known(row), horizon), last);
    const deviations = forecastDeviations(forecast);
    for (let s = 0; s < width; ++s)
      for (let l = 0; l < horizon; ++l) {
        const point = forecast.mean[l * width + s];
        blocks.put(o, s, l, point, (level) => point + deviations[l * width + s] * normalQuantile(level));
      }
  });
  const {values, quantiles, fine} = blocks;
  return {values, quantiles, fine, metrics: {lags: fit?.lags ?? Number.NaN}};
};
