import type {Source} from "../src/lib/source.js";
import type {DailyRow} from "./contracts/gas-series.js";
import {readCsv} from "./csv.js";
import type {Chunk} from "./pulls.js";

/**
 * Ember's daily wholesale day-ahead prices of power in Europe.
 * https://ember-energy.org/data/european-wholesale-electricity-price-data/
 */
const origin = "https://files.ember-energy.org/public-downloads/price/outputs";

export const emberSource: Source = {
  publisher: "ember",
  dataset: "european-wholesale-electricity-price-daily",
  title: "European wholesale electricity prices, day-ahead, daily (Ember)",
  licence: "CC BY 4.0",
  citation: "Ember, European wholesale electricity price data, CC BY 4.0",
  url: "https://ember-energy.org/data/european-wholesale-electricity-price-data/"
};

/** The prices of all countries since 2015, 4 MB, which are asked for in every run. */
export function emberChunk(): Chunk {
  return {
    publisher: "ember",
    dataset: emberSource.dataset,
    name: "daily",
    origin,
    path: "/european_wholesale_electricity_price_data_daily.csv",
    format: "csv",
    settled: Number.POSITIVE_INFINITY,
    every: 0
  };
}

/**
 * Reads the rows of Great Britain.
 * @throws where a column is missing, or no row is of Great Britain: the message says what came.
 */
export function readEmber(bytes: Uint8Array): DailyRow[] {
  const rows = readCsv("Ember power prices", bytes, ["ISO3 Code", "Date", "Price (EUR/MWhe)"]);
  const own = rows.flatMap(([country, date, text]) => (country === "GBR" ? [{date, text}] : []));
  if (own.length > 0) return own;
  const countries = [...new Set(rows.map(([country]) => country))].slice(0, 40).join(", ");
  throw new Error(`Ember power prices: expected rows of GBR, got rows of ${countries || "no country"}`);
}
