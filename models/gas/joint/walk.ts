import {gasVector, toLevel} from "../../../src/lib/gas/vector.js";
import {pastQuantiles} from "../../../src/lib/returns/past.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon, levels} from "../data.js";
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
      for (let l = 0; l < horizon; ++l)
        blocks.put(o, s, l, column[row], (_, k) => {
          return column[row] + changes[(o * horizon + l) * levels.length + k];
        });
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
    return Float64Array.from({length: count * width}, (_, i) => {
      const [m, s] = [first + Math.floor(i / width), i % width];
      return values[row * width + s] + values[(m + lead) * width + s] - values[m * width + s];
    });
  };
  rows.forEach((_, o) => {
    for (let lead = 1; lead <= horizon; ++lead) meter.measure(o, lead, () => members(o, lead));
  });
  return {values: blocks.values, quantiles: blocks.quantiles, energy: meter.scores};
};
