import type {CardWords} from "../../src/lib/artifacts/study.js";

/** What only this study can say on its model card. */
export const words: CardWords = {
  users:
    "Growers, builders, organisers, forecasters and journalists who want to know how likely a wet day is, and how far to trust that.",
  notFor:
    "Warnings of floods, storms or fire, or any decision on which safety depends: it says whether more than 1.0 mm falls, not how much, no one watches it by hand, and it may be late. The Bureau of Meteorology warns.",
  features:
    "What the town reports of the day and the days before (temperature, rain, sunshine, gust, wind, humidity, pressure, cloud), the towns around it, the season, and for each town one regression on what all 49 towns report (the national field).",
  persons: "The data are of the weather; none describes a person.",
  weather: "No weather forecast is used: only what had been observed by the origin.",
  unknown:
    "What no town has seen: a front over the sea or the desert, a thunderstorm of the afternoon, and all that satellites, radars and weather models show.",
  limits:
    "The scored days end in June 2017, where the history ends; the recorded days since August 2024 are not scored with them. Perth and Richmond have had no observations since, so their forecasts come from the other towns alone. The 24 hours of a forecast began 15 hours or more before it is issued."
};
