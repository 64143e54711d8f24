import {rainArtifacts} from "./rain/artifacts.js";
import {type RainData, zone} from "./rain/data.js";
import {readRain} from "./rain/read.js";
import type {Study} from "./study.js";

const module = (name: string) => new URL(`./rain/${name}.ts`, import.meta.url);

/** The chance of rain on the next day in each of 49 Australian towns. */
export const rain: Study<RainData> = {
  id: "rain",
  module: new URL(import.meta.url),
  title: "Australian towns: rain tomorrow",
  question: "Will it rain tomorrow, in each of 49 Australian towns?",
  target: "probability of more than 1.0 mm of rain in the 24 hours to 9 am of the day",
  subject: "rain",
  unit: "probability",
  kind: "probability",
  step: "P1D",
  timeZone: zone,
  season: 1,
  decimals: 3,
  scoredRows: "towns and days whose rain is known, of that day and of the one before",
  tables: ["rain-days"],
  sampleDay: "2024-12-25",
  seed: 20071101,
  rule: {
    metric: "f1",
    leads: [1],
    words: "the highest F1 at the threshold that was best in 2015, on the same towns and days"
  },
  candidates: [
    {
      name: "climatology",
      label: "Climatology",
      kind: "baseline",
      description: "How often it has rained in the town in this month of the year.",
      source: {
        title: "Wilks, Statistical Methods in the Atmospheric Sciences, chapter 8",
        url: "https://doi.org/10.1016/B978-0-12-815823-4.00009-2"
      },
      params: {like: "month"},
      module: module("simple")
    },
    {
      name: "persistence",
      label: "Persistence",
      kind: "baseline",
      description: "How often it has rained in the town after a day as wet or as dry as today.",
      source: {
        title: "Wilks, Statistical Methods in the Atmospheric Sciences, chapter 8",
        url: "https://doi.org/10.1016/B978-0-12-815823-4.00009-2"
      },
      params: {like: "day"},
      module: module("simple")
    }
  ],
  read: readRain,
  artifacts: rainArtifacts
};
