import type {HourGrid} from "../time/grid.js";
import {weekday} from "../time/zone.js";

/** What kind of day each local day of a grid is. */
export interface DayKinds {
  /** 1 on a public holiday. */
  readonly holiday: Uint8Array;
  /** Share of the three school zones on holiday, 0 … 1. */
  readonly school: Float64Array;
}

/** Numbers about a local day that the load depends on. */
export interface DayFeatures {
  /** 0 = Monday … 6 = Sunday. */
  readonly weekday: number;
  readonly holiday: number;
  /** 1 where the next day, the day before is a holiday and this day is none. */
  readonly eve: number;
  readonly morrow: number;
  /** 1 on a working day between a holiday and a weekend. */
  readonly bridge: number;
  /** 1 where people are off work: weekend or holiday. */
  readonly off: number;
  readonly school: number;
  /** Days from 24 December, 0 … 9 from then to 2 January, else −1. */
  readonly christmas: number;
  readonly firstOfMay: number;
  /** Closeness to 12 August and to 25 July, 0 … 1. */
  readonly august: number;
  readonly july: number;
  /** Position in the year, radians. */
  readonly year: number;
  /** Years since 2023-01-01. */
  readonly trend: number;
  /** 1 while summer time holds at noon. */
  readonly summerTime: number;
}

const hump = (day: number, centre: number, width: number) => Math.exp(-0.5 * ((day - centre) / width) ** 2);

/** The features of each day of a grid. Days outside it count as no holidays. */
export function dayFeatures(grid: HourGrid, {holiday, school}: DayKinds): DayFeatures[] {
  const off = (d: number) => (weekday0(d) >= 5 || holiday[d] === 1 ? 1 : 0);
  const first = weekday(grid.days[0]);
  const weekday0 = (d: number) => (((first + d) % 7) + 7) % 7;
  return grid.days.map((day, d) => {
    const year = Number(day.slice(0, 4));
    const ofYear = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(year, 0, 1)) / 86_400_000;
    const monthDay = day.slice(5);
    const christmas =
      monthDay >= "12-24"
        ? Number(monthDay.slice(3)) - 24
        : monthDay <= "01-02"
          ? Number(monthDay.slice(3)) + 7
          : -1;
    return {
      weekday: weekday0(d),
      holiday: holiday[d],
      eve: holiday[d] === 0 && holiday[d + 1] === 1 ? 1 : 0,
      morrow: holiday[d] === 0 && holiday[d - 1] === 1 ? 1 : 0,
      bridge: off(d) === 0 && off(d - 1) === 1 && off(d + 1) === 1 ? 1 : 0,
      off: off(d),
      school: school[d],
      christmas,
      firstOfMay: monthDay === "05-01" ? 1 : 0,
      august: hump(ofYear, 223.5, 12),
      july: hump(ofYear, 205.5, 12),
      year: (2 * Math.PI * ofYear) / 365.25,
      trend: (Date.parse(`${day}T00:00:00Z`) - Date.UTC(2023, 0, 1)) / (365.25 * 86_400_000),
      summerTime: isSummer(grid, d) ? 1 : 0
    };
  });
}

function isSummer(grid: HourGrid, d: number): boolean {
  const noon = grid.at[d * 24 + 12];
  return (((grid.start / 3_600_000 + noon) % 24) + 24) % 24 < 11;
}
