import {formatDay, formatNumber, formatSigned} from "../../lib/format.js";
import type {GasAnswer} from "../../lib/gas/scenario/answer.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {DataTable} from "../DataTable.js";

/** The price of each gas day as it was issued and under the scenario. */
export function ScenarioTable({days, series: [price]}: GasAnswer, unit: PriceUnit): HTMLElement {
  const decimals = unit === "p/kWh" ? 3 : 1;
  const text = (value: number) => formatNumber(inUnit(value, unit), decimals);
  const rows = days.map((day, h) => ({day, before: price.issued[h], after: price.scenario[h]}));
  return DataTable(
    rows,
    [
      {label: "Gas day", value: ({day}) => formatDay(day, {dated: true})},
      {label: `Forecast, ${unit}`, value: ({before}) => text(before.value), numeric: true},
      {label: "Scenario", value: ({after}) => text(after.value), numeric: true},
      {
        label: "Difference",
        value: ({before, after}) => formatSigned(inUnit(after.value - before.value, unit), decimals),
        numeric: true
      },
      {
        label: "80 % interval",
        value: ({after}) => `${text(after.lo80)} to ${text(after.hi80)}`,
        numeric: true
      },
      {
        label: "95 % interval",
        value: ({after}) => `${text(after.lo95)} to ${text(after.hi95)}`,
        numeric: true
      }
    ],
    {caption: `System Average Price by gas day, forecast and scenario, ${unit}`}
  );
}
