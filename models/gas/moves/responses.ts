import type {GasResponses} from "../../../src/lib/artifacts/gas.js";
import {naturalChange, naturalShock} from "../../../src/lib/gas/shocks.js";
import type {VarFit} from "../../../src/lib/var/fit.js";
import type {Panel} from "../../../src/lib/var/panel.js";
import {responseBands} from "../../../src/lib/var/response/bands.js";
import {rounded} from "./rounded.js";

/** How far and with what the responses are drawn. */
export interface ResponseOptions {
  readonly steps: number;
  readonly draws: number;
  readonly seed: number;
}

/**
 * The responses of every level to a natural shock of every series (see `naturalShock`), 0 … `steps` gas days after it, with bootstrap bands of 80 and 95 %.
 * @param fit of the differences of what the models see, in the order in which shocks are told apart
 * @param changes what it was fitted to
 * @throws as `responseBands` does, and where a series is not one of the vector.
 */
export function naturalResponses(
  fit: VarFit,
  changes: Panel,
  {steps, draws, seed}: ResponseOptions
): GasResponses["shocks"] {
  const {names} = fit;
  const width = names.length;
  const {value, bands} = responseBands(fit, changes, {
    ...{steps, draws, seed, levels: [0.8, 0.95]},
    ...{summed: true, unit: true}
  });
  const [inner, outer] = bands;
  return names.map((impulse, j) => {
    const {size, unit, change} = naturalShock(impulse);
    const responses = names.map((series, i) => {
      const natural = naturalChange(series);
      const along = (unitResponses: Float64Array) =>
        Array.from({length: steps + 1}, (_, h) =>
          rounded(natural.of(change * unitResponses[(h * width + i) * width + j]))
        );
      // A shock downwards turns the bounds over.
      const [low, high] = change < 0 ? (["high", "low"] as const) : (["low", "high"] as const);
      return {
        ...{series, unit: natural.unit, value: along(value)},
        ...{lo80: along(inner[low]), hi80: along(inner[high])},
        ...{lo95: along(outer[low]), hi95: along(outer[high])}
      };
    });
    return {series: impulse, size, unit, responses};
  });
}
