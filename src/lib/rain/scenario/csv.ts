import {csvCell} from "../../csv-cell.js";
import {compass, type Variable} from "../record.js";
import {type RainKnobs, readingKnobs} from "./knobs.js";
import type {Effect, RainAnswer, RainModel} from "./open.js";

const quantities: readonly {
  readonly knob?: Effect["knob"];
  readonly variable: Variable;
  readonly unit: string;
}[] = [
  ...readingKnobs.map(({name, variable, unit}) => ({knob: name, variable, unit})),
  // It goes along with the temperature at 3 pm.
  {variable: "temperature_max", unit: "°C"},
  {knob: "wind" as const, variable: "wind_dir_3pm" as const, unit: "direction"}
];

/**
 * A scenario as CSV: one line for each reading (as reported, in the scenario, and the log-odds that its knob adds), then the probability, its
 * log-odds, and what both are read against. An empty cell is what is not reported, or not known.
 */
export function rainCsv(answer: RainAnswer, model: RainModel, knobs: RainKnobs): string {
  const {town, day, target, before, after, climatology, threshold, fell} = answer;
  const line = (
    quantity: string,
    unit: string,
    reported: string | number,
    scenario: string | number,
    change: string | number = ""
  ) => [town.id, day, target, quantity, unit, reported, scenario, change].map(csvCell).join(",");
  const lines = quantities.map(({knob, variable, unit}) => {
    const {reported, now} = model.reading(knobs, variable);
    const effect = answer.effects.find((one) => one.knob === knob);
    return line(variable, unit, cell(variable, reported), cell(variable, now), effect ? effect.change : "");
  });
  return `${[
    "town,last_known_day,forecast_day,quantity,unit,as_reported,scenario,log_odds_added",
    ...lines,
    line(
      "log_odds",
      "",
      before.logOdds,
      after.logOdds,
      answer.effects.reduce((sum, {change}) => sum + change, 0)
    ),
    line("probability", "probability", before.probability, after.probability),
    line("climatology", "probability", climatology, climatology),
    line("threshold", "probability", threshold, threshold),
    line("observed_rain", "mm", fell ?? "", "")
  ].join("\n")}\n`;
}

function cell(variable: Variable, value: number): string | number {
  if (Number.isNaN(value)) return "";
  return variable === "wind_dir_3pm" ? compass[value]! : Number(value.toFixed(6));
}
