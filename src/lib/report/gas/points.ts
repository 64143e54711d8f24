import type {Forecast} from "../../artifacts/forecast.js";
import type {GasRecent} from "../../artifacts/gas.js";
import {priceRows} from "./headline.js";
import {inUnit, type PriceUnit} from "./units.js";

/** A gas day of the price's forecast, in the unit that is shown. */
export interface PricePoint {
  /** Start of the gas day, ms. */
  readonly time: number;
  readonly value: number;
  /** The last price: what the random walk says of every day. */
  readonly last: number;
  readonly lo95: number;
  readonly lo80: number;
  readonly lo50: number;
  readonly hi50: number;
  readonly hi80: number;
  readonly hi95: number;
}

/** A price that came, in the unit that is shown. */
export interface KnownPrice {
  readonly time: number;
  readonly value: number;
}

/**
 * The first `periods` gas days of the forecast, and the prices of the days before it.
 * @throws where the forecast has no quantiles at 25 and 75 %
 */
export function pricePoints(
  forecast: Forecast,
  recent: GasRecent,
  {periods, unit, before}: {readonly periods: number; readonly unit: PriceUnit; readonly before: number}
): {readonly points: PricePoint[]; readonly known: KnownPrice[]} {
  const {levels = []} = forecast;
  const [low, high] = [0.25, 0.75].map((level) => levels.indexOf(level));
  if (low < 0 || high < 0)
    throw new Error(
      `gas: expected quantiles at .25 and .75 in the forecast, got ${levels.join(", ") || "none"}`
    );
  const prices = recent.series.find(({id}) => id === "sap")!.values;
  const known = recent.days.flatMap((day, i) => {
    const price = prices[i];
    return price === null ? [] : [{time: Date.parse(`${day}T05:00:00Z`), value: inUnit(price, unit)}];
  });
  const last = known[known.length - 1].value;
  const points = priceRows(forecast)
    .slice(0, periods)
    .map(({time, value, lo80, hi80, lo95, hi95, quantiles = []}) => ({
      ...{time: Date.parse(time), last, value: inUnit(value, unit)},
      ...{lo80: inUnit(lo80, unit), hi80: inUnit(hi80, unit)},
      ...{lo95: inUnit(lo95, unit), hi95: inUnit(hi95, unit)},
      ...{lo50: inUnit(quantiles[low], unit), hi50: inUnit(quantiles[high], unit)}
    }));
  return {points, known: known.slice(-before)};
}
