import type {Forecast} from "../../lib/artifacts/forecast.js";
import type {GasModel, GasRecent} from "../../lib/artifacts/gas.js";
import type {GasAnswer} from "../../lib/gas/scenario/answer.js";
import {gasScenarioCsv} from "../../lib/gas/scenario/csv.js";
import {
  type GasKnobs,
  gasKnobNames,
  gasOpening,
  gasRest,
  readGasKnobs,
  writeGasKnobs
} from "../../lib/gas/scenario/knobs.js";
import {openGasScenario} from "../../lib/gas/scenario/open.js";
import {withPositions} from "../../lib/scenario/positions.js";
import {ScenarioPanel} from "../scenario/ScenarioPanel.js";
import {GasKnobForm} from "./GasKnobForm.js";
import {GasScenarioView} from "./GasScenarioView.js";

/**
 * The what-if of the gas price: knobs of what goes with it, and the price under them beside the forecast that was issued. The address keeps what else the page has
 * in it.
 */
export function GasScenario(
  published: GasModel,
  {forecast, recent, source}: {forecast: Forecast; recent: GasRecent; source: string}
): Promise<HTMLElement> {
  const {run, reach} = openGasScenario(published, forecast);
  return ScenarioPanel<GasKnobs, GasAnswer>({
    opening: readGasKnobs(location.search),
    write: (knobs) => withPositions(location.search, gasKnobNames, writeGasKnobs(knobs)),
    answer: run,
    knobs: (knobs, onInput) => GasKnobForm({knobs, reach, onInput}),
    presets: [
      {label: "A week 4 °C colder", move: () => gasOpening},
      {
        label: "A cold spell and dear power",
        move: () => ({...gasRest, temperature: -6, power: 50, days: 10})
      },
      {label: "Oil 30 % dearer", move: () => ({...gasRest, brent: 30})},
      {label: "An outage of supply", move: () => ({...gasRest, outage: "30"})},
      {label: "As forecast", move: () => gasRest}
    ],
    show: (answer) => GasScenarioView(answer, {reach, recent, source}),
    csv: {text: gasScenarioCsv, file: "almanac-gas-scenario.csv"}
  });
}
