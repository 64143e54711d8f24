import {pairedBlockBootstrap} from "./judge/block-test.js";
import {rainArtifacts} from "./rain/artifacts.js";
import {type RainData, zone} from "./rain/data.js";
import {lastLikeRain, readRain, readRainScheme} from "./rain/read.js";
import {watchRain} from "./rain/watch.js";
import {words} from "./rain/words.js";
import type {Study} from "./study.js";

const module = (name: string) => new URL(`./rain/${name}.ts`, import.meta.url);

const seed = 20071101;
const boosting = {
  title: "Friedman (2001), Greedy function approximation: a gradient boosting machine",
  url: "https://doi.org/10.1214/aos/1013203451"
};
const boost = {
  trees: 600,
  leaves: 31,
  rate: 0.08,
  rowShare: 0.7,
  columnShare: 0.5,
  leastRows: 50,
  l2: 1,
  patience: 40
};

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
  scoredRows: "towns and days whose rain is known",
  tables: ["rain-days"],
  sampleDay: "2024-12-25",
  seed,
  rule: {
    metric: "f1",
    leads: [1],
    words: "the highest F1 at the threshold that was best in 2015, on the same towns and days",
    // Towns are wet together for days on end, so whole weeks are resampled.
    test: pairedBlockBootstrap({block: 7, resamples: 1000, seed})
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
    },
    {
      name: "logistic",
      label: "Logistic regression",
      kind: "model",
      description:
        "A logistic regression with a penalty on what the town reports, on its last days, on the towns around and on the national field.",
      source: {
        title: "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, §4.4",
        url: "https://hastie.su.domains/ElemStatLearn/"
      },
      params: {features: "linear", penalty: 30},
      module: module("logistic")
    },
    {
      name: "forest",
      label: "Random forest",
      kind: "model",
      description:
        "A hundred trees, each grown on a sample of the days, on what the town reports and on the national field. Towns and wind directions are split as categories.",
      source: {title: "Breiman (2001), Random forests", url: "https://doi.org/10.1023/A:1010933404324"},
      params: {features: "own", trees: 100, depth: 16, leastRows: 5, tried: 6},
      module: module("forest")
    },
    {
      name: "boosted",
      label: "Boosted trees",
      kind: "model",
      description:
        "Gradient-boosted histogram trees on what the town reports and on the national field. The held-out year says how many trees there are.",
      source: boosting,
      params: {features: "own", ...boost},
      module: module("boosted")
    },
    {
      name: "boosted-wide",
      label: "Boosted trees, wide",
      kind: "model",
      description:
        "The same, with dew points, changes in the day, the last three days, sums of rain and the towns whose rain goes with this one’s.",
      source: boosting,
      params: {features: "wide", ...boost, columnShare: 0.25},
      module: module("boosted")
    },
    {
      name: "boosted-3pm",
      label: "Boosted trees, known at 3 pm",
      kind: "model",
      description:
        "The boosted trees without what is known only at the end of the day: the strongest gust, the sunshine and the highest temperature, in the town and in the national field.",
      source: boosting,
      params: {features: "at3pm", ...boost},
      module: module("boosted")
    },
    {
      name: "mean",
      label: "Calibrated mean",
      kind: "model",
      description:
        "The mean of the log-odds of both boosted trees and the logistic regression, calibrated on the held-out year after Platt.",
      source: {
        title: "Platt (1999), Probabilistic outputs for support vector machines",
        url: "https://www.researchgate.net/publication/2594015"
      },
      params: {calibration: "platt"},
      combines: ["boosted", "boosted-wide", "logistic"],
      module: module("mean")
    }
  ],
  words,
  read: readRain,
  replay: {lastLike: lastLikeRain, readScheme: readRainScheme},
  watch: watchRain,
  artifacts: rainArtifacts
};
