import type {Forecast} from "../artifacts/forecast.js";
import type {Recent} from "./shapes.js";

/** One hour of what was observed and what is forecast, MW; what is not known is null. */
export interface ReportHour {
  readonly time: number;
  readonly actual: number | null;
  readonly value: number | null;
  readonly lo80: number | null;
  readonly hi80: number | null;
  readonly lo95: number | null;
  readonly hi95: number | null;
  readonly reference: number | null;
}

/**
 * The last `days` × 24 hours of the record before the origin and all hours of the forecast, in order of time. The official forecast
 * comes from the forecast's rows where they have it, else from the recent record.
 */
export function reportHours(
  recent: Recent,
  forecast: Forecast,
  {days = 5}: {days?: number} = {}
): ReportHour[] {
  const origin = Date.parse(forecast.origin);
  const official = new Map(recent.times.map((time, i) => [Date.parse(time), recent.reference[i] ?? null]));
  const past: ReportHour[] = [];
  for (let i = 0; i < recent.times.length; ++i) {
    const time = Date.parse(recent.times[i]!);
    if (time >= origin || time < origin - days * 86_400_000) continue;
    const nothing = {value: null, lo80: null, hi80: null, lo95: null, hi95: null};
    past.push({time, actual: recent.load[i] ?? null, ...nothing, reference: recent.reference[i] ?? null});
  }
  const ahead = forecast.rows.map((row): ReportHour => {
    const time = Date.parse(row.time);
    const {value, lo80, hi80, lo95, hi95} = row;
    return {
      time,
      actual: null,
      value,
      lo80,
      hi80,
      lo95,
      hi95,
      reference: row.reference ?? official.get(time) ?? null
    };
  });
  return [...past, ...ahead];
}
