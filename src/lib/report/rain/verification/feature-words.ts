/** How a feature of a town's own day is told. */
export interface FeatureWords {
  readonly label: string;
  readonly unit: string;
  readonly group:
    | "the towns together"
    | "moisture and cloud"
    | "rain"
    | "pressure and wind"
    | "warmth and sun"
    | "place and season";
  /** A high and a low value, as they stand before "more rain": "damper air at 3 pm". */
  readonly high: string;
  readonly low: string;
  /** Of a wave of the year: the months in which it is lowest and highest. */
  readonly ends?: readonly [lowest: string, highest: string];
}

const words = (
  group: FeatureWords["group"],
  label: string,
  unit: string,
  high: string,
  low: string
): FeatureWords => ({group, label, unit, high, low});

const moisture = "moisture and cloud";
const air = "pressure and wind";
const warmth = "warmth and sun";
const place = "place and season";

/** The features of `ownFeatures` in plain words, by their names. */
const known: Readonly<Record<string, FeatureWords>> = {
  field: words(
    "the towns together",
    "national field",
    "",
    "a wetter picture over all towns",
    "a drier picture over all towns"
  ),
  humidity_9am: words(moisture, "humidity at 9 am", "%", "damper air at 9 am", "drier air at 9 am"),
  humidity_3pm: words(moisture, "humidity at 3 pm", "%", "damper air at 3 pm", "drier air at 3 pm"),
  cloud_9am: words(moisture, "cloud at 9 am", "eighths", "more cloud at 9 am", "less cloud at 9 am"),
  cloud_3pm: words(moisture, "cloud at 3 pm", "eighths", "more cloud at 3 pm", "less cloud at 3 pm"),
  evaporation: words(moisture, "evaporation", "mm", "more evaporation", "less evaporation"),
  rainfall: words(
    "rain",
    "rain to 9 am of the day",
    "mm",
    "more rain the day before",
    "less rain the day before"
  ),
  rain_today: words("rain", "whether the day was wet", "", "a wet day before", "a dry day before"),
  pressure_9am: words(air, "pressure at 9 am", "hPa", "higher pressure at 9 am", "lower pressure at 9 am"),
  pressure_3pm: words(air, "pressure at 3 pm", "hPa", "higher pressure at 3 pm", "lower pressure at 3 pm"),
  gust_speed: words(air, "strongest gust", "km/h", "stronger gusts", "weaker gusts"),
  gust_dir: words(air, "direction of the gust", "", "", ""),
  wind_speed_9am: words(air, "wind at 9 am", "km/h", "more wind at 9 am", "less wind at 9 am"),
  wind_speed_3pm: words(air, "wind at 3 pm", "km/h", "more wind at 3 pm", "less wind at 3 pm"),
  wind_dir_9am: words(air, "wind direction at 9 am", "", "", ""),
  wind_dir_3pm: words(air, "wind direction at 3 pm", "", "", ""),
  sunshine: words(warmth, "sunshine", "h", "more sun", "less sun"),
  temperature_min: words(warmth, "lowest temperature", "°C", "a warmer night", "a cooler night"),
  temperature_max: words(warmth, "highest temperature", "°C", "a hotter day", "a cooler day"),
  temperature_9am: words(warmth, "temperature at 9 am", "°C", "a warmer morning", "a cooler morning"),
  temperature_3pm: words(warmth, "temperature at 3 pm", "°C", "a warmer afternoon", "a cooler afternoon"),
  town: words(place, "the town itself", "", "", ""),
  year_cos: {
    ...words(place, "time of year, Jan to Jul", "", "midsummer", "midwinter"),
    ends: ["Jul", "Jan"]
  },
  year_sin: {...words(place, "time of year, Apr to Oct", "", "autumn", "spring"), ends: ["Oct", "Apr"]},
  half_year_cos: {
    ...words(place, "half-years, Jan and Jul", "", "midsummer and midwinter", "spring and autumn"),
    ends: ["Apr and Oct", "Jan and Jul"]
  },
  half_year_sin: {
    ...words(
      place,
      "half-years, Feb and Aug",
      "",
      "late summer and late winter",
      "late spring and late autumn"
    ),
    ends: ["May and Nov", "Feb and Aug"]
  }
};

/**
 * A feature in plain words.
 * @throws where it has none yet
 */
export function featureWords(name: string): FeatureWords {
  const found = known[name];
  if (found) return found;
  throw new Error(
    `no words for the feature "${name}": add its label, unit and group to src/lib/report/rain/verification/feature-words.ts`
  );
}
