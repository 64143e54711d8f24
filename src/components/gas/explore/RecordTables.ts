import {html} from "npm:htl";
import type {GasHistory} from "../../../lib/artifacts/gas.js";
import {capitalised, formatDate, formatNumber, formatPercent, formatSigned} from "../../../lib/format.js";
import {type Driver, pairsOf, rankCorrelation} from "../../../lib/report/gas/history/association.js";
import {type RecordDay, type RecordYear, recordYears} from "../../../lib/report/gas/history/days.js";
import {restatedSummary, restatements} from "../../../lib/report/gas/history/restated.js";
import {monthName, type SeasonMonth} from "../../../lib/report/gas/history/season.js";
import {reportedOf, type Spike} from "../../../lib/report/gas/history/spikes.js";
import {inUnit, type PriceUnit} from "../../../lib/report/gas/units.js";
import {median} from "../../../lib/report/season.js";
import {DataTable} from "../../DataTable.js";

const text = (price: number, unit: PriceUnit) => formatNumber(inUnit(price, unit), unit === "p/kWh" ? 3 : 1);

/** The record by year, with the days that stood out beneath. */
export function YearTable(
  days: readonly RecordDay[],
  spikes: readonly Spike[],
  unit: PriceUnit
): HTMLElement {
  const on = (one: RecordDay) => `${text(one.price, unit)} (${formatDate(one.day)})`;
  return html`<div>${[
    DataTable<RecordYear>(
      recordYears(days),
      [
        {label: "Year", value: ({year}) => year},
        {label: "Gas days", value: (one) => formatNumber(one.days), numeric: true, wideOnly: true},
        {label: `Mean, ${unit}`, value: ({mean}) => text(mean, unit), numeric: true},
        {label: "Cheapest day", value: ({lowest}) => on(lowest), numeric: true},
        {label: "Dearest day", value: ({highest}) => on(highest), numeric: true}
      ],
      {caption: `System Average Price by calendar year, ${unit}`, visibleCaption: true}
    ),
    DataTable<Spike>(
      spikes,
      [
        {label: "Spike", value: ({day}) => formatDate(day)},
        {label: `Price, ${unit}`, value: ({price}) => text(price, unit), numeric: true},
        {
          ...{label: "Times the median of 180 days before", numeric: true},
          value: ({times}) => formatNumber(times, 1)
        },
        {
          label: "Reported at the time",
          value: ({day}) => {
            const found = reportedOf(day);
            return found ? html`<a href=${found.source}>${found.text}</a>` : "–";
          }
        }
      ],
      {caption: "Days on which the price stood out", visibleCaption: true}
    )
  ]}</div>`;
}

/** The middle of the price and of a driver by year, and how they went together within it. */
export function DriverTable(days: readonly RecordDay[], driver: Driver, unit: PriceUnit): HTMLElement {
  const years = [...new Set(days.map(({day}) => day.slice(0, 4)))];
  return DataTable(
    years.flatMap((year) => {
      const own = days.filter((day) => day.day.startsWith(year) && !Number.isNaN(day[driver.id]));
      return own.length > 0 ? [{year, own}] : [];
    }),
    [
      {label: "Year", value: ({year}) => year},
      {
        ...{label: `Median price, ${unit}`, numeric: true},
        value: ({own}) => text(median(own.map(({price}) => price)), unit)
      },
      {
        ...{label: `Median of ${driver.name}, ${driver.unit}`, numeric: true},
        value: ({own}) => formatNumber(median(own.map((day) => day[driver.id])), driver.decimals)
      },
      {
        ...{label: "Rank correlation within the year", numeric: true},
        value: ({own}) => formatSigned(rankCorrelation(pairsOf(own, driver.id)), 2)
      }
    ],
    {caption: `Price of gas and ${driver.name} by year`}
  );
}

/** The profile of the year. */
export function SeasonTable(profile: readonly SeasonMonth[]): HTMLElement {
  const percent = (value: number) => formatPercent(100 * value, 0);
  return DataTable(
    profile,
    [
      {label: "Month", value: ({month}) => monthName(month)},
      {label: "Median", value: (one) => percent(one.median), numeric: true},
      {label: "Middle half", value: ({low, high}) => `${percent(low)} to ${percent(high)}`, numeric: true},
      {label: "Gas days", value: ({days}) => formatNumber(days), numeric: true}
    ],
    {caption: "Price by month over the mean of its year"}
  );
}

/** Volatility by year. */
export function VolatilityTable(days: readonly RecordDay[]): HTMLElement {
  const years = [...new Set(days.map(({day}) => day.slice(0, 4)))];
  const percent = (value: number) => formatPercent(value, 1);
  return DataTable(
    years.flatMap((year) => {
      const own = days.filter((one) => one.day.startsWith(year) && !Number.isNaN(one.volatility));
      return own.length > 0 ? [{year, values: own.map(({volatility}) => volatility)}] : [];
    }),
    [
      {label: "Year", value: ({year}) => year},
      {label: "Median, % a day", value: ({values}) => percent(median(values)), numeric: true},
      {label: "Calmest day", value: ({values}) => percent(Math.min(...values)), numeric: true},
      {label: "Liveliest day", value: ({values}) => percent(Math.max(...values)), numeric: true}
    ],
    {caption: "Volatility of the price by calendar year"}
  );
}

/** Restated days that are listed one by one. */
const listedDays = 12;

/** The days whose value was restated: of each column how many and by how much, and its last ones with the first and the latest value. */
export function RestatedTable({restated}: Pick<GasHistory, "restated">): HTMLElement {
  const columns = restated.map((one) => ({...one, values: restatements(one)}));
  type Restated = (typeof columns)[number];
  const name = ({title, unit}: Pick<Restated, "title" | "unit">) => `${capitalised(title)}, ${unit}`;
  const last = columns.flatMap((one) => one.values.slice(-listedDays).map((value) => ({...one, ...value})));
  return html`<div>${[
    DataTable<Restated>(
      columns,
      [
        {label: "Column", value: name, long: true},
        {
          ...{label: "Restated days", numeric: true},
          value: ({values, known}) => `${formatNumber(values.length)} of ${formatNumber(known)}`
        },
        {
          ...{label: "Median change, either way", numeric: true},
          value: ({values}) => {
            const {usual} = restatedSummary(values);
            return usual === null ? "–" : formatPercent(usual, 3);
          }
        },
        {
          ...{label: "Largest change", numeric: true},
          value: ({values, decimals}) => {
            const {day, first, latest} = restatedSummary(values).largest;
            return `${formatNumber(first, decimals)} to ${formatNumber(latest, decimals)} (${formatDate(day)})`;
          }
        }
      ],
      {caption: "Columns whose values were restated", visibleCaption: true}
    ),
    DataTable(
      last,
      [
        {label: "Gas day", value: ({day}) => formatDate(day)},
        {label: "Column", value: name, wideOnly: true},
        {label: "First", value: ({first, decimals}) => formatNumber(first, decimals), numeric: true},
        {label: "Latest", value: ({latest, decimals}) => formatNumber(latest, decimals), numeric: true},
        {
          ...{label: "Change", numeric: true},
          value: ({change}) => (change === null ? "–" : `${formatSigned(change, 2)}\u00a0%`)
        }
      ],
      {caption: `The last ${listedDays} restated days of each column`, visibleCaption: true}
    )
  ]}</div>`;
}
