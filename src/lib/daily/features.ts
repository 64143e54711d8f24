import {weekday} from "../time/zone.js";
import {dayLength, yearPhase} from "./calendar.js";
import type {DailyRecord, DailyWeather} from "./record.js";
import {smooth} from "./smooth.js";

/** °C below which a day is taken to be heated, in steps: hinges of the day's mean and of its smoothings. */
const hinges = [4, 8, 11, 14, 17, 20];
const smoothHinges = [8, 12, 16];
/** Share of the day before in the smoothed temperatures. */
export const memories = [0.5, 0.8, 0.93];

/** Names of the columns of the regression, in order. */
export const dailyColumns: readonly string[] = [
  "constant",
  ...hinges.map((c) => `below ${c} °C`),
  ...memories.slice(0, 2).flatMap((a) => smoothHinges.map((c) => `smoothed by ${a}, below ${c} °C`)),
  "smoothed by 0.93",
  "the day before below 14 °C",
  "lowest temperature",
  "highest temperature",
  "wind",
  "wind × below 14 °C",
  "cloud",
  "clear sky × day length",
  "precipitation",
  "humidity",
  "day length",
  ...[1, 2, 3].flatMap((k) => [`cosine ${k} of the year`, `sine ${k} of the year`]),
  ...["Monday", "Tuesday", "Thursday", "Friday", "Saturday", "Sunday"],
  "weekend × below 14 °C",
  "public holiday",
  "between Christmas and New Year",
  "school holidays",
  "years"
];

/** Rows of the regression for the days `from` … `to` − 1, `[day][column]`, in natural units. */
export function dailyRows(
  {days, holiday, school}: Pick<DailyRecord, "days" | "holiday" | "school">,
  weather: DailyWeather,
  from: number,
  to: number
): Float64Array {
  const {temperature, temperature_min, temperature_max, precipitation, wind, humidity, cloud} = weather;
  const smoothed = memories.map((a) => smooth(temperature.subarray(0, to), a));
  const below = (limit: number, value: number) => Math.max(limit - value, 0);
  const rows = new Float64Array((to - from) * dailyColumns.length);
  for (let d = from; d < to; ++d) {
    const length = dayLength(days[d]);
    const phase = yearPhase(days[d]);
    const kind = weekday(days[d]);
    const off = kind > 4 || holiday[d];
    rows.set(
      [
        1,
        ...hinges.map((c) => below(c, temperature[d])),
        ...smoothed.slice(0, 2).flatMap((s) => smoothHinges.map((c) => below(c, s[d]))),
        smoothed[2][d],
        below(14, temperature[Math.max(d - 1, 0)]),
        temperature_min[d],
        temperature_max[d],
        wind[d],
        wind[d] * below(14, temperature[d]),
        cloud[d],
        (100 - cloud[d]) * (1 + 0.8 * length),
        Math.log1p(precipitation[d]),
        humidity[d],
        length,
        ...[1, 2, 3].flatMap((k) => [Math.cos(k * phase), Math.sin(k * phase)]),
        ...[0, 1, 3, 4, 5, 6].map((day) => Number(kind === day)),
        off ? below(14, temperature[d]) : 0,
        holiday[d],
        Number(/-12-2[4-9]|-12-3|-01-01/.test(days[d].slice(4))),
        school[d],
        d / 365.2425
      ],
      (d - from) * dailyColumns.length
    );
  }
  return rows;
}
