import type {DayKinds} from "../../src/lib/load/calendar.js";
import type {Weather} from "../../src/lib/load/weather.js";
import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {seasonalScale} from "../../src/lib/scores/point/mase.js";
import {dayIndex, type HourGrid} from "../../src/lib/time/grid.js";
import {addDays, midnight} from "../../src/lib/time/zone.js";
import {daySlices, lastOfWindow, monthFrom} from "../day-slices.js";
import type {Slicing, StudyData, TableFiles} from "../study.js";
import {guardsOf} from "./guards.js";
import {horizon, readRecord, zone} from "./record.js";

const HOUR = 3_600_000;

/** Origins before the scored ones, whose errors calibrate the intervals. */
const calibrationOrigins = 200;
/** Days of the grid over which columns are standardised: three weeks after its start to the end of 2022, before any score. */
export const standardFrom = 21;
export const standardTo = 648;

/** What the candidates of this study see. Load is NaN from today's origin on. */
export interface LoadData {
  readonly grid: HourGrid;
  /** MW in true time, by hour. */
  readonly load: Float64Array;
  /** RTE's forecast of the day before, MW, by hour. */
  readonly official: Float64Array;
  readonly weather: Weather;
  readonly kinds: DayKinds;
  /** 1 at weekends and on holidays, by day of the grid. */
  readonly off: Uint8Array;
  /** Index of the day that starts at each origin of the scheme. */
  readonly originDays: Int32Array;
  /** Number of origins before the first one that is scored. */
  readonly calibration: number;
}

/** Months that are scored. */
const scoredMonths = 12;
const daysOf = (months: number) => Math.ceil((months * 365) / 12);

/**
 * The last day whose roll gives the forecasts of `day` as its own roll does. The net is trained from the first origin on, which moves with the
 * month. With a change of hour in the horizon its last hour is not the last of a day, whose means are then of the horizon's hours alone: such a
 * day stands for itself.
 */
export function lastLikeFrance(day: string): string {
  if (midnight(zone, addDays(day, 7)) - midnight(zone, day) !== horizon * HOUR) return day;
  return lastOfWindow(day, daysOf(scoredMonths));
}

/** RTE's forecast of a day is published on its eve: at an origin, that of the day which begins is the last one. */
export function referenceUntil(day: string): number {
  return midnight(zone, addDays(day, 1));
}

/**
 * The study's data: daily origins at midnight, scored over the whole months of the last `months`, with `calibration` origins
 * before them. On a day that was stamped an hour late the last hour is only known from the next day's first stamp: it is
 * left unknown, so that no forecast can have seen it.
 */
export async function readFrance(
  tables: TableFiles,
  today: string,
  {months = scoredMonths, calibration = calibrationOrigins}: {months?: number; calibration?: number} = {}
): Promise<StudyData<LoadData>> {
  const record = await readRecord(tables, today);
  const {grid, originDay, repaired, recorded, official, weather, kinds} = record;
  const load = record.load.slice();
  for (let d = 0; d < originDay; ++d) {
    const end = grid.dayStart[d + 1] - 1;
    if (repaired[end]) load[end] = Number.NaN;
  }
  const scoredFrom = dayIndex(grid, monthFrom(addDays(grid.days[originDay], -daysOf(months))));
  const first = scoredFrom - calibration;
  const originDays = Int32Array.from({length: originDay - first + 1}, (_, o) => first + o);
  const origins = Float64Array.from(originDays, (d) => grid.start + grid.dayStart[d] * HOUR);
  const times = new Float64Array(origins.length * horizon);
  const index = new Int32Array(times.length);
  for (let o = 0; o < origins.length; ++o)
    for (let lead = 0; lead < horizon; ++lead) {
      index[o * horizon + lead] = grid.dayStart[originDays[o]] + lead;
      times[o * horizon + lead] = origins[o] + lead * HOUR;
    }
  const take = (values: Float64Array) => Float64Array.from(index, (i) => values[i]);
  const scheme: Scheme = {series: [""], origins, leads: horizon, block: 24, times};
  const truth: Truth = {
    actual: take(load),
    recorded: take(recorded),
    comparable: Uint8Array.from(index, (i) => (repaired[i] ? 0 : 1))
  };
  const off = Uint8Array.from(grid.days, (day, d) =>
    kinds.holiday[d] || new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0 ? 1 : 0
  );
  return {
    data: {grid, load, official, weather, kinds, off, originDays, calibration},
    scheme,
    truth,
    naiveError: seasonalScale(load.subarray(0, grid.dayStart[scoredFrom]), 168),
    scoredFrom: calibration,
    scoredTo: origins.length - 1,
    slots: Int16Array.from(index, (i) => grid.hourOf[i]),
    slices: slicesOf(grid, kinds, index),
    guards: guardsOf(grid, weather, kinds, index, {
      from: calibration * horizon,
      to: (origins.length - 1) * horizon
    })
  };
}

const hourNames = Array.from({length: 24}, (_, h) => `${String(h).padStart(2, "0")}:00`);
/** By local hour, by month of the target, and by kind of its day. */
function slicesOf(grid: HourGrid, {holiday}: DayKinds, index: Int32Array): Record<string, Slicing> {
  return {
    hour: {names: hourNames, of: Int16Array.from(index, (i) => grid.hourOf[i])},
    ...daySlices(
      grid.days,
      holiday,
      index.map((i) => grid.dayOf[i])
    )
  };
}
