import type {DailyKnobs} from "./knobs.js";
import type {DailyRecord} from "./record.js";

/** The record with the weather and the calendar of the `horizon` days from `day` on as the knobs turn them. */
export function turnDays(
  record: DailyRecord,
  {temperature, rain, wind, cloud, holiday}: Omit<DailyKnobs, "end">,
  day: number,
  horizon: number
): DailyRecord {
  const ahead = (values: Float64Array, turn: (value: number) => number) =>
    values.map((value, d) => (d >= day && d < day + horizon ? turn(value) : value));
  const warmer = (value: number) => value + temperature;
  const {weather} = record;
  const made = record.holiday.slice();
  if (holiday) made[record.days.indexOf(holiday)] = 1;
  return {
    ...record,
    holiday: made,
    weather: {
      ...weather,
      temperature: ahead(weather.temperature, warmer),
      temperature_min: ahead(weather.temperature_min, warmer),
      temperature_max: ahead(weather.temperature_max, warmer),
      precipitation: ahead(weather.precipitation, (value) => value + rain),
      wind: ahead(weather.wind, (value) => value * (1 + wind / 100)),
      cloud: ahead(weather.cloud, (value) => Math.min(Math.max(value + cloud, 0), 100))
    }
  };
}
