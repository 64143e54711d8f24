import {quantile} from "../../../src/lib/distributions/quantile.js";
import {gasVector} from "../../../src/lib/gas/vector.js";
import {ensembleAt} from "../../../src/lib/var/corrected/ensemble.js";
import type {Roll} from "../../study.js";
import {type GasData, horizon} from "../data.js";
import {energyMeter} from "./energy.js";
import {vectorBlocks} from "./panel.js";
import {power, runShrunk} from "./shrunk.js";
import {shrunkFiles} from "./shrunk-files.js";

/**
 * The shrunk VAR with error correction: its mean path, and around it the joint errors that the same coefficients made from past rows, as far as volatility has
 * moved since.
 */
export const roll: Roll<GasData> = async ({data, params, truth}) => {
  const run = runShrunk(data, params);
  const width = gasVector.length;
  const blocks = vectorBlocks(data);
  const members = params.members as number;
  const meter = energyMeter(data, run, truth);
  data.rows.forEach((row, o) => {
    const past = run.pastAt(o);
    for (let lead = 1; lead <= horizon; ++lead) {
      const all = ensembleAt(past, run.deviations, row - run.from, lead, {members, power});
      meter.measure(o, lead, () => all);
      const own = new Float64Array(all.length / width);
      for (let s = 0; s < width; ++s) {
        for (let m = 0; m < own.length; ++m) own[m] = all[m * width + s];
        own.sort();
        const point = past.paths[((row - run.from - past.first) * horizon + lead - 1) * width + s];
        blocks.put(o, s, lead - 1, point, (level) => quantile(own, level));
      }
    }
  });
  return {
    values: blocks.values,
    quantiles: blocks.quantiles,
    fine: blocks.fine,
    energy: meter.scores,
    files: shrunkFiles(data, run, members)
  };
};
