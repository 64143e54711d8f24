import {formatDay, formatNumber} from "../../lib/format.js";
import type {PricePoint} from "../../lib/report/gas/points.js";
import type {PriceUnit} from "../../lib/report/gas/units.js";
import {localDay} from "../../lib/time/zone.js";
import {DataTable} from "../DataTable.js";

/** The distribution of each gas day as a table, with the last price beside it. */
export function PriceTable(points: readonly PricePoint[], unit: PriceUnit): HTMLElement {
  const text = (value: number) => formatNumber(value, unit === "p/kWh" ? 3 : 1);
  const span = (low: number, high: number) => `${text(low)} to ${text(high)}`;
  return DataTable(
    points,
    [
      {label: "Gas day", value: ({time}) => formatDay(localDay("UTC", time), {dated: true})},
      {label: `Forecast, ${unit}`, value: ({value}) => text(value), numeric: true},
      {label: "50 % interval", value: ({lo50, hi50}) => span(lo50, hi50), numeric: true, wideOnly: true},
      {label: "80 % interval", value: ({lo80, hi80}) => span(lo80, hi80), numeric: true},
      {label: "95 % interval", value: ({lo95, hi95}) => span(lo95, hi95), numeric: true, wideOnly: true},
      {label: "Last price", value: ({last}) => text(last), numeric: true, wideOnly: true}
    ],
    {caption: `System Average Price of gas by gas day, ${unit}`}
  );
}
