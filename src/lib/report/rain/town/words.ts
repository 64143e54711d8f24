import {formatCount, formatNumber, withUnit} from "../../../format.js";
import {monthOf} from "../words.js";

/**
 * How likely rain is, in words.
 * Source: the scale of Mastrandrea et al. (2010), Guidance note for lead authors of the IPCC on consistent treatment of uncertainties.
 */
export function likelihood(probability: number): string {
  if (probability >= 0.9) return "rain is very likely";
  if (probability >= 0.66) return "rain is likely";
  if (probability > 0.33) return "rain is about as likely as not";
  return probability > 0.1 ? "rain is unlikely" : "rain is very unlikely";
}

/** An amount of rain: `0.4 mm`, `212 mm`. */
export function formatRain(mm: number): string {
  return withUnit(formatNumber(mm, mm < 10 ? 1 : 0), "mm");
}

/** The middle half of earlier amounts: "60 to 150 mm". */
export function formatRainRange(low: number, high: number): string {
  const decimals = high < 10 ? 1 : 0;
  return `${formatNumber(low, decimals)} to ${withUnit(formatNumber(high, decimals), "mm")}`;
}

/** A month of the year, 1 … 12: "December". */
export function monthName(month: number): string {
  return monthOf(`2024-${String(month).padStart(2, "0")}-01`);
}

/** A number of days: "no day", "1 day", "12 days". */
export function formatDays(n: number): string {
  return n === 0 ? "no day" : formatCount(n, "day");
}

/** A phrase with its first letter large. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
