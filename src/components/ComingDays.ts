import {formatCelsius, formatDay, formatSigned} from "../lib/format.js";
import type {ComingDay} from "../lib/report/daily/days.js";
import {type PowerUnit, powerNumber} from "../lib/report/power.js";
import {usual} from "../lib/report/season.js";
import type {Daily} from "../lib/report/shapes.js";
import {DataTable} from "./DataTable.js";

/** The mean load of each coming day with its intervals, what is usual at this time of the year, and the temperature that it is made with. */
export function ComingDays(
  days: readonly ComingDay[],
  record: Daily,
  {power}: {power: PowerUnit}
): HTMLElement {
  const above = ({day, value, free}: ComingDay) => {
    const season = usual(record, day, {free});
    return season ? `${formatSigned(100 * (value / season.value - 1), 1)}\u00a0%` : "–";
  };
  const span = (low: number, high: number) => `${powerNumber(low, power)} to ${powerNumber(high, power)}`;
  return DataTable(
    days,
    [
      {label: "Day", value: ({day}) => formatDay(day)},
      {label: `Mean load, ${power.name}`, value: ({value}) => powerNumber(value, power), numeric: true},
      {label: `80 % interval, ${power.name}`, value: ({lo80, hi80}) => span(lo80, hi80), numeric: true},
      {
        label: `95 % interval, ${power.name}`,
        value: ({lo95, hi95}) => span(lo95, hi95),
        numeric: true,
        wideOnly: true
      },
      {label: "Against season", value: above, numeric: true},
      {
        label: "Temperature",
        value: ({temperature}) => (temperature === null ? "–" : formatCelsius(temperature)),
        numeric: true
      },
      ...(days.some(({holiday}) => holiday !== null)
        ? [{label: "Note", value: ({holiday}: ComingDay) => holiday ?? "", long: true}]
        : [])
    ],
    {caption: "The mean load of each coming day"}
  );
}
