import type {Column} from "../columns.js";

/** A variable of a town's day, as both publishers name it. */
export interface RainVariable extends Column {
  readonly type: "DOUBLE" | "VARCHAR";
  /** Its column in weatherAUS. */
  readonly rattle: string;
  /** Its column in the Bureau of Meteorology's files, whose units are those of the table. */
  readonly bom: string;
  /** Of a number: between which it must lie wherever it is measured in Australia. */
  readonly range?: readonly [low: number, high: number];
  /**
   * Of a number: by how many times the width of the range of all other days of its station it may lie outside of that
   * range. Rain of four times the station's record, and anything else as far off as its range is wide, is a slip of the pen.
   */
  readonly reach?: number;
}

type Number_ = readonly [low: number, high: number, decimals: 0 | 1, reach?: number];

const number = (
  name: string,
  unit: string,
  description: string,
  [rattle, bom]: readonly [string, string],
  [low, high, decimals, reach = 1]: Number_
): RainVariable => ({
  ...{name, type: "DOUBLE", unit, description, decimals},
  ...{rattle, bom, range: [low, high], reach}
});

const direction = (name: string, description: string, rattle: string, bom: string): RainVariable => ({
  ...{
    name,
    type: "VARCHAR",
    unit: "",
    description: `${description}, one of 16 (N, NNE, …); none where it is calm`
  },
  ...{rattle, bom}
});

/**
 * What is observed on a day, in the order of weatherAUS. Ranges lie a little beyond Australia's records
 * (http://www.bom.gov.au/climate/extreme/records.shtml): −23.0 and 50.7 °C, 907 mm of rain; gusts beyond 300 km/h were measured
 * only far from these towns. Evaporation and rain that nobody read for some days are published as the sum of those days.
 */
export const rainVariables: readonly RainVariable[] = [
  number(
    "temperature_min",
    "°C",
    "lowest temperature in the 24 hours to 9 am",
    ["MinTemp", "Minimum temperature (°C)"],
    [-25, 40, 1]
  ),
  number(
    "temperature_max",
    "°C",
    "highest temperature in the 24 hours from 9 am",
    ["MaxTemp", "Maximum temperature (°C)"],
    [-15, 55, 1]
  ),
  number(
    "rainfall",
    "mm",
    "rain and snow in the 24 hours to 9 am",
    ["Rainfall", "Rainfall (mm)"],
    [0, 910, 1, 3]
  ),
  number(
    "evaporation",
    "mm",
    "class A pan evaporation in the 24 hours to 9 am",
    ["Evaporation", "Evaporation (mm)"],
    [0, 200, 1, 4]
  ),
  number(
    "sunshine",
    "h",
    "bright sunshine from midnight to midnight",
    ["Sunshine", "Sunshine (hours)"],
    [0, 15.5, 1]
  ),
  direction(
    "gust_dir",
    "direction of the strongest gust from midnight to midnight",
    "WindGustDir",
    "Direction of maximum wind gust"
  ),
  number(
    "gust_speed",
    "km/h",
    "speed of the strongest gust from midnight to midnight",
    ["WindGustSpeed", "Speed of maximum wind gust (km/h)"],
    [0, 300, 0]
  ),
  direction("wind_dir_9am", "wind direction at 9 am", "WindDir9am", "9am wind direction"),
  direction("wind_dir_3pm", "wind direction at 3 pm", "WindDir3pm", "3pm wind direction"),
  number(
    "wind_speed_9am",
    "km/h",
    "wind speed, mean of the 10 minutes before 9 am; 0 where it is calm",
    ["WindSpeed9am", "9am wind speed (km/h)"],
    [0, 200, 0]
  ),
  number(
    "wind_speed_3pm",
    "km/h",
    "wind speed, mean of the 10 minutes before 3 pm; 0 where it is calm",
    ["WindSpeed3pm", "3pm wind speed (km/h)"],
    [0, 200, 0]
  ),
  number(
    "humidity_9am",
    "%",
    "relative humidity at 9 am",
    ["Humidity9am", "9am relative humidity (%)"],
    [0, 100, 0]
  ),
  number(
    "humidity_3pm",
    "%",
    "relative humidity at 3 pm",
    ["Humidity3pm", "3pm relative humidity (%)"],
    [0, 100, 0]
  ),
  number(
    "pressure_9am",
    "hPa",
    "pressure reduced to mean sea level at 9 am",
    ["Pressure9am", "9am MSL pressure (hPa)"],
    [900, 1060, 1]
  ),
  number(
    "pressure_3pm",
    "hPa",
    "pressure reduced to mean sea level at 3 pm",
    ["Pressure3pm", "3pm MSL pressure (hPa)"],
    [900, 1060, 1]
  ),
  number(
    "cloud_9am",
    "oktas",
    "eighths of the sky under cloud at 9 am, 9 where the sky cannot be seen",
    ["Cloud9am", "9am cloud amount (oktas)"],
    [0, 9, 0]
  ),
  number(
    "cloud_3pm",
    "oktas",
    "eighths of the sky under cloud at 3 pm, 9 where the sky cannot be seen",
    ["Cloud3pm", "3pm cloud amount (oktas)"],
    [0, 9, 0]
  ),
  number("temperature_9am", "°C", "temperature at 9 am", ["Temp9am", "9am Temperature (°C)"], [-20, 50, 1]),
  number("temperature_3pm", "°C", "temperature at 3 pm", ["Temp3pm", "3pm Temperature (°C)"], [-15, 55, 1])
];

/** Rain of more than this is a rainy day, mm. */
export const rainyAbove = 1;
