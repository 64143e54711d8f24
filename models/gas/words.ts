import type {CardWords} from "../../src/lib/artifacts/study.js";

/** What only this study can say on its model card. */
export const words: CardWords = {
  users:
    "Buyers, sellers and planners who want to know how far the price of gas may move in the coming month, and how likely that is.",
  notFor:
    "Trading by itself, or any contract that needs a guarantee: no one watches it by hand, it may be late, and as a single number it is hardly better than the last price.",
  features:
    "Past prices and the system marginal prices beside them, demand and its forecast, linepack, stocks, power, temperature, oil and Henry Hub, each as it was published by the origin, and the calendar.",
  persons: "The data are of markets and of the weather; none describes a person.",
  weather: "No weather forecast is used: only what had been observed and published by the origin.",
  unknown:
    "News: an outage that is announced, a strike, a war, sanctions, a weather forecast that changes; and prices at other hubs and for later delivery.",
  limits:
    "Values of National Gas are restated ones, taken as known on the morning after. The sample’s recipe was chosen with 2024 in sight. In a year such as 2022 the distribution may be too narrow from twenty days on."
};
