import type {BacktestReport, Forecast} from "../artifacts.js";
import {formatClock, formatDay, formatGW, formatNumber} from "../format.js";
import {change, peakHeadline} from "./headline.js";
import {forecastDays, highest} from "./peak.js";
import type {Recent} from "./shapes.js";
import {errorsText} from "./skill.js";
import {sourceLine} from "./state.js";
import {energyBefore} from "./weeks.js";

/** What the front page says of France's load: the finding, the next three peaks, the error a day ahead, the week against the last, the source. */
export function loadCard(
  {forecast, recent, backtest}: {forecast: Forecast; recent: Recent; backtest: BacktestReport},
  zone: string
): {headline: string; sentence: string; rows: {label: string; value: string}[]; source: string} {
  const days = forecastDays(forecast.rows, zone);
  const energy = forecast.rows.reduce((sum, {value}) => sum + value, 0);
  const before = energyBefore(recent, Date.parse(forecast.origin), forecast.rows.length);
  const {peak} = highest(days);
  const week = before === null ? "" : ` The week as a whole takes ${change(energy, before, "last week")}.`;
  return {
    headline: peakHeadline(highest(days), null, zone, {dated: forecast.provenance.mode !== "live"}),
    sentence: `With 80 % confidence the highest hour lies between ${formatNumber(peak.lo80 / 1000, 1)} and ${formatGW(peak.hi80)}.${week}`,
    rows: [
      ...days.slice(0, 3).map(({day, peak}) => ({
        label: `Peak of ${formatDay(day)}, ${formatClock(zone, peak.time)}`,
        value: formatGW(peak.value)
      })),
      {label: "Error a day ahead", value: errorsText(backtest)}
    ],
    source: sourceLine(forecast.provenance, zone)
  };
}
