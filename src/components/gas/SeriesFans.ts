import {html} from "npm:htl";
import type {Forecast} from "../../lib/artifacts/forecast.js";
import type {GasRecent} from "../../lib/artifacts/gas.js";
import {capitalised, formatDay, formatNumber} from "../../lib/format.js";
import {type SeriesOutlook, seriesOutlooks} from "../../lib/report/gas/series.js";
import {localDay} from "../../lib/time/zone.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {SeriesFan} from "./SeriesFan.js";

/** Days before the forecast that are drawn. */
const before = 60;

/** The series that are forecast with the price, each in a small chart of its own with its table. */
export function SeriesFans(forecast: Forecast, recent: GasRecent, {source}: {source: string}): HTMLElement {
  return html`<div class="side-by-side">${seriesOutlooks(forecast, recent, before).map((series) =>
    Figure((width, height) => SeriesFan(series, {width, height}), {
      title: capitalised(series.title),
      subtitle: `${series.unit}, by gas day, as known on the morning after; ahead with 80 % and 95 % intervals; dashed the last value, the random walk’s forecast`,
      height: () => 220,
      table: () => seriesTable(series),
      source
    })
  )}</div>`;
}

function seriesTable({title, unit, decimals, ahead}: SeriesOutlook): HTMLElement {
  const text = (value: number) => formatNumber(value, decimals);
  return DataTable(
    ahead,
    [
      {label: "Gas day", value: ({time}) => formatDay(localDay("UTC", time), {dated: true})},
      {label: `Forecast, ${unit}`, value: ({value}) => text(value), numeric: true},
      {label: "80 % interval", value: ({lo80, hi80}) => `${text(lo80)} to ${text(hi80)}`, numeric: true},
      {label: "95 % interval", value: ({lo95, hi95}) => `${text(lo95)} to ${text(hi95)}`, numeric: true},
      {label: "Last value", value: ({last}) => text(last), numeric: true, wideOnly: true}
    ],
    {caption: `${title} by gas day, ${unit}`}
  );
}
