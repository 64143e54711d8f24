import {regressionDefaults} from "../src/lib/load/regression.js";
import {franceArtifacts} from "./france/artifacts.js";
import {type LoadData, lastLikeFrance, readFrance, referenceUntil} from "./france/data.js";
import {correctionParams} from "./france/two-stages.js";
import {watchFrance} from "./france/watch.js";
import type {Study} from "./study.js";

const module = (name: string) => new URL(`./france/${name}.ts`, import.meta.url);

/** French electricity load, hourly, for the next seven days. */
export const france: Study<LoadData> = {
  id: "france",
  module: new URL(import.meta.url),
  title: "France: electricity load",
  question: "How much electricity will France draw, hour by hour, in the next seven days?",
  target: "electricity load",
  subject: "consumption",
  unit: "MW",
  kind: "number",
  step: "PT1H",
  timeZone: "Europe/Paris",
  season: 168,
  decimals: 0,
  scoredRows: "hours of days that the publisher stamped right",
  tables: ["france-load", "france-weather", "france-calendar"],
  sampleDay: "2024-12-25",
  seed: 20241225,
  rule: {
    metric: "mae",
    leads: [1, 2, 3, 4, 5, 6, 7],
    words: "the smallest mean absolute error over the seven lead days, on the same hours"
  },
  candidates: [
    {
      name: "seasonal-naive",
      label: "Same hour a week before",
      kind: "baseline",
      description: "Each hour repeats the same local hour of the last known week.",
      source: {
        title: "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, §5.2",
        url: "https://otexts.com/fpp3/simple-methods.html"
      },
      params: {like: "week"},
      module: module("simple")
    },
    {
      name: "persistence",
      label: "Last like day",
      kind: "baseline",
      description:
        "Each hour repeats the same local hour of the last known working day, Saturday, or Sunday and holiday.",
      params: {like: "kind"},
      module: module("simple")
    },
    {
      name: "regression",
      label: "Regression by hour",
      kind: "model",
      description:
        "One penalised regression of log load for each local hour on weather, sun and calendar, with splines for the temperature. It learns each night what the day brought and slowly forgets. A second, small regression for each hour and lead day corrects it by the errors of the last days.",
      source: {
        title:
          "Ba, Sinn, Goude and Pompey (2012), Adaptive learning of smoothing functions: application to electricity load forecasting",
        url: "https://papers.nips.cc/paper/2012/hash/46ba9f2a6976570b0353203ec4474217-Abstract.html"
      },
      params: {...regressionDefaults, ...correctionParams, leadIn: 330},
      module: module("regression")
    },
    {
      name: "net",
      label: "Neural net",
      kind: "model",
      description:
        "Two small neural nets (64 and 32 units) on weather, calendar and hour of the day, trained with different seeds and averaged. They are trained again on all that is known every twelve weeks, and corrected by the errors of the last days as the regression is.",
      source: {
        title: "Kingma and Ba (2015), Adam: a method for stochastic optimization",
        url: "https://arxiv.org/abs/1412.6980"
      },
      params: {
        units: "64, 32",
        activation: "elu",
        members: 2,
        batch: 512,
        epochs: 40,
        patience: 10,
        rate: 0.004,
        refitDays: 84,
        refitEpochs: 8,
        refitRate: 0.002,
        leadIn: 230,
        ...correctionParams
      },
      module: module("net")
    },
    {
      name: "aggregation",
      label: "Online aggregation",
      kind: "model",
      description:
        "A weighted mean of the other forecasts. The weights, for each hour and lead day, follow from how well each has done up to the origin (ML-Poly).",
      source: {
        title: "Gaillard, Stoltz and van Erven (2014), A second-order bound with excess losses",
        url: "https://proceedings.mlr.press/v35/gaillard14.html"
      },
      params: {rule: "ml-poly", loss: "square", hours: 1},
      combines: ["regression", "net", "seasonal-naive", "persistence"],
      module: module("aggregation")
    },
    {
      name: "rte",
      label: "RTE J-1",
      kind: "reference",
      description: "The forecast that RTE, the grid operator, publishes on the evening before each day.",
      source: {title: "RTE, éCO2mix", url: "https://www.rte-france.com/eco2mix"},
      params: {},
      module: module("official")
    }
  ],
  read: readFrance,
  replay: {lastLike: lastLikeFrance, referenceUntil},
  watch: watchFrance,
  artifacts: franceArtifacts
};
