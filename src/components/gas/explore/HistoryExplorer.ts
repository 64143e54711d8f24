import {html} from "npm:htl";
import type {Forecast} from "../../../lib/artifacts/forecast.js";
import type {GasHistory} from "../../../lib/artifacts/gas.js";
import {capitalised, formatCount, formatDate, formatDay, formatNumber} from "../../../lib/format.js";
import {priceRows} from "../../../lib/report/gas/headline.js";
import {associationTitle, drivers} from "../../../lib/report/gas/history/association.js";
import {recordDays} from "../../../lib/report/gas/history/days.js";
import {
  seasonProfile,
  seasonSentence,
  seasonTitle,
  wholeYears
} from "../../../lib/report/gas/history/season.js";
import {findSpikes, historyTitle, spikeRule} from "../../../lib/report/gas/history/spikes.js";
import {volatilityTitle} from "../../../lib/report/gas/history/volatility.js";
import type {PriceUnit} from "../../../lib/report/gas/units.js";
import {localDay} from "../../../lib/time/zone.js";
import {Figure} from "../../Figure.js";
import {field, option} from "../../scenario/Slider.js";
import {PriceHistory} from "./PriceHistory.js";
import {type ComingDay, PriceScatter} from "./PriceScatter.js";
import {DriverTable, RestatedTable, SeasonTable, VolatilityTable, YearTable} from "./RecordTables.js";
import {SeasonProfile} from "./SeasonProfile.js";
import {VolatilityHistory} from "./VolatilityHistory.js";

/** The whole record: prices with their spikes, the price against what goes with it, the season, volatility, and the days that were restated. */
export function HistoryExplorer(
  history: GasHistory,
  forecast: Forecast,
  {source, unit}: {source: string; unit: PriceUnit}
): HTMLElement {
  const days = recordDays(history);
  const spikes = findSpikes(days);
  const period = `${formatDate(days[0].day)} to ${formatDate(days[days.length - 1].day)}`;
  const downloads = [{label: "JSON", href: "./api/gas/history.json"}];
  const common = {source, downloads};
  const profile = seasonProfile(days);
  const years = wholeYears(days).length;
  const half = () => 320;
  const season = seasonTitle(profile);
  const volatility = volatilityTitle(days);
  return html`<div>
    ${historyFigure()}
    ${scatterFigure()}
    <div class="side-by-side">
      <div>${Figure((width, height) => SeasonProfile(profile, {width, height, label: season}), {
        title: season,
        subtitle: `Price by month, % of the mean price of its calendar year: median and middle half of the gas days of ${formatCount(years, "whole year")}`,
        height: half,
        ...common,
        table: () => SeasonTable(profile)
      })}<p class="small">${seasonSentence(profile, years)}</p></div>
      ${Figure((width, height) => VolatilityHistory(days, {width, height, label: volatility}), {
        title: volatility,
        subtitle: `Volatility: exponentially weighted deviation of the price’s daily changes, half-life ${formatCount(history.volatility.halfLife, "gas day")}, % a day, logarithmic, ${period}`,
        height: half,
        ...common,
        table: () => VolatilityTable(days)
      })}
    </div>
    ${restated()}
  </div>`;

  function historyFigure(): HTMLElement {
    const log = html`<input type="checkbox" name="log">` as HTMLInputElement;
    const title = historyTitle(days, unit);
    const figure = Figure(
      (width, height) => PriceHistory({days, spikes}, {width, height, unit, log: log.checked, label: title}),
      {
        title,
        subtitle: `System Average Price by gas day, ${unit}, ${period}; marked is each price that is the highest within ${spikeRule.around} days and at least ${spikeRule.times === 2 ? "twice" : `${spikeRule.times} times`} the median of the ${spikeRule.before} days before`,
        ...common,
        table: () => YearTable(days, spikes, unit)
      }
    );
    log.addEventListener("change", () => figure.dispatchEvent(new Event("redraw")));
    return html`<div><label class="small">${log} Logarithmic axis of prices</label>${figure}</div>`;
  }

  function scatterFigure(): HTMLElement {
    const choice =
      html`<select name="driver">${drivers.map(({id, axis}) => option(id, capitalised(axis)))}</select>` as HTMLSelectElement;
    const place = html`<div></div>`;
    const show = () => {
      const driver = drivers.find(({id}) => id === choice.value) ?? drivers[0];
      const title = associationTitle(days, driver);
      const coming = comingDay(forecast, driver.id);
      place.replaceChildren(
        Figure((width, height) => PriceScatter({days, driver, coming}, {width, height, unit, label: title}), {
          title,
          subtitle: `Price by gas day, ${unit}, logarithmic, against ${driver.axis}, ${driver.unit}, as known on the morning after; the stronger the colour, the later the year, ${period}${coming ? "; ringed the first gas day that is forecast" : ""}`,
          height: (width) => (width < 480 ? 340 : 400),
          ...common,
          table: () => DriverTable(days, driver, unit)
        })
      );
    };
    choice.addEventListener("change", show);
    show();
    return html`<div><form class="knobs" onsubmit=${(event: Event) => event.preventDefault()}>${field("Price against", choice)}</form>${place}</div>`;
  }

  function restated(): HTMLElement {
    const count = history.restated.reduce((sum, one) => sum + one.days.length, 0);
    if (count === 0) return html`<p>No value on record was restated after it was first kept.</p>`;
    return html`<div>
      <h3>Restated days</h3>
      <p>${formatNumber(count)} values on record were restated after they were first generated; the latest counts, and the first is kept beside it. Of the others the publisher’s portal names one generation only, which may itself be a restatement.</p>
      <details class="chart-table"><summary>Show restated days</summary>${RestatedTable(history)}</details>
    </div>`;
  }
}

/** The first gas day of the forecast, where it has the driver too. */
function comingDay(forecast: Forecast, id: string): ComingDay | null {
  const [price] = priceRows(forecast);
  const other = forecast.rows.find(({series, time}) => series === id && time === price.time);
  if (!other) return null;
  return {x: other.value, price: price.value, label: formatDay(localDay("UTC", Date.parse(price.time)))};
}
