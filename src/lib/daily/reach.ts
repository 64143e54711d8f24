import {type DailyWeather, weatherNames} from "./record.js";
import {type WindowScale, windowFeatures} from "./windows.js";

/** A feature that goes beyond the days by which a net was scaled. */
export interface FeatureRange {
  readonly name: string;
  readonly unit: string;
  /** The value that lies furthest out. */
  readonly value: number;
  /** The smallest and the largest of the days by which the net was scaled. */
  readonly low: number;
  readonly high: number;
}

/** The weather of the `horizon` days from `day` on that was turned to beyond the range of a scale. */
export function beyondScale(
  turned: DailyWeather,
  weather: DailyWeather,
  scale: WindowScale,
  day: number,
  horizon: number
): FeatureRange[] {
  const first = windowFeatures.findIndex(({name}) => name === "temperature");
  return weatherNames.flatMap((name, i) => {
    const [low, high] = [scale.low[first + i], scale.high[first + i]];
    const out = (value: number) => Math.max(low - value, value - high, 0);
    const values = turned[name].subarray(day, day + horizon);
    const moved = values.filter((value, lead) => value !== weather[name][day + lead]);
    if (!moved.length) return [];
    const value = moved.reduce((most, each) => (out(each) > out(most) ? each : most));
    return out(value) > 0 ? [{...windowFeatures[first + i], value, low, high}] : [];
  });
}
