import type {BacktestReport} from "../../lib/artifacts.js";
import {formatNumber} from "../../lib/format.js";
import {DataTable} from "../DataTable.js";

const leads = [1, 2, 5, 10, 20, 30];

/** Every candidate's scores over the random walk's, at some leads: below 1 it is better. The random walk's own, in the unit of the price, comes first. */
export function RatioTable(
  {candidates, unit}: BacktestReport,
  metric: "rmse" | "crps",
  caption: string
): HTMLElement {
  const [walk] = candidates;
  return DataTable(
    candidates,
    [
      {label: "Candidate", value: ({label}) => label},
      ...leads.map((lead) => ({
        label: lead === 1 ? "1 day" : String(lead),
        numeric: true,
        value: (one: BacktestReport["candidates"][number]) => {
          const own = one === walk;
          const row = (own ? one.byLead : one.ratios?.byLead)?.find((each) => each.lead === lead);
          const value = row?.[metric];
          if (value == null) return "–";
          return own ? `${formatNumber(value, 4)} ${unit}` : formatNumber(value, 3);
        }
      }))
    ],
    {caption, visibleCaption: true}
  );
}
