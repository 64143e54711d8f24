import type {Forecast} from "../artifacts/forecast.js";
import {formatDay} from "../format.js";
import {localDay, weekday} from "../time/zone.js";
import {type ForecastDay, nearName} from "./peak.js";
import type {Daily, Drivers} from "./shapes.js";
import {isOfToday} from "./state.js";
import {meanByDay} from "./weeks.js";

/** A day as a point: °C and MW. */
export interface TemperatureDay {
  readonly date: string;
  readonly temperature: number;
  readonly load: number;
  /** Weekend or holiday. */
  readonly free: boolean;
}

/** The days of the record that have both a temperature and a load. */
export function scattered(daily: Daily): TemperatureDay[] {
  return daily.date.flatMap((date, i) => {
    const temperature = daily.temperature[i];
    const load = daily.mean[i];
    if (temperature == null || load == null) return [];
    return [{date, temperature, load, free: daily.weekday[i]! > 4 || daily.holiday[i] !== null}];
  });
}

/** Today and tomorrow as the forecast has them, where the forecast temperature is published; each with its name, or with its date where the data are not live. */
export function coming(
  forecast: Forecast,
  drivers: Drivers,
  days: readonly ForecastDay[],
  zone: string,
  holidays: ReadonlyMap<string, string>
): (TemperatureDay & {label: string})[] {
  if (!drivers.temperature) return [];
  const today = localDay(zone, Date.parse(forecast.origin));
  const localDays = drivers.times.map((time) => localDay(zone, Date.parse(time)));
  const temperatures = meanByDay(localDays, drivers.temperature);
  return days.flatMap(({day, energy, hours, whole}) => {
    const name = nearName(day, today);
    const label = name && !isOfToday(forecast.provenance) ? formatDay(day, {dated: true}) : name;
    const temperature = temperatures.get(day);
    if (!label || !whole || temperature === undefined) return [];
    return [
      {date: day, temperature, load: energy / hours, free: weekday(day) > 4 || holidays.has(day), label}
    ];
  });
}
