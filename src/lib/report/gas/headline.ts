import type {Forecast} from "../../artifacts/forecast.js";
import {formatDay} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {type PriceUnit, priceText} from "./units.js";

/** The rows of the price, in order of time. @throws where the forecast has none. */
export function priceRows({rows}: Forecast): Forecast["rows"] {
  const own = rows.filter(({series}) => series === "sap");
  if (own.length === 0) throw new Error("gas: expected rows of the series sap in the forecast, found none");
  return own;
}

/** The first gas day's price with its distribution, as a sentence without its full stop. */
export function gasHeadline(
  forecast: Forecast,
  {unit, dated}: {readonly unit: PriceUnit; readonly dated: boolean}
): string {
  const [row] = priceRows(forecast);
  const day = formatDay(localDay("UTC", Date.parse(row.time)), {dated});
  const bare = (price: number) => priceText(price, unit, {bare: true});
  return `Gas on ${day}: ${priceText(row.value, unit)}, 80 % between ${bare(row.lo80)} and ${bare(row.hi80)}`;
}
