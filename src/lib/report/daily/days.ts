import type {Forecast} from "../../artifacts/forecast.js";
import {addDays, hoursOfDay, localDay, midnight, weekday} from "../../time/zone.js";
import type {ReportHour} from "../hours.js";
import type {Daily} from "../shapes.js";
import type {TemperatureDay} from "../temperature.js";
import type {AreaDays} from "./shapes.js";

/** One coming day of an area: its mean load with its intervals, MW. */
export interface ComingDay {
  readonly day: string;
  /** Its local midnight, ms UTC. */
  readonly time: number;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** Hours of the local day: 23, 24 or 25. */
  readonly hours: number;
  /** Mean temperature, °C. */
  readonly temperature: number | null;
  readonly holiday: string | null;
  /** Weekend or holiday. */
  readonly free: boolean;
}

/**
 * The coming days of one series of a forecast, with their weather and calendar.
 * @throws where the forecast has no such series: names those there are
 */
export function comingDays(forecast: Forecast, series: string, days: AreaDays, zone: string): ComingDay[] {
  const rows = forecast.rows.filter((row) => (row.series ?? "") === series);
  if (rows.length === 0) {
    const known = [...new Set(forecast.rows.map((row) => row.series ?? ""))].join(", ");
    throw new Error(`forecast of ${forecast.study}: expected the series "${series}", got ${known || "none"}`);
  }
  const index = new Map(days.date.map((day, i) => [day, i]));
  return rows.map(({time, value, lo80, hi80, lo95, hi95}) => {
    const day = localDay(zone, Date.parse(time));
    const i = index.get(day);
    const holiday = i === undefined ? null : days.holiday[i]!;
    return {
      ...{day, time: Date.parse(time), value, lo80, hi80, lo95, hi95, holiday},
      hours: hoursOfDay(zone, day).length,
      temperature: i === undefined ? null : days.temperature[i]!,
      free: i === undefined ? weekday(day) > 4 : days.off[i] === 1
    };
  });
}

/** The day with the highest load among those given. Throws where there is none. */
export function highestDay(days: readonly ComingDay[]): ComingDay {
  if (days.length === 0) throw new Error("highest day: expected at least one day, got none");
  return days.reduce((best, day) => (day.value > best.value ? day : best));
}

/** The record of an area before a day, in the shape of `daily.json`: mean, peak and low of a day are its one value. */
export function recordBefore(days: AreaDays, origin: string): Daily {
  const end = days.date.findIndex((day) => day >= origin);
  const count = end < 0 ? days.date.length : end;
  const load = days.load.slice(0, count);
  const date = days.date.slice(0, count);
  return {
    ...{date, mean: load, peak: load, low: load},
    peakHour: date.map(() => null),
    temperature: days.temperature.slice(0, count),
    holiday: days.holiday.slice(0, count),
    weekday: date.map(weekday)
  };
}

/** The last `past` days of the record and the coming ones, for the chart: each at its local midnight. */
export function reportDays(
  record: Pick<Daily, "date" | "mean">,
  coming: readonly ComingDay[],
  zone: string,
  {past = 21}: {past?: number} = {}
): ReportHour[] {
  const from = coming[0] ? addDays(coming[0].day, -past) : "";
  const nothing = {value: null, lo80: null, hi80: null, lo95: null, hi95: null, reference: null};
  const known = record.date.flatMap((day, i): ReportHour[] =>
    day < from ? [] : [{time: midnight(zone, day), actual: record.mean[i]!, ...nothing}]
  );
  const ahead = coming.map(
    ({time, value, lo80, hi80, lo95, hi95}): ReportHour => ({
      ...{time, actual: null, value, lo80, hi80, lo95, hi95, reference: null}
    })
  );
  return [...known, ...ahead];
}

/** The coming days against their temperature; the first and the highest have a name. */
export function comingPoints(
  coming: readonly ComingDay[],
  name: (day: ComingDay) => string
): (TemperatureDay & {label: string})[] {
  const top = highestDay(coming);
  return coming.flatMap((day, i) =>
    day.temperature === null
      ? []
      : [
          {
            ...{date: day.day, temperature: day.temperature, load: day.value, free: day.free},
            label: i === 0 || day === top ? name(day) : ""
          }
        ]
  );
}

/** The names of the public holidays by day. */
export function holidaysIn({date, holiday}: Pick<AreaDays, "date" | "holiday">): Map<string, string> {
  return new Map(date.flatMap((day, i) => (holiday[i] ? [[day, holiday[i]!] as const] : [])));
}

/** The mean of a column over the `n` days before a day; null where a value is missing. */
export function meanBefore(
  {date}: Pick<Daily, "date">,
  values: readonly (number | null)[],
  n = 7
): number | null {
  const last = values.slice(Math.max(0, date.length - n), date.length);
  if (last.length < n || last.some((value) => value === null)) return null;
  return last.reduce<number>((sum, value) => sum + value!, 0) / n;
}

/** Energy of the days, MWh: each day's mean load over its hours. */
export function energyOf(days: readonly Pick<ComingDay, "value" | "hours">[]): number {
  return days.reduce((sum, {value, hours}) => sum + value * hours, 0);
}
