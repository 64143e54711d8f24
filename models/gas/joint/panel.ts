import {fromLevel, gasVector, toLevel} from "../../../src/lib/gas/vector.js";
import {evenLevels} from "../../../src/lib/returns/rolled.js";
import type {FineQuantiles, Quantiles} from "../../../src/lib/rolled.js";
import {type Panel, panelOf} from "../../../src/lib/var/panel.js";
import {fineCount, type GasData, horizon, levels} from "../data.js";

/** The vector as the joint models see it: logarithms of prices and demand, °C. */
export interface VectorPanel {
  readonly panel: Panel;
  /** The row of the data that the panel begins with. */
  readonly from: number;
}

/** The panel from the first row of which every series is known. Throws where there is none. */
export function vectorPanel({vector, vectorFrom, first}: GasData): VectorPanel {
  if (vectorFrom < 0)
    throw new Error(`gas: expected a day from ${first} on with every series of the vector, found none`);
  const series = gasVector.map((one, s) => [
    one.id,
    vector[s].slice(vectorFrom).map((value) => toLevel(one, value))
  ]);
  return {panel: panelOf(Object.fromEntries(series)), from: vectorFrom};
}

/** Room for the forecasts of all series, and how they are put there: in their own units. */
export interface VectorBlocks {
  readonly values: Float64Array;
  readonly quantiles: Quantiles;
  readonly fine: FineQuantiles;
  /** Writes the forecast of a series at a lead (both from 0): its point, and its quantile at a level. */
  readonly put: (
    origin: number,
    series: number,
    lead: number,
    point: number,
    quantileAt: (level: number) => number
  ) => void;
}

/** Blocks without a value, for levels to be put in. */
export function vectorBlocks({rows}: GasData): VectorBlocks {
  const values = new Float64Array(rows.length * gasVector.length * horizon).fill(Number.NaN);
  const quantiles = new Float64Array(values.length * levels.length).fill(Number.NaN);
  const even = evenLevels(fineCount);
  const fine = new Float32Array(rows.length * horizon * fineCount);
  return {
    values,
    quantiles: {levels, values: quantiles},
    fine: {count: fineCount, values: fine},
    put(origin, series, lead, point, quantileAt) {
      const one = gasVector[series];
      const at = (origin * gasVector.length + series) * horizon + lead;
      values[at] = fromLevel(one, point);
      levels.forEach((level, k) => {
        quantiles[at * levels.length + k] = fromLevel(one, quantileAt(level));
      });
      if (series > 0) return;
      even.forEach((level, k) => {
        fine[(origin * horizon + lead) * fineCount + k] = fromLevel(one, quantileAt(level));
      });
    }
  };
}
