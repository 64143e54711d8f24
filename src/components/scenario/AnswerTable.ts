import {formatSigned} from "../../lib/format.js";
import {type PowerUnit, powerNumber} from "../../lib/report/power.js";
import type {Difference, ScenarioAnswer} from "../../lib/scenario/model.js";
import {DataTable} from "../DataTable.js";

/** The forecast and the scenario row by row, and what was observed where something was. */
export function AnswerTable(
  {
    scenario,
    before,
    truth = []
  }: {scenario: ScenarioAnswer; before: ScenarioAnswer; truth?: readonly (number | null)[]},
  {power, step, when}: {power: PowerUnit; step: "Hour" | "Day"; when: (time: number) => string}
): HTMLElement {
  const decimals = power.decimals + 1;
  const rows = Array.from(scenario.times, (time, i) => ({
    time,
    forecast: before.value[i]!,
    value: scenario.value[i]!,
    actual: truth[i] ?? null
  }));
  const column = (label: string, value: (row: (typeof rows)[number]) => string) => ({
    label: `${label}, ${power.name}`,
    value,
    numeric: true
  });
  return DataTable(
    rows,
    [
      {label: step, value: ({time}) => when(time)},
      column("Forecast", ({forecast}) => powerNumber(forecast, power, decimals)),
      column("Scenario", ({value}) => powerNumber(value, power, decimals)),
      column("Difference", ({forecast, value}) => formatSigned((value - forecast) / power.mw, decimals)),
      ...(truth.some((actual) => actual !== null)
        ? [column("Observed", ({actual}) => powerNumber(actual ?? Number.NaN, power, decimals))]
        : [])
    ],
    {caption: `Forecast and scenario by the ${step.toLowerCase()}`}
  );
}

/** What moved, group by group. */
export function GroupTable({groups}: Pick<Difference, "groups">, power: PowerUnit): HTMLElement {
  return DataTable(
    groups,
    [
      {label: "Group of features", value: ({label}) => label},
      {
        label: `Mean change, ${power.name}`,
        value: ({change}) => formatSigned(change / power.mw, power.decimals + 1),
        numeric: true
      }
    ],
    {caption: "Mean change over the week by group of features"}
  );
}
