import {yearPhase} from "../../src/lib/daily/calendar.js";
import {type DailyRecord, type DailyWeather, lastKnown} from "../../src/lib/daily/record.js";
import {smooth} from "../../src/lib/daily/smooth.js";

import {weekday} from "../../src/lib/time/zone.js";

const memories = [0.5, 0.8, 0.93];

/**
 * What the trees are told of a target day at an origin: the lead, weather and calendar of the target and their difference from the last day whose
 * load is known, and how the load of the last week went.
 */
export function treeColumns(record: DailyRecord, weather: DailyWeather) {
  const {days, load, holiday, school} = record;
  const {temperature, temperature_min, temperature_max, wind, cloud, precipitation, humidity} = weather;
  const smoothed = memories.map((a) => smooth(temperature, a));
  const log = load.map(Math.log);
  /** Log load on a day, or the last one known before it. */
  const loadOn = (day: number) => log[lastKnown(load, day)];
  return (origin: number, lead: number): number[] => {
    const d = origin + lead;
    const last = lastKnown(load, origin - 1);
    const phase = yearPhase(days[d]);
    let week = 0;
    for (let k = 1; k <= 7; ++k) week += loadOn(last - k) / 7;
    return [
      lead,
      temperature[d],
      ...smoothed.map((s) => s[d]),
      temperature_min[d],
      temperature_max[d],
      wind[d],
      cloud[d],
      precipitation[d],
      humidity[d],
      temperature[last],
      temperature[d] - temperature[last],
      smoothed[0][d] - smoothed[0][last],
      smoothed[1][d] - smoothed[1][last],
      temperature_min[d] - temperature_min[last],
      wind[d] - wind[last],
      cloud[d] - cloud[last],
      weekday(days[d]),
      weekday(days[last]),
      holiday[d],
      holiday[last],
      school[d],
      school[last],
      Math.cos(phase),
      Math.sin(phase),
      log[last],
      log[last] - loadOn(last - 1),
      log[last] - loadOn(last - 2),
      log[last] - week,
      loadOn(d - 7) - log[last],
      temperature[d - 7] - temperature[d],
      smoothed[0][d - 7] - smoothed[0][d]
    ];
  };
}
