import {formatClock, formatDay, formatNumber, formatSigned} from "../lib/format.js";
import {type ForecastDay, peaksAtMidnight} from "../lib/report/peak.js";
import {usual} from "../lib/report/season.js";
import type {Daily} from "../lib/report/shapes.js";
import {weekday} from "../lib/time/zone.js";
import {DataTable} from "./DataTable.js";

/** The peak of each coming day with its hour, its 80 % interval, the lowest hour, and what is usual at this time of the year; GW. */
export function ComingPeaks(
  days: readonly ForecastDay[],
  daily: Daily,
  {zone, holidays = new Map()}: {zone: string; holidays?: ReadonlyMap<string, string>}
): HTMLElement {
  const gw = (mw: number) => formatNumber(mw / 1000, 1);
  const above = ({day, peak}: ForecastDay) => {
    const season = usual(daily, day, {free: weekday(day) > 4 || holidays.has(day)});
    return season ? formatSigned((peak.value - season.value) / 1000, 1) : "–";
  };
  const note = (day: ForecastDay) =>
    [
      holidays.get(day.day),
      day.whole ? null : "part of the day",
      peaksAtMidnight(day, zone) ? "the tail of the evening before" : null
    ]
      .filter(Boolean)
      .join("; ");
  return DataTable(
    days,
    [
      {label: "Day", value: ({day}) => formatDay(day)},
      {label: "Peak, GW", value: ({peak}) => gw(peak.value), numeric: true},
      {label: "At", value: ({peak}) => formatClock(zone, peak.time), numeric: true},
      {label: "80 % interval, GW", value: ({peak}) => `${gw(peak.lo80)} to ${gw(peak.hi80)}`, numeric: true},
      {label: "Against season, GW", value: above, numeric: true},
      {label: "Lowest hour, GW", value: ({low}) => gw(low.value), numeric: true, wideOnly: true},
      {label: "At", value: ({low}) => formatClock(zone, low.time), numeric: true, wideOnly: true},
      ...(days.some((day) => note(day)) ? [{label: "Note", value: note, long: true}] : [])
    ],
    {caption: "The peak and the lowest hour of each coming day"}
  );
}
