import type {BacktestReport} from "../lib/artifacts/backtest.js";
import type {Forecast} from "../lib/artifacts/forecast.js";
import {
  formatClock,
  formatDate,
  formatDay,
  formatGW,
  formatNumber,
  formatPercent,
  formatTWh
} from "../lib/format.js";
import {againstUsual, change} from "../lib/report/headline.js";
import {type ForecastDay, highest, lowest} from "../lib/report/peak.js";
import {champion, reference} from "../lib/report/scores.js";
import {usual} from "../lib/report/season.js";
import type {Daily, Recent} from "../lib/report/shapes.js";
import {errorsAt} from "../lib/report/skill.js";
import {energyBefore, peakBefore} from "../lib/report/weeks.js";
import {weekday} from "../lib/time/zone.js";
import type {FigureCard} from "./FigureCards.js";
import {Sparkline} from "./Sparkline.js";

/** The four figures of the week: the next peak, the energy, the lowest hour and the error a day ahead. */
export function weekFigures(
  {
    forecast,
    recent,
    daily,
    backtest,
    days
  }: {
    forecast: Forecast;
    recent: Recent;
    daily: Daily;
    backtest: BacktestReport;
    days: readonly ForecastDay[];
  },
  {zone, holidays = new Map()}: {zone: string; holidays?: ReadonlyMap<string, string>}
): FigureCard[] {
  const origin = Date.parse(forecast.origin);
  const top = highest(days);
  const bottom = lowest(days);
  const energy = forecast.rows.reduce((sum, {value}) => sum + value, 0);
  const before = energyBefore(recent, origin, forecast.rows.length);
  const earlier = peakBefore(recent, origin);
  const hours = forecast.rows.map(({time, value, lo80, hi80}) => ({
    x: Date.parse(time),
    y: value,
    lo: lo80,
    hi: hi80
  }));
  const past = daily.mean.slice(-7).map((y, i) => ({x: i - 7, y: y ?? Number.NaN, known: true}));
  const ahead = days.map(({energy, hours: n}, i) => ({x: i, y: energy / n}));
  const joined = [...past, ...past.slice(-1).map(({x, y}) => ({x, y})), ...ahead];
  const lowUsual = usual(daily, bottom.day, {
    column: "low",
    free: weekday(bottom.day) > 4 || holidays.has(bottom.day)
  });
  const best = champion(backtest);
  const leads = (best.byLeadDegraded ?? best.byLead).flatMap(({lead, mape}) =>
    mape === null ? [] : [{x: lead, y: mape}]
  );
  const errors = errorsAt(backtest);
  const official =
    errors?.official == null
      ? "no official forecast to compare with"
      : `${reference(backtest)!.label}: ${formatPercent(errors.official)}`;
  return [
    {
      label: "Highest hour of the week",
      value: formatGW(top.peak.value),
      when: `${formatDay(top.day)}, ${formatClock(zone, top.peak.time)}`,
      comparison: `80 %: ${formatNumber(top.peak.lo80 / 1000, 1)} to ${formatGW(top.peak.hi80)}; ${earlier === null ? "last week’s is not known" : change(top.peak.value, earlier, "last week’s")}`,
      spark: Sparkline(hours, {
        mark: top.peak.time,
        label: "The coming week by the hour, its highest hour marked"
      })
    },
    {
      label: "Energy of the coming week",
      value: formatTWh(energy),
      when: "the next seven days",
      comparison: before === null ? "last week is not known" : change(energy, before, "last week"),
      spark: Sparkline(joined, {
        label: "Mean load of the last seven days and of the coming ones"
      })
    },
    {
      label: "Lowest hour of the week",
      value: formatGW(bottom.low.value),
      when: `${formatDay(bottom.day)}, ${formatClock(zone, bottom.low.time)}`,
      comparison: lowUsual ? againstUsual(bottom.low.value, lowUsual.value) : "what is usual is not known",
      spark: Sparkline(hours, {
        mark: bottom.low.time,
        label: "The coming week by the hour, its lowest hour marked"
      })
    },
    {
      label: "Error a day ahead",
      value: errors === null ? "not scored yet" : formatPercent(errors.forecast ?? errors.archived),
      when:
        errors?.forecast == null ? "with archived weather" : "with weather as uncertain as a real forecast",
      comparison:
        errors?.forecast == null
          ? official
          : `${formatPercent(errors.archived)} with archived weather; ${official}. Since ${formatDate(backtest.scheme.from)}`,
      ...(leads.length > 1
        ? {spark: Sparkline(leads, {mark: 1, label: "Error by lead day, from the first to the last"})}
        : {})
    }
  ];
}
