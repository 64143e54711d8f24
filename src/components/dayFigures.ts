import type {BacktestReport} from "../lib/artifacts/backtest.js";
import {formatCelsius, formatDate, formatDay, formatNumber, formatPercent, withUnit} from "../lib/format.js";
import {type ComingDay, energyOf, highestDay, meanBefore} from "../lib/report/daily/days.js";
import {againstSeason} from "../lib/report/daily/sentences.js";
import {change} from "../lib/report/headline.js";
import {formatPower, type PowerUnit, powerNumber} from "../lib/report/power.js";
import {atLead, bestBaseline, champion} from "../lib/report/scores.js";
import {usual} from "../lib/report/season.js";
import type {Daily} from "../lib/report/shapes.js";
import {errorsAt} from "../lib/report/skill.js";
import type {FigureCard} from "./FigureCards.js";
import {Sparkline} from "./Sparkline.js";

/** The four figures of an area's week: its highest day, its energy, its coldest day and the error a day ahead. */
export function dayFigures(
  {days, record, backtest}: {days: readonly ComingDay[]; record: Daily; backtest: BacktestReport},
  {power}: {power: PowerUnit}
): FigureCard[] {
  const top = highestDay(days);
  const season = usual(record, top.day, {free: top.free});
  const energy = energyOf(days);
  const before = meanBefore(record, record.mean);
  const past = record.mean.slice(-14).map((y, i) => ({x: i - 14, y: y ?? Number.NaN, known: true}));
  const joined = past.slice(-1).map(({x, y}) => ({x, y}));
  const ahead = days.map(({value, lo80, hi80}, i) => ({x: i, y: value, lo: lo80, hi: hi80}));
  const mean = days.reduce((sum, {value}) => sum + value, 0) / days.length;
  return [
    {
      label: "Highest day of the week",
      value: formatPower(top.value, power),
      when: `${formatDay(top.day)}, mean of the day`,
      comparison: `80 %: ${powerNumber(top.lo80, power)} to ${formatPower(top.hi80, power)}; ${season ? againstSeason(top.value, season.value) : "what is usual is not known"}`,
      spark: Sparkline(ahead, {
        mark: days.indexOf(top),
        label: "The coming week by the day, its highest day marked"
      })
    },
    {
      label: "Energy of the coming week",
      value: withUnit(formatNumber(energy / 1000, energy < 100_000 ? 1 : 0), "GWh"),
      when: "the next seven days",
      comparison: before === null ? "last week is not known" : change(mean, before, "last week, by the day"),
      spark: Sparkline([...past, ...joined, ...ahead], {
        label: "Mean load of the last two weeks and of the coming one"
      })
    },
    ...coldest(days, record),
    errorCard(backtest)
  ];
}

/** The coldest day, which drives the load in winter; none where no temperature is known. */
function coldest(days: readonly ComingDay[], record: Daily): FigureCard[] {
  const known = days.filter(({temperature}) => temperature !== null);
  if (known.length === 0) return [];
  const cold = known.reduce((least, day) => (day.temperature! < least.temperature! ? day : least));
  const before = meanBefore(record, record.temperature);
  const past = record.temperature.slice(-14).map((y, i) => ({x: i - 14, y: y ?? Number.NaN, known: true}));
  const ahead = days.map(({temperature}, i) => ({x: i, y: temperature ?? Number.NaN}));
  const difference = before === null ? null : cold.temperature! - before;
  return [
    {
      label: "Coldest day of the week",
      value: formatCelsius(cold.temperature!),
      when: `${formatDay(cold.day)}, mean of the day`,
      comparison:
        difference === null
          ? "last week is not known"
          : `${formatCelsius(Math.abs(difference))} ${difference < 0 ? "below" : "above"} the mean of the last seven days`,
      spark: Sparkline([...past, ...past.slice(-1).map(({x, y}) => ({x, y})), ...ahead], {
        mark: days.indexOf(cold),
        label: "Mean temperature of the last two weeks and of the coming one"
      })
    }
  ];
}

function errorCard(backtest: BacktestReport): FigureCard {
  const errors = errorsAt(backtest);
  const best = champion(backtest);
  const rule = bestBaseline(backtest);
  const theirs = rule && atLead(rule, 1)?.mape;
  const beside = theirs == null ? "" : `; “${rule!.label.toLowerCase()}” ${formatPercent(theirs)}`;
  const leads = (best.byLeadDegraded ?? best.byLead).flatMap(({lead, mape}) =>
    mape === null ? [] : [{x: lead, y: mape}]
  );
  return {
    label: "Error a day ahead",
    value: errors === null ? "not scored yet" : formatPercent(errors.forecast ?? errors.archived),
    when: errors?.forecast == null ? "with archived weather" : "with weather as uncertain as a real forecast",
    comparison:
      errors === null
        ? ""
        : `${formatPercent(errors.archived)} with archived weather${beside}. Since ${formatDate(backtest.scheme.from)}`,
    ...(leads.length > 1
      ? {spark: Sparkline(leads, {mark: 1, label: "Error by lead day, from the first to the last"})}
      : {})
  };
}
