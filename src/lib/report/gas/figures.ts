import type {Forecast} from "../../artifacts/forecast.js";
import type {GasRecent} from "../../artifacts/gas.js";
import {formatDay, formatPercent, formatShare, formatSigned} from "../../format.js";
import {pitOf} from "../../scores/distribution/pit.js";
import {addDays, localDay} from "../../time/zone.js";
import {ewmaDeviation} from "../../volatility/ewma.js";
import {median} from "../season.js";
import {priceRows} from "./headline.js";
import {inUnit, type PriceUnit, priceText} from "./units.js";

/** Half-life of the volatility, gas days: that of the record's. */
const halfLife = 15;
/** The lead of the chance. */
const chanceLead = 10;

/** A figure that stands for itself, with the numbers of its sparkline. */
export interface PriceFigure {
  readonly label: string;
  readonly value: string;
  readonly when: string;
  readonly comparison: string;
  readonly line: {
    readonly name: string;
    /** Known numbers, and those that lie ahead with their interval. */
    readonly known: readonly number[];
    readonly ahead: readonly {readonly value: number; readonly lo?: number; readonly hi?: number}[];
    /** The place of the number that is spoken of, from the first known one on. */
    readonly mark: number;
  };
}

/** The chance that the price of a gas day is above a threshold, from its quantiles; beyond the outer ones half of what lies there. @throws where the forecast has no quantiles */
export function chanceAbove(
  {levels}: Pick<Forecast, "levels">,
  row: Forecast["rows"][number],
  price: number
): number {
  if (!levels || !row.quantiles)
    throw new Error(`gas: expected quantiles in the forecast of ${row.time}, found none`);
  return 1 - pitOf(Float64Array.from(levels), Float64Array.from(row.quantiles), price);
}

/** Today's threshold: the next ten p/therm above the last price, in p/kWh. */
export function thresholdAbove(last: number): number {
  const therm = inUnit(1, "p/therm");
  return (10 * (Math.floor((last * therm) / 10) + 1)) / therm;
}

/** The price of the first gas day beside last week's and last year's, the volatility beside the year's, and the chance of a dear day. */
export function priceFigures(forecast: Forecast, recent: GasRecent, unit: PriceUnit): PriceFigure[] {
  const rows = priceRows(forecast);
  const prices = recent.series.find(({id}) => id === "sap")!.values;
  const day = localDay("UTC", Date.parse(rows[0].time));
  return [first(rows, prices, day, recent, unit), moving(prices), dear(forecast, rows, prices, unit)];
}

type Prices = readonly (number | null)[];

function first(
  [row, ...later]: Forecast["rows"],
  prices: Prices,
  day: string,
  {days}: GasRecent,
  unit: PriceUnit
): PriceFigure {
  const against = (back: number, name: string) => {
    const then = prices[days.indexOf(addDays(day, -back))];
    return then == null
      ? `${name} is not known`
      : `${name} ${priceText(then, unit)} (${formatSigned(100 * (row.value / then - 1), 0)} %)`;
  };
  const known = prices.slice(-30).flatMap((price) => (price === null ? [] : [price]));
  return {
    label: "The first gas day",
    value: priceText(row.value, unit),
    when: formatDay(day, {dated: true}),
    comparison: `${against(7, "a week before")}; ${against(364, "the same weekday a year before")}`,
    line: {
      ...{
        name: "Prices of the last 30 gas days and the forecast with its 80 % interval",
        known,
        mark: known.length
      },
      ahead: [row, ...later].map(({value, lo80, hi80}) => ({value, lo: lo80, hi: hi80}))
    }
  };
}

function moving(prices: Prices): PriceFigure {
  const logs = prices.map((price) => (price === null ? Number.NaN : Math.log(price)));
  const returns = Float64Array.from(logs, (value, i) => (i === 0 ? Number.NaN : value - logs[i - 1]));
  const year = [...ewmaDeviation(returns, halfLife)].slice(-365).map((value) => 100 * value);
  const now = year[year.length - 1];
  const calmer = year.filter((value) => value < now).length / year.length;
  return {
    label: "Volatility now",
    value: formatPercent(now, 1),
    when: "deviation of a day’s change",
    comparison: `median of the last year ${formatPercent(median(year), 1)}; ${formatShare(calmer)} of its days were calmer`,
    line: {name: "Volatility over the last year", known: year, ahead: [], mark: year.length - 1}
  };
}

function dear(
  forecast: Pick<Forecast, "levels">,
  rows: Forecast["rows"],
  prices: Prices,
  unit: PriceUnit
): PriceFigure {
  const last = prices[prices.length - 1]!;
  const threshold = thresholdAbove(last);
  const chances = rows.map((row) => chanceAbove(forecast, row, threshold));
  const at = Math.min(chanceLead, rows.length) - 1;
  return {
    label: `Chance of more than ${priceText(threshold, unit)}`,
    value: formatShare(chances[at]),
    when: `on ${formatDay(localDay("UTC", Date.parse(rows[at].time)))}, gas day ${at + 1}`,
    comparison: `${formatShare(chances[0])} on the first gas day, ${formatShare(chances[chances.length - 1])} on the last; the last price was ${priceText(last, unit)}`,
    line: {
      ...{name: "The chance by gas day ahead", known: [], mark: at},
      ahead: chances.map((value) => ({value}))
    }
  };
}
