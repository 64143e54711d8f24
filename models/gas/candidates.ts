import type {Candidate} from "../study.js";

const module = (path: string) => new URL(`./${path}.ts`, import.meta.url);
const window = 1000;
const threeWays = ["scale-t", "garch", "boosted"];
const joint = "var-shrunk";

const fpp = (section: string) => ({
  title: `Hyndman and Athanasopoulos, Forecasting: Principles and Practice, ${section}`,
  url: "https://otexts.com/fpp3/"
});
const doi = (title: string, id: string) => ({title, url: `https://doi.org/${id}`});

/** What needs no training; the first is what all are measured by. */
const simple: readonly Candidate[] = [
  {
    name: "random-walk",
    label: "Random walk",
    kind: "baseline",
    description:
      "Every series stays where it was last. Its distribution is that of the changes over as many days in the last 1,000 days.",
    source: fpp("§5.2"),
    params: {window},
    module: module("joint/walk")
  },
  {
    name: "drift",
    label: "Drift",
    kind: "baseline",
    description: "The price grows as it did on average since 2018, with its own past errors.",
    source: fpp("§5.2"),
    params: {like: "drift", window},
    module: module("single/naive")
  },
  {
    name: "seasonal-naive",
    label: "Same weekday",
    kind: "baseline",
    description: "The price repeats that of the same weekday of the last week, with its own past errors.",
    source: fpp("§5.2"),
    params: {like: "week", window},
    module: module("single/naive")
  }
];

/** Models of the price alone. */
const single: readonly Candidate[] = [
  {
    name: "arima",
    label: "ARIMA(2,1,2)",
    kind: "model",
    description:
      "An ARIMA model of the log price by exact likelihood, on the last 1,000 days, trained every 28 days.",
    source: fpp("chapter 9"),
    params: {p: 2, d: 1, q: 2, window, every: 28},
    module: module("single/arima")
  },
  {
    name: "sarimax",
    label: "SARIMAX(2,1,2)(1,0,0)₇",
    kind: "model",
    description:
      "An ARIMA model of the log price with a week’s season and with regressors, by exact likelihood on the last 1,000 days, trained every 56 days: Monday, Saturday, Sunday, and how far the temperature is from its normal, which goes back to it ahead.",
    source: fpp("chapter 10"),
    params: {...{p: 2, d: 1, q: 2, P: 1, Q: 0, season: 7}, window, every: 56},
    module: module("single/sarimax")
  },
  {
    name: "ets",
    label: "Exponential smoothing, automatic",
    kind: "model",
    description:
      "Exponential smoothing of the log price on the last 1,000 days, trained every 56 days, each time of the form that the corrected Akaike criterion prefers.",
    source: fpp("chapter 8"),
    params: {window, season: 7, every: 56},
    module: module("single/ets")
  },
  {
    name: "ewma",
    label: "EWMA volatility",
    kind: "model",
    description:
      "The last price. Its past returns over the exponentially weighted deviation of their day, times today’s, make the distribution: filtered historical simulation in its plainest form.",
    source: doi(
      "Barone-Adesi, Giannopoulos and Vosper (1999), VaR without correlations",
      "10.1002/(SICI)1096-9934(199908)19:5<583::AID-FUT5>3.0.CO;2-S"
    ),
    params: {volatility: "deviation", halfLife: 15, window},
    module: module("single/past")
  },
  {
    name: "scale-t",
    label: "Scale regression, Student’s t",
    kind: "model",
    description:
      "The mean by ridge regressions of the scaled return, above all on which side of the market the system was short. The scale by a regression of its own on volatilities, the spread of the system prices, the season and the weekday. The errors are Student’s t and its own past ones.",
    source: doi("Harvey (2013), Dynamic Models for Volatility and Heavy Tails", "10.1017/CBO9781139540933"),
    params: {
      ...{freedom: 5, window: 1500, halfLife: 500, every: 14},
      ...{errors: window, share: 0.7}
    },
    module: module("single/scale-t")
  },
  {
    name: "garch",
    label: "GARCH(1,1)",
    kind: "model",
    description:
      "A thousand simulated paths of a GARCH(1,1) with Student’s t, drawn from its own standardised errors, around the same mean.",
    source: doi("Bollerslev (1987), A conditionally heteroskedastic time series model", "10.2307/1925546"),
    params: {window: 1500, every: 14, clip: 0.4, paths: 1000},
    module: module("single/garch")
  },
  {
    name: "boosted",
    label: "Boosted quantiles",
    kind: "model",
    description:
      "Seven quantiles of the return over its volatility by gradient-boosted trees, for nine leads; those between are drawn from them.",
    source: doi(
      "Friedman (2001), Greedy function approximation: a gradient boosting machine",
      "10.1214/aos/1013203451"
    ),
    params: {
      ...{window: 1100, every: 56, trees: 50, leaves: 6, leastRows: 20, rate: 0.06},
      ...{columnShare: 0.5}
    },
    module: module("single/boosted")
  }
];

/** Models of all series. */
const vector: readonly Candidate[] = [
  {
    name: "var",
    label: "VAR in differences",
    kind: "model",
    description:
      "A vector autoregression of the daily changes of all eight series by least squares, its lag order by Akaike’s criterion, with normal errors.",
    source: doi(
      "Lütkepohl (2005), New Introduction to Multiple Time Series Analysis",
      "10.1007/978-3-540-27752-1"
    ),
    params: {most: 10, every: 28},
    module: module("joint/plain-var")
  },
  {
    name: joint,
    label: "Shrunk VAR with error correction",
    kind: "model",
    description:
      "A vector autoregression of the daily changes of all eight series, drawn towards no change, with every row weighed by the volatility of its day, and with the gaps that the next changes may close: demand and temperature to their normals, the system prices to each other, power to gas, the price to its month. Its joint errors of past days make the distribution.",
    source: doi("Litterman (1986), Forecasting with Bayesian vector autoregressions", "10.2307/1391384"),
    params: {
      ...{lags: 7, ridge: 25, others: 4, halfLife: 500, clip: 6},
      ...{volatility: 20, members: 1000, every: 7}
    },
    module: module("joint/shrunk-var")
  }
];

/** What is made of the others. The first named gives the point forecast of the price, the last the other series. */
const mixed: readonly Candidate[] = [
  {
    name: "mix",
    label: "Mix of three",
    kind: "model",
    description:
      "The mean of the quantiles of the scale regression, the GARCH and the boosted trees. The other series are those of the shrunk VAR.",
    source: doi(
      "Lichtendahl, Grushka-Cockayne and Winkler (2013), Is it better to average probabilities or quantiles?",
      "10.1287/mnsc.1120.1667"
    ),
    params: {rate: 0, neighbours: 0},
    combines: [...threeWays, joint],
    module: module("mixed/mix")
  },
  {
    name: "mix-adaptive",
    label: "Mix, adaptive width",
    kind: "model",
    description:
      "The mean of the quantiles of the scale regression, the GARCH and the boosted trees, whose bands of 50, 80, 90 and 95 % widen after each miss and narrow after each hit, leads that are next to each other together. The other series are those of the shrunk VAR.",
    source: {
      title: "Gibbs and Candès (2021), Adaptive conformal inference under distribution shift",
      url: "https://arxiv.org/abs/2106.00170"
    },
    params: {rate: 0.01, neighbours: 7},
    combines: [...threeWays, joint],
    module: module("mixed/mix")
  },
  {
    name: "aggregation",
    label: "Online aggregation",
    kind: "model",
    description:
      "A weighted mean of the quantiles of five candidates. For each lead, both tails and the middle have weights of their own, which follow from how well each has done up to the origin.",
    source: doi("Berrisch and Ziel (2023), CRPS learning", "10.1016/j.jeconom.2021.11.008"),
    params: {rule: "ml-poly"},
    combines: [...threeWays, "ewma", "random-walk", joint],
    module: module("mixed/aggregation")
  }
];

/** All candidates of the study, in the order of its page. */
export const candidates: readonly Candidate[] = [...simple, ...single, ...vector, ...mixed];
