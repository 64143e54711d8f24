import {html} from "npm:htl";
import type {GasStanding, GasVerification} from "../../lib/artifacts/gas.js";
import {capitalised, formatMonth, formatNumber, formatPercent} from "../../lib/format.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {verdictText} from "../../lib/report/gas/verification/test.js";
import {DataTable} from "../DataTable.js";

const price = (value: number, unit: PriceUnit) => formatNumber(inUnit(value, unit), unit === "p/kWh" ? 4 : 2);
const leadColumn = {label: "Gas days ahead", value: ({lead}: {lead: number}) => String(lead), numeric: true};

/** Errors of the champion and the random walk at every lead, with the half of the 95 % interval of each mean. */
export function ErrorTable({standing}: Pick<GasVerification, "standing">, unit: PriceUnit): HTMLElement {
  const walk = new Map(standing.walk.map((row) => [row.lead, row]));
  const column = (label: string, of: (row: GasStanding) => string) => [
    {label: `${label}, forecast`, value: of, numeric: true},
    {
      ...{label: `${label}, random walk`, numeric: true},
      value: ({lead}: GasStanding) => (walk.has(lead) ? of(walk.get(lead)!) : "–")
    }
  ];
  const mean = (value: number, error: number | null) =>
    error === null ? price(value, unit) : `${price(value, unit)} ± ${price(1.96 * error, unit)}`;
  return DataTable(
    standing.champion,
    [
      leadColumn,
      ...column(`Mean absolute error, ${unit}`, ({mae, maeError}) => mean(mae, maeError)),
      ...column("Root mean squared error", ({rmse}) => price(rmse, unit)),
      ...column("CRPS", ({crps, crpsError}) => mean(crps, crpsError))
    ],
    {caption: `Errors by gas days ahead, ${unit}; ± is the 95 % interval of a mean`}
  );
}

/** The pinball loss of each quantile at some leads, the random walk's beneath. */
export function PinballTable({standing, levels, candidates}: GasVerification, unit: PriceUnit): HTMLElement {
  const leads = candidates[0].byLead.map(({lead}) => lead);
  const at = (rows: readonly GasStanding[], lead: number, k: number) => {
    const loss = rows.find((row) => row.lead === lead)?.pinball[k];
    return loss === undefined ? "–" : price(loss, unit);
  };
  return DataTable(
    levels.map((level, k) => ({level, k})),
    [
      {
        label: "Quantile",
        value: ({level}) => formatPercent(100 * level, (level * 1000) % 10 ? 1 : 0),
        numeric: true
      },
      ...leads.map((lead) => ({
        ...{label: lead === 1 ? "1 day" : String(lead), numeric: true},
        value: ({k}: {k: number}) =>
          html`<span>${at(standing.champion, lead, k)}<br><span class="small">${at(standing.walk, lead, k)}</span></span>`
      }))
    ],
    {
      caption: `Pinball loss by quantile and gas days ahead, ${unit}; beneath, the random walk’s`,
      visibleCaption: true
    }
  );
}

/** The energy score of all series together over that of the joint random walk, with its test. */
export function EnergyTable({label, byLead}: NonNullable<GasVerification["energy"]>): HTMLElement {
  return DataTable(
    byLead,
    [
      leadColumn,
      {label: "Energy score", value: ({score}) => formatNumber(score, 3), numeric: true},
      {label: "Random walk", value: ({walk}) => formatNumber(walk, 3), numeric: true},
      {label: "Ratio", value: ({ratio}) => formatNumber(ratio, 3), numeric: true},
      {label: "Diebold–Mariano test", value: ({test}) => verdictText(test)},
      {label: "Gas days", value: ({n}) => formatNumber(n), numeric: true, wideOnly: true}
    ],
    {
      caption: `All eight series together: energy score of ${label} beside the random walk’s`,
      visibleCaption: true
    }
  );
}

/** Each series by itself: its error in its own unit, and its ratios to the random walk of its own, at some leads. */
export function SeriesTable({series}: Pick<GasVerification, "series">): HTMLElement {
  const leads = series[0]?.byLead.map(({lead}) => lead) ?? [];
  type Row = GasVerification["series"][number];
  return DataTable<Row>(
    series,
    [
      {label: "Series", value: ({title, unit}) => `${capitalised(title)}, ${unit}`, long: true},
      ...leads.map((lead) => ({
        ...{label: lead === 1 ? "1 day" : String(lead), numeric: true},
        value: ({byLead, decimals}: Row) => {
          const cell = byLead.find((one) => one.lead === lead);
          if (!cell) return "–";
          return html`<span>${formatNumber(cell.rmseRatio, 3)} · ${formatNumber(cell.crpsRatio, 3)}<br><span class="small">± ${formatNumber(cell.rmse, Math.max(1, decimals - 1))}</span></span>`;
        }
      }))
    ],
    {
      caption:
        "Each series over its own random walk by gas days ahead: ratio of the root mean squared error · ratio of the CRPS; beneath, the root mean squared error in its unit. No test stands behind these",
      visibleCaption: true
    }
  );
}

/** The scores by month or kind of day over the leads of the champion’s rule. */
export function SliceScores(
  {slices}: Pick<GasVerification, "slices">,
  group: string,
  {unit, label, caption}: {unit: PriceUnit; label: string; caption: string}
): HTMLElement {
  return DataTable(
    slices[group] ?? [],
    [
      {label, value: ({slice}) => (group === "month" ? formatMonth(slice) : slice)},
      {label: "Forecasts", value: ({n}) => formatNumber(n), numeric: true, wideOnly: true},
      {label: `CRPS, ${unit}`, value: ({crps}) => price(crps, unit), numeric: true},
      {label: "Random walk", value: ({walkCrps}) => price(walkCrps, unit), numeric: true},
      {label: "Root mean squared error", value: ({rmse}) => price(rmse, unit), numeric: true, wideOnly: true},
      {label: "Random walk", value: ({walkRmse}) => price(walkRmse, unit), numeric: true, wideOnly: true},
      {
        label: "80 % interval held",
        value: ({coverage80}) => formatPercent(100 * coverage80, 1),
        numeric: true
      }
    ],
    {caption}
  );
}
