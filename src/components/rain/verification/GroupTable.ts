import {formatNumber, formatPercent} from "../../../lib/format.js";
import type {GroupRow, Verification} from "../../../lib/report/rain/verification/shapes.js";
import {DataTable} from "../../DataTable.js";
import {scoreText} from "./CandidateScores.js";

/** F1 and Brier score with their intervals by month, season or climate, of the champion and others. */
export function GroupTable(
  {groups, curves}: Pick<Verification, "groups" | "curves">,
  kind: keyof Verification["groups"],
  {caption, format = (group) => group}: {caption: string; format?: (group: string) => string}
): HTMLElement {
  const order = [...new Set(groups[kind].map(({group}) => group))];
  const rows = order.flatMap((group) => groups[kind].filter((row) => row.group === group));
  return DataTable<GroupRow>(
    rows,
    [
      {label: kind.charAt(0).toUpperCase() + kind.slice(1), value: ({group}) => format(group)},
      {
        label: "Forecast",
        value: ({candidate}) => curves.find(({name}) => name === candidate)?.label ?? candidate
      },
      {label: "F1", value: ({f1, f1Span}) => scoreText(f1, f1Span), numeric: true},
      {label: "Brier", value: ({brier, brierSpan}) => scoreText(brier, brierSpan), numeric: true},
      {label: "Wet", value: ({wet, n}) => formatPercent((100 * wet) / n, 1), numeric: true},
      {label: "Days of towns", value: ({n}) => formatNumber(n), numeric: true}
    ],
    {caption: groups[kind].some(({wet}) => wet === 0) ? `${caption}; – where it never rained` : caption}
  );
}
