import {dailyReturns} from "../returns/rolled.js";
import type {ReturnFeatures} from "../returns/scaled-mean.js";
import {ewma, ewmaAbsolute} from "../volatility/ewma.js";
import {changeOver, logsFrom} from "./changes.js";
import type {GasColumns} from "./known-columns.js";

/** What the scale of the gas price's returns depends on, and what a fit is drawn towards; see `scaleTQuantiles`. */
export interface GasScale {
  readonly features: ReturnFeatures;
  readonly names: readonly string[];
  readonly towards: readonly number[];
  readonly penalties: readonly number[];
}

/** Half-lives of the averages of absolute returns that stand beside that of 20 days, and what each is drawn towards. */
const beside = [
  {halfLife: 3, towards: 0.1},
  {halfLife: 8, towards: 0.4},
  {halfLife: 60, towards: 0.25},
  {halfLife: 200, towards: 0.1}
] as const;

/**
 * Logarithms of volatilities: the average of absolute returns (half-life 20 days), the differences of quicker and slower ones from it, the
 * spread between the system prices and the volatility of power prices; the season of the target day, and whether it is a Monday, Saturday
 * or Sunday.
 * @param weekday of gas day 0, 0 for Sunday
 * @param season place in the year of gas day 0, days since 1 January
 * @param leads how far beyond the last day the calendar reaches
 */
export function gasScale(columns: GasColumns, weekday: number, season: number, leads: number): GasScale {
  const {sap, buy, sell} = columns;
  const returns = dailyReturns(sap.map(Math.log));
  const logAverage = (halfLife: number) =>
    ewmaAbsolute(returns, halfLife).map((v) => Math.log(Math.max(v, 1e-3)));
  const middle = logAverage(20);
  const spread = ewma(
    buy.map((price, i) => Math.max(price - sell[i], 0) / sap[i]),
    4
  ).map((v) => Math.log(Math.max(v, 1e-3)));
  const powerVolatility = ewmaAbsolute(changeOver(logsFrom(columns.power, 5), 1), 20).map(Math.log);
  const centred = (column: Float64Array) => {
    const slow = ewma(column, 500);
    return column.map((v, i) => v - slow[i]);
  };
  const days = sap.length + leads;
  const ahead = (of: (day: number) => number) => Float64Array.from({length: days}, (_, day) => of(day));
  const angle = (day: number) => (2 * Math.PI * (season + day)) / 365.25;
  const isDay = (which: number) => ahead((day) => ((weekday + day) % 7 === which ? 1 : 0));
  return {
    features: {
      known: [
        middle,
        ...beside.map(({halfLife}) => logAverage(halfLife).map((v, i) => v - middle[i])),
        centred(spread),
        centred(powerVolatility)
      ],
      ahead: [
        ahead((day) => Math.cos(angle(day))),
        ahead((day) => Math.sin(angle(day))),
        isDay(1),
        isDay(6),
        isDay(0)
      ]
    },
    names: [
      "volatility20",
      ...beside.map(({halfLife}) => `volatility${halfLife}`),
      "spread",
      "powerVolatility",
      "cos",
      "sin",
      "monday",
      "saturday",
      "sunday"
    ],
    towards: [1, ...beside.map(({towards}) => towards), 0, 0, 0, 0, 0, 0, 0],
    penalties: [120, ...beside.map(() => 120), 120, 240, 240, 240, 240, 240, 240]
  };
}
