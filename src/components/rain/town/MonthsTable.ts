import {formatNumber, formatShare} from "../../../lib/format.js";
import type {MonthShare} from "../../../lib/report/rain/town/record-text.js";
import {monthName} from "../../../lib/report/rain/town/words.js";
import {DataTable} from "../../DataTable.js";

/** How often it rains by month. */
export function MonthsTable(months: readonly MonthShare[], {caption}: {caption: string}): HTMLElement {
  return DataTable(
    months,
    [
      {label: "Month", value: ({month}) => monthName(month)},
      {label: "Rainy days", value: ({share}) => formatShare(share), numeric: true},
      {
        label: "95 % interval",
        value: ({low, high}) => `${formatNumber(100 * low)} to ${formatShare(high)}`,
        numeric: true
      },
      {label: "Days read", value: ({n}) => formatNumber(n), numeric: true}
    ],
    {caption}
  );
}
