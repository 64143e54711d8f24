import {dailyReturns} from "../returns/rolled.js";
import type {FeatureSet, ReturnFeatures} from "../returns/scaled-mean.js";
import {blendedVolatility} from "../volatility/ewma.js";
import {changeOver, daysBefore, gapToMean, logsFrom, overDeviation, overScale} from "./changes.js";
import type {GasColumns} from "./known-columns.js";

/** Everything the models of the gas price's returns ask, by gas day. */
export interface GasReturns {
  readonly logPrices: Float64Array;
  /** Volatility of a day's return, quick and slow: what returns are divided by before any regression. */
  readonly scale: Float64Array;
  readonly features: ReturnFeatures;
  /** Names of the features known at the origin, then of those of the target day. */
  readonly names: {readonly known: readonly string[]; readonly ahead: readonly string[]};
  /** The three sets of features whose means are averaged. */
  readonly sets: readonly FeatureSet[];
}

/** Farthest a scaled feature or return counts. */
export const CLIP = 4;

const ahead = ["monday", "saturday", "weekend"] as const;
/** All but the first set, which takes everything. */
const small = [
  {
    known: ["asymmetry", "return", "gap7", "gap30", "powerChange", "powerGap7", "powerOverGas"],
    ahead: ["monday"]
  },
  {
    known: [
      "asymmetry",
      "return",
      "gap7",
      "demandChange",
      "demandGap7",
      "demandSurprise",
      "linepackGap30",
      "temperatureChange",
      "temperatureGap7"
    ],
    ahead: ["monday"]
  }
];

/**
 * The features of gas price returns. Those of prices are divided by the volatility, others by their deviation of the last 500 days; all are
 * held within ± 4. `asymmetry` is log(buy ∕ SAP) − log(SAP ∕ sell), each within 0 … .3: on which side of the market the system was short.
 * @param weekday of gas day 0, 0 for Sunday
 * @param leads how far beyond the last day the calendar reaches
 * @throws where a price is missing or not above 0
 */
export function gasReturns(columns: GasColumns, weekday: number, leads: number): GasReturns {
  const {sap} = columns;
  const wrong = sap.findIndex((price) => !(price > 0));
  if (wrong >= 0)
    throw new Error(
      `gas returns: expected a price above 0 for every gas day, got ${sap[wrong]} on day ${wrong}`
    );
  const logPrices = sap.map(Math.log);
  const returns = dailyReturns(logPrices);
  const scale = blendedVolatility(returns, {
    parts: [
      {halfLife: 8, weight: 0.7},
      {halfLife: 60, weight: 0.3}
    ],
    least: 0.006
  });
  const asymmetry = sap.map(
    (price, i) =>
      within(Math.log(columns.buy[i] / price)) - within(Math.log(price / Math.max(columns.sell[i], 1e-3)))
  );
  const logPower = logsFrom(columns.power, 5);
  const overGas = logPower.map((power, i) => power - logPrices[i]);
  const surprise = columns.demand.map((demand, i) => Math.log(demand / columns.demandForecast[i]));
  const ofPrices = {
    asymmetry,
    asymmetryBefore: daysBefore(asymmetry, 1),
    return: returns,
    return1: daysBefore(returns, 1),
    return2: daysBefore(returns, 2),
    return6: daysBefore(returns, 6),
    gap3: gapToMean(logPrices, 3),
    gap7: gapToMean(logPrices, 7),
    gap30: gapToMean(logPrices, 30)
  };
  const others = {
    powerChange: changeOver(logPower, 1),
    powerGap7: gapToMean(logPower, 7),
    powerOverGas: gapToMean(overGas, 30),
    demandChange: changeOver(columns.demand.map(Math.log), 1),
    demandGap7: gapToMean(columns.demand.map(Math.log), 7),
    demandSurprise: surprise,
    linepackGap30: gapToMean(columns.linepack, 30),
    temperatureChange: changeOver(columns.temperature, 1),
    temperatureGap7: gapToMean(columns.temperature, 7),
    brent: changeOver(columns.brent.map(Math.log), 1),
    henryHub: changeOver(columns.henryHub.map(Math.log), 1),
    lngChange: changeOver(columns.lng, 7),
    storageChange: changeOver(columns.storage, 7)
  };
  const known = [
    ...Object.values(ofPrices).map((column) => overScale(column, scale, CLIP)),
    ...Object.values(others).map((column) => overDeviation(column, 500, CLIP))
  ];
  const names = {known: [...Object.keys(ofPrices), ...Object.keys(others)], ahead};
  const isDay = (...of: number[]) =>
    Float64Array.from({length: sap.length + leads}, (_, day) => (of.includes((weekday + day) % 7) ? 1 : 0));
  const places = (all: readonly string[], chosen: readonly string[]) =>
    chosen.map((name) => all.indexOf(name));
  return {
    logPrices,
    scale,
    features: {known, ahead: [isDay(1), isDay(6), isDay(0, 6)]},
    names,
    sets: [
      {known: [...known.keys()], ahead: [...ahead.keys()]},
      ...small.map((set) => ({known: places(names.known, set.known), ahead: places(ahead, set.ahead)}))
    ]
  };
}

const within = (value: number) => Math.min(Math.max(value, 0), 0.3);
