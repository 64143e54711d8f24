import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Card} from "../../artifacts/cards.js";
import type {Forecast} from "../../artifacts/forecast.js";
import {formatCount, formatDay} from "../../format.js";
import {localDay, midnight} from "../../time/zone.js";
import {change} from "../headline.js";
import {formatPower, megawatts, powerNumber} from "../power.js";
import {usual} from "../season.js";
import {errorsText} from "../skill.js";
import {isOfToday, sourceLine} from "../state.js";
import {comingDays, highestDay, meanBefore, recordBefore} from "./days.js";
import {dayHeadline} from "./sentences.js";
import type {AreaDays, ReportArea} from "./shapes.js";

/** What the front page says of the areas: the finding of the first one with its next days and its error, and which others there are. */
export function areaCard(
  {
    forecast,
    backtest,
    areas,
    days
  }: {
    forecast: Forecast;
    backtest: BacktestReport;
    areas: readonly Pick<ReportArea, "name">[];
    /** The days of the first area. */
    days: AreaDays;
  },
  zone: string
): Card {
  const {study, unit, issuedAt, provenance, origin} = forecast;
  const [first, ...others] = areas;
  if (!first) throw new Error(`card of ${study}: expected at least one area, got none`);
  const {name} = first;
  const power = megawatts(days.load);
  const coming = comingDays(forecast, name, days, zone);
  const record = recordBefore(days, localDay(zone, Date.parse(origin)));
  const top = highestDay(coming);
  const season = usual(record, top.day, {free: top.free});
  const dated = !isOfToday(provenance);
  const mean = coming.reduce((sum, {value}) => sum + value, 0) / coming.length;
  const before = meanBefore(record, record.mean);
  const week = before === null ? "" : ` The week as a whole takes ${change(mean, before, "last week")}.`;
  return {
    ...{study, unit, issuedAt, provenance},
    headline: dayHeadline(name, top, season, power, {dated}),
    short: `demand of ${name} peaks at a daily mean of ${formatPower(top.value, power)} on ${formatDay(top.day, {dated})}`,
    unusual: season && Number((top.value / season.value - 1).toFixed(4)),
    sentence: `With 80 % confidence the mean of that day lies between ${powerNumber(top.lo80, power)} and ${formatPower(top.hi80, power)}.${week}`,
    rows: [
      ...coming.slice(0, 3).map(({day, value}) => ({
        label: `Mean load of ${formatDay(day)}`,
        value: formatPower(value, power)
      })),
      {label: "Error a day ahead", value: errorsText(backtest)},
      ...(others.length
        ? [
            {
              label: formatCount(others.length, "other area"),
              value: others.map((area) => area.name).join(", ")
            }
          ]
        : [])
    ],
    picture: {
      label: "Load of the last three weeks and forecast of the coming one, with its 80 % interval",
      observed: record.date.slice(-21).map((day, i) => ({
        time: new Date(midnight(zone, day)).toISOString(),
        value: record.mean.slice(-21)[i]!
      })),
      ahead: coming.map(({time, value, lo80, hi80}) => ({
        time: new Date(time).toISOString(),
        value,
        lo80,
        hi80
      }))
    },
    source: sourceLine(provenance, zone)
  };
}
