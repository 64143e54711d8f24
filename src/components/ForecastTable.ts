import {formatMoment, formatNumber} from "../lib/format.js";
import type {ReportHour} from "../lib/report/hours.js";
import {DataTable} from "./DataTable.js";

/** The hours of the forecast chart as a table, GW. */
export function ForecastTable(
  hours: readonly ReportHour[],
  {zone, referenceLabel = "RTE day-ahead"}: {zone: string; referenceLabel?: string}
): HTMLElement {
  const gw = (mw: number | null) => (mw === null ? "–" : formatNumber(mw / 1000, 1));
  const span = (lo: number | null, hi: number | null) => (lo === null ? "–" : `${gw(lo)} to ${gw(hi)}`);
  return DataTable(
    hours,
    [
      {label: "Hour", value: ({time}) => formatMoment(zone, time)},
      {label: "Observed, GW", value: ({actual}) => gw(actual), numeric: true},
      {label: "Almanac, GW", value: ({value}) => gw(value), numeric: true},
      {label: "80 % interval", value: ({lo80, hi80}) => span(lo80, hi80), numeric: true},
      {label: "95 % interval", value: ({lo95, hi95}) => span(lo95, hi95), numeric: true},
      {label: `${referenceLabel}, GW`, value: ({reference}) => gw(reference), numeric: true}
    ],
    {caption: "Observed and forecast load by the hour, start of the hour in local time"}
  );
}
