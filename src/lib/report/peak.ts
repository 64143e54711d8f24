import {addDays, hoursOfDay, localDay, midnight} from "../time/zone.js";

/** One local day of an hourly forecast. */
export interface ForecastDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly peak: ForecastHour;
  readonly low: ForecastHour;
  /** Sum over its hours, in the forecast's unit times one hour. */
  readonly energy: number;
  /** How many of its hours are forecast; 23, 24 or 25 where it is whole. */
  readonly hours: number;
  readonly whole: boolean;
}

/** One hour of a forecast, with its 80 % interval. */
export interface ForecastHour {
  readonly time: number;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
}

/**
 * The peak, the low and the sum of each local day of an hourly forecast, in order of time.
 * Throws where there is no row.
 */
export function forecastDays(
  rows: readonly {time: string; value: number; lo80: number; hi80: number}[],
  zone: string
): ForecastDay[] {
  if (rows.length === 0) throw new Error("days of a forecast: expected at least one row, got none");
  const byDay = new Map<string, ForecastHour[]>();
  for (const {time, value, lo80, hi80} of rows) {
    const at = Date.parse(time);
    const day = localDay(zone, at);
    const hours = byDay.get(day) ?? [];
    hours.push({time: at, value, lo80, hi80});
    byDay.set(day, hours);
  }
  return [...byDay].map(([day, hours]) => ({
    day,
    peak: hours.reduce((best, hour) => (hour.value > best.value ? hour : best)),
    low: hours.reduce((best, hour) => (hour.value < best.value ? hour : best)),
    energy: hours.reduce((sum, {value}) => sum + value, 0),
    hours: hours.length,
    whole: hours.length === hoursOfDay(zone, day).length
  }));
}

/** The day with the highest peak among those given. Throws where there is none. */
export function highest(days: readonly ForecastDay[]): ForecastDay {
  if (days.length === 0) throw new Error("highest day: expected at least one day, got none");
  return days.reduce((best, day) => (day.peak.value > best.peak.value ? day : best));
}

/** Where the lowest hour of the night lies: the day with the lowest low among those given. Throws where there is none. */
export function lowest(days: readonly ForecastDay[]): ForecastDay {
  if (days.length === 0) throw new Error("lowest day: expected at least one day, got none");
  return days.reduce((best, day) => (day.low.value < best.low.value ? day : best));
}

/** How a reader calls a day seen from another: "today", "tomorrow", or null where it has no such name. */
export function nearName(day: string, today: string): "today" | "tomorrow" | null {
  if (day === today) return "today";
  return day === addDays(today, 1) ? "tomorrow" : null;
}

/** Whether a day's highest hour is its first one: what is highest then is the evening before, which runs out after midnight. */
export function peaksAtMidnight({day, peak}: ForecastDay, zone: string): boolean {
  return peak.time === midnight(zone, day);
}
