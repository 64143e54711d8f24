import type {GasResponses} from "../../lib/artifacts/gas.js";
import {formatNumber, sentence} from "../../lib/format.js";
import {seriesWords} from "../../lib/report/gas/series-names.js";
import {DataTable} from "../DataTable.js";

/** Shares of the error variance of the price by whose shocks it comes from, at some days ahead; the last column has the system prices before the price. */
export function ShareTable({decompositions}: GasResponses): HTMLElement {
  const [{order, rows}, systemFirst] = decompositions;
  const percent = (share: number) => formatNumber(100 * share, 1);
  const last = systemFirst.rows[systemFirst.rows.length - 1];
  return DataTable(
    order,
    [
      {label: "Shocks of", value: (id) => sentence(seriesWords(id).name).slice(0, -1)},
      ...rows.map(({days, shares}, i) => ({
        label: i === 0 ? `${days} day` : String(days),
        value: (id: string) => percent(shares[order.indexOf(id)]),
        numeric: true
      })),
      {
        label: `${last.days}, system prices first`,
        value: (id) => percent(last.shares[systemFirst.order.indexOf(id)]),
        numeric: true,
        wideOnly: true
      }
    ],
    {caption: "Variance of the forecast error of the price by gas days ahead, %", visibleCaption: true}
  );
}
