import type {Daily} from "../../lib/report/shapes.js";
import {dayNumber} from "../../lib/time/zone.js";

/** A day of the record as the charts of exploration read it. */
export interface ExploreDay {
  readonly date: string;
  readonly year: number;
  /** The same day of 2024, ms UTC, so that years lie upon each other. */
  readonly calendar: number;
  /** 0 = Monday … 6. */
  readonly weekday: number;
  /** Monday-based week of the year, from 0. */
  readonly week: number;
  readonly holiday: string | null;
  /** MW. */
  readonly mean: number | null;
  readonly peak: number | null;
  /** Mean of the seven days around it, MW. */
  readonly smooth: number | null;
  /** °C. */
  readonly temperature: number | null;
}

/** The columns of daily.json as rows, with what the charts derive from a date. */
export function exploreDays(daily: Daily): ExploreDay[] {
  return daily.date.map((date, i): ExploreDay => {
    const year = Number(date.slice(0, 4));
    const first = dayNumber(`${year}-01-01`);
    const firstWeekday = (((first + 3) % 7) + 7) % 7;
    const around = daily.mean.slice(Math.max(0, i - 3), i + 4).filter((value) => value !== null);
    return {
      date,
      year,
      calendar: Date.parse(`2024${date.slice(4)}T00:00:00Z`),
      weekday: daily.weekday[i]!,
      week: Math.floor((dayNumber(date) - first + firstWeekday) / 7),
      holiday: daily.holiday[i]!,
      mean: daily.mean[i]!,
      peak: daily.peak[i]!,
      smooth: around.length < 4 ? null : around.reduce((sum, value) => sum + value, 0) / around.length,
      temperature: daily.temperature[i]!
    };
  });
}
