import {gasVector, toLevel} from "../../../src/lib/gas/vector.js";
import {quantileAt} from "../../../src/lib/returns/adaptive-width.js";
import {pastQuantiles} from "../../../src/lib/returns/past.js";
import {quantilesAt} from "../../../src/lib/returns/rolled.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {returnScheme} from "../returns.js";
import {energyMeter} from "./energy.js";
import {vectorBlocks, vectorPanel} from "./panel.js";

/** The random walk of every series: the last value known, with the errors of the last `params.window` days; jointly those errors together. */
export const roll: Roll<GasData> = async ({data, params, truth}) => {
  const window = params.window as number;
  const {rows, vector} = data;
  const blocks = vectorBlocks(data);
  const returns = returnScheme(data);
  gasVector.forEach((one, s) => {
    const column = vector[s].map((value) => toLevel(one, value));
    const changes = pastQuantiles(column, returns, {window});
    rows.forEach((row, o) => {
      for (let l = 0; l < horizon; ++l) {
        const own = quantilesAt(returns, changes, o, l);
        blocks.put(o, s, l, column[row], (level) => column[row] + quantileAt(returns.levels, own, level));
      }
    });
  });
  const joint = vectorPanel(data);
  const meter = energyMeter(data, joint, truth);
  const {values} = joint.panel;
  const width = gasVector.length;
  const members = (o: number, lead: number) => {
    const row = rows[o] - joint.from;
    const count = Math.min(window, row - lead + 1);
    const first = row - lead - count + 1;
    const out = new Float64Array(count * width);
    for (let m = 0; m < count; ++m)
      for (let s = 0; s < width; ++s) {
        const at = (first + m) * width + s;
        out[m * width + s] = values[row * width + s] + values[at + lead * width] - values[at];
      }
    return out;
  };
  rows.forEach((_, o) => {
    for (let lead = 1; lead <= horizon; ++lead) meter.measure(o, lead, () => members(o, lead));
  });
  return {values: blocks.values, quantiles: blocks.quantiles, fine: blocks.fine, energy: meter.scores};
};
