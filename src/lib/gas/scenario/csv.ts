import {csvCell} from "../../csv-cell.js";
import type {GasAnswer} from "./answer.js";

/** The columns of a scenario's CSV. */
const header =
  "series,unit,gas_day,forecast,scenario,lo80,hi80,lo95,hi95,difference,model_change,deviation_left";

/**
 * A scenario as CSV: one line for each series and gas day, the price first, in the units of forecast.csv. `model_change` is what the joint model moves, as a logarithm but for the temperature, and
 * `deviation_left` the share of its deviation that the conditions leave.
 */
export function gasScenarioCsv({days, series}: Pick<GasAnswer, "days" | "series">): string {
  const lines = series.flatMap(({id, unit, decimals, issued, scenario, change, left}) =>
    days.map((day, h) => {
      const {value, lo80, hi80, lo95, hi95} = scenario[h];
      const numbers = [issued[h].value, value, lo80, hi80, lo95, hi95, value - issued[h].value];
      const rounded = numbers.map((number) => Number(number.toFixed(decimals + 2)));
      return [id, unit, day, ...rounded, change[h], left[h]].map(csvCell).join(",");
    })
  );
  return `${[header, ...lines].join("\n")}\n`;
}
