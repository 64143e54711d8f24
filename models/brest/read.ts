import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {seasonalScale} from "../../src/lib/scores/point/mase.js";
import {addDays, midnight} from "../../src/lib/time/zone.js";
import {dayGuards, daySlices, lastOfWindow, monthFrom} from "../day-slices.js";
import type {StudyData, TableFiles} from "../study.js";
import {type DailyData, horizon, leastDays, refit, zone} from "./data.js";
import {type AreaRecord, forecastAreas, readAreas} from "./record.js";

/** Origins before the scored ones, whose errors calibrate the intervals. */
const calibrationOrigins = 84;
/** Scored origins without which a backtest says nothing. */
const leastScored = 56;

/** Months that are scored. */
const scoredMonths = 12;
const daysOf = (months: number) => Math.ceil((months * 365) / 12);

/** The last day whose roll gives the forecasts of `day` as its own roll does: the aggregation learns from the first origin on, which moves with the month. */
export function lastLikeBrest(day: string): string {
  return lastOfWindow(day, daysOf(scoredMonths));
}

/**
 * The study's data: daily origins at local midnight, scored over the whole months of the last `months`, with `calibration` origins before them. A
 * record that is too short for that is scored over what it has; an area whose record begins later than the first training needs is left out.
 * @throws where no area has a year of training and two months to be scored on.
 */
export async function readBrest(
  tables: TableFiles,
  today: string,
  {months = scoredMonths, calibration = calibrationOrigins}: {months?: number; calibration?: number} = {}
): Promise<StudyData<DailyData>> {
  const whole = await readAreas(tables, today);
  const {days, originDay} = whole;
  const wanted = days.indexOf(monthFrom(addDays(days[originDay], -daysOf(months))));
  const scored = Math.max(wanted, leastDays + refit + calibration);
  if (originDay - scored < leastScored)
    throw new Error(
      `brest: expected ${leastDays + refit + calibration + leastScored} days of load up to ${days[originDay - 1]}, the record begins on ${days[0]}. Pull more history.`
    );
  const first = scored - calibration;
  const areas = forecastAreas(whole, first);
  const originDays = Int32Array.from({length: originDay - first + 1}, (_, o) => first + o);
  const dayOf = Int32Array.from({length: originDays.length * horizon}, (_, i) => {
    return originDays[Math.floor(i / horizon)] + (i % horizon);
  });
  const starts = days.map((day) => midnight(zone, day));
  const scheme: Scheme = {
    series: areas.map(({area}) => area.name),
    origins: Float64Array.from(originDays, (d) => starts[d]),
    leads: horizon,
    block: 1,
    times: Float64Array.from(dayOf, (d) => starts[d])
  };
  const take = (of: (area: AreaRecord) => ArrayLike<number>) => {
    const out = new Float64Array(dayOf.length * areas.length);
    areas.forEach((area, s) => {
      const values = of(area);
      dayOf.forEach((d, i) => {
        const [o, lead] = [Math.floor(i / horizon), i % horizon];
        out[(o * areas.length + s) * horizon + lead] = values[d];
      });
    });
    return out;
  };
  const actual = take(({record}) => record.load);
  const truth: Truth = {
    actual,
    recorded: take(({recorded}) => recorded),
    comparable: new Uint8Array(actual.length).fill(1)
  };
  const [{record}] = areas;
  return {
    data: {records: areas.map(({record}) => record), originDays},
    scheme,
    truth,
    naiveError: naiveError(
      areas.map(({record}) => record.load),
      scored
    ),
    scoredFrom: calibration,
    scoredTo: originDays.length - 1,
    slices: daySlices(days, record.holiday, dayOf),
    guards: dayGuards(record.weather.temperature, record.holiday, dayOf, {
      from: calibration * horizon,
      to: (originDays.length - 1) * horizon
    })
  };
}

/** Mean error of "the same day a week before" over the known days before `day`, MW, of all areas together. */
function naiveError(loads: readonly Float64Array[], day: number): number {
  const apart = new Float64Array(7).fill(Number.NaN);
  return seasonalScale(Float64Array.from(loads.flatMap((load) => [...load.subarray(0, day), ...apart])), 7);
}
