import type {BacktestReport, Forecast} from "../../artifacts.js";
import {formatDay, formatNumber, formatPercent} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {champion} from "../scores.js";
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

/** How the champion stands beside the random walk, in two sentences: the mean is hardly beaten, the distribution is. */
export function gasStanding(backtest: BacktestReport): string {
  const best = champion(backtest);
  const at = (lead: number) => best.ratios?.byLead.find((row) => row.lead === lead);
  const [day, ten] = [at(1), at(10)];
  if (!day || !ten)
    return `${best.label} is the random walk itself, or has no distribution to compare with it.`;
  const apart = (ratio: number | null) =>
    ratio === null
      ? "has no measure"
      : `${formatPercent(100 * Math.abs(1 - ratio), 1)} ${ratio <= 1 ? "smaller" : "larger"}`;
  const naive = (ratio: number | null) => ratio !== null && ratio >= 0.99;
  const point = naive(day.rmse)
    ? "As a single number the last price is hardly to be beaten"
    : "As a single number it beats the last price";
  return (
    `${point}: the root mean squared error is ${apart(day.rmse)} than the random walk’s one day ahead, and ${apart(ten.rmse)} ten days ahead. ` +
    `The distribution is another matter: its CRPS is ${apart(day.crps)} one day ahead, and ${apart(ten.crps)} ten days ahead.`
  );
}

/** How often the intervals held the price one and ten days ahead. */
export function gasCoverage(backtest: BacktestReport): string {
  const {byLead} = champion(backtest);
  const share = (value: number | null | undefined) => (value == null ? "–" : formatPercent(100 * value, 0));
  const at = (lead: number) => byLead.find((row) => row.lead === lead);
  return `The 80 % interval held the price in ${share(at(1)?.coverage80)} of cases one day ahead and in ${share(at(10)?.coverage80)} ten days ahead, the 90 % interval in ${share(at(1)?.coverage90)} and ${share(at(10)?.coverage90)}, over ${formatNumber(at(1)?.n ?? 0)} gas days.`;
}
