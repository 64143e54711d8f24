import {windowFeatures} from "../src/lib/daily/windows.js";
import {brestArtifacts} from "./brest/artifacts.js";
import {type DailyData, refit} from "./brest/data.js";
import {lastLikeBrest, readBrest} from "./brest/read.js";
import {watchBrest} from "./brest/watch.js";
import type {Candidate, Study} from "./study.js";

const module = (name: string) => new URL(`./brest/${name}.ts`, import.meta.url);
const seed = 20240324;

/** The LSTM once for each seed; the first one is the candidate, the others its seeds. */
const lstm: Candidate = {
  name: "lstm",
  label: "LSTM",
  kind: "model",
  description:
    "A recurrent neural net that reads the last 30 days, each with its load and with the weather and calendar of the day after. It answers with the change of log load from the last known day. The newest 15 % of the examples are held out to stop it early, so it never learns from them. Every 28 days it is trained on from where it was, and once in 364 days anew.",
  source: {
    title: "Hochreiter and Schmidhuber (1997), Long short-term memory",
    url: "https://doi.org/10.1162/neco.1997.9.8.1735"
  },
  params: {
    window_size: 30,
    n_features: windowFeatures.length,
    units: 50,
    dropout: 0.2,
    epochs: 60,
    refit_epochs: 4,
    patience: 12,
    validation: 0.15,
    batch_size: 32,
    learning_rate: 0.003,
    refit_days: refit,
    seed
  },
  module: module("lstm")
};
const seeds = [2, 3].map(
  (n): Candidate => ({
    ...lstm,
    name: `lstm-seed-${n}`,
    label: `LSTM, seed ${n}`,
    seedOf: lstm.name,
    params: {...lstm.params, seed: seed + n}
  })
);

/** The daily load of a métropole, or of the area that stands in for one, for the next seven days. */
export const brest: Study<DailyData> = {
  id: "brest",
  module: new URL(import.meta.url),
  title: "Areas: daily electricity load",
  question: "How much electricity will an area draw on each of the next seven days?",
  target: "electricity load, mean of the day",
  subject: "consumption",
  unit: "MW",
  kind: "number",
  step: "P1D",
  timeZone: "Europe/Paris",
  season: 7,
  decimals: 1,
  scoredRows: "days whose rows were all published",
  // One day an origin tells less than the 24 hours of an hourly study, so the level moves in smaller steps.
  intervals: {error: "log", window: 180, rate: 0.02},
  tables: ["brest-load", "brest-weather", "brest-calendar"],
  sampleDay: "2024-03-24",
  seed,
  rule: {
    metric: "mae",
    leads: [1, 2, 3, 4, 5, 6, 7],
    words: "the smallest mean absolute error over the seven lead days, on the same days"
  },
  candidates: [
    {
      name: "seasonal-naive",
      label: "Same day a week before",
      kind: "baseline",
      description: "Each day repeats the same weekday of the last known week.",
      source: {
        title: "Hyndman and Athanasopoulos, Forecasting: Principles and Practice, §5.2",
        url: "https://otexts.com/fpp3/simple-methods.html"
      },
      params: {like: "week"},
      module: module("simple")
    },
    {
      name: "persistence",
      label: "Last known day",
      kind: "baseline",
      description: "Each day repeats the last known one.",
      params: {like: "day"},
      module: module("simple")
    },
    {
      name: "ridge",
      label: "Ridge regression",
      kind: "model",
      description:
        "One penalised regression of log load on the day’s weather, smoothed temperatures and calendar. It learns every day and slowly forgets. A second, small regression for each lead day carries the errors of the last days on, which makes it follow the level.",
      source: {
        title: "Hoerl and Kennard (1970), Ridge regression: biased estimation for nonorthogonal problems",
        url: "https://doi.org/10.1080/00401706.1970.10488634"
      },
      params: {halfLife: 300, penalty: 5, errorHalfLife: 200, errorPenalty: 0.005},
      module: module("regression")
    },
    {
      name: "trees",
      label: "Boosted trees",
      kind: "model",
      description:
        "Gradient-boosted histogram trees on weather, calendar, the load of the last week and the lead, one model for all seven days ahead. They answer with the change of log load from the last known day, and are trained again every 28 days.",
      source: {
        title: "Friedman (2001), Greedy function approximation: a gradient boosting machine",
        url: "https://doi.org/10.1214/aos/1013203451"
      },
      params: {
        trees: 200,
        leaves: 15,
        rate: 0.06,
        leastRows: 20,
        rowShare: 0.7,
        columnShare: 0.5,
        l2: 1,
        refit_days: refit
      },
      module: module("trees")
    },
    lstm,
    ...seeds,
    {
      name: "lstm-seeds",
      label: "LSTM, mean of three seeds",
      kind: "model",
      description: "The mean of the forecasts of the LSTM trained with three seeds.",
      params: {members: 1 + seeds.length},
      combines: [lstm, ...seeds].map(({name}) => name),
      module: module("mean")
    },
    {
      name: "aggregation",
      label: "Online aggregation",
      kind: "model",
      description:
        "A weighted mean of the other forecasts. The weights of each lead day follow from how well each has done up to the origin (ML-Poly).",
      source: {
        title: "Gaillard, Stoltz and van Erven (2014), A second-order bound with excess losses",
        url: "https://proceedings.mlr.press/v35/gaillard14.html"
      },
      params: {rule: "ml-poly", loss: "square"},
      combines: ["ridge", "trees", "lstm-seeds", "persistence", "seasonal-naive"],
      module: module("aggregation")
    }
  ],
  read: readBrest,
  replay: {lastLike: lastLikeBrest},
  watch: watchBrest,
  artifacts: brestArtifacts
};
