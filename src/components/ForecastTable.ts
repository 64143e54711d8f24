import {formatDay, formatMoment} from "../lib/format.js";
import type {ReportHour} from "../lib/report/hours.js";
import {GIGAWATT, type PowerUnit, powerNumber} from "../lib/report/power.js";
import {localDay} from "../lib/time/zone.js";
import {DataTable} from "./DataTable.js";

/** The hours, or the days, of the forecast chart as a table. */
export function ForecastTable(
  hours: readonly ReportHour[],
  {
    zone,
    referenceLabel,
    power = GIGAWATT,
    step = "hour"
  }: {
    zone: string;
    /** What the official forecast is called; none where there is none. */
    referenceLabel?: string;
    power?: PowerUnit;
    step?: "hour" | "day";
  }
): HTMLElement {
  const amount = (mw: number | null) => (mw === null ? "–" : powerNumber(mw, power));
  const span = (lo: number | null, hi: number | null) =>
    lo === null ? "–" : `${amount(lo)} to ${amount(hi)}`;
  return DataTable(
    hours,
    [
      step === "hour"
        ? {label: "Hour", value: ({time}) => formatMoment(zone, time)}
        : {label: "Day", value: ({time}) => formatDay(localDay(zone, time), {dated: true})},
      {label: `Observed, ${power.name}`, value: ({actual}) => amount(actual), numeric: true},
      {label: `Almanac, ${power.name}`, value: ({value}) => amount(value), numeric: true},
      {label: "80 % interval", value: ({lo80, hi80}) => span(lo80, hi80), numeric: true},
      {label: "95 % interval", value: ({lo95, hi95}) => span(lo95, hi95), numeric: true},
      ...(referenceLabel === undefined
        ? []
        : [
            {
              label: `${referenceLabel}, ${power.name}`,
              value: ({reference}: ReportHour) => amount(reference),
              numeric: true
            }
          ])
    ],
    {
      caption:
        step === "hour"
          ? "Observed and forecast load by the hour, start of the hour in local time"
          : "Observed and forecast load by the local day"
    }
  );
}
