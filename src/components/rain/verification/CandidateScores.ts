import {html} from "npm:htl";
import {formatNumber, formatPercent} from "../../../lib/format.js";
import type {CandidateRow, Span, Verification} from "../../../lib/report/rain/verification/shapes.js";
import {DataTable} from "../../DataTable.js";

/** Every candidate's scores over all scored days with their 95 % intervals beneath, the best F1 first. */
export function CandidateScores(
  {candidates, champion}: Pick<Verification, "candidates" | "champion">,
  {caption, visibleCaption = false}: {caption: string; visibleCaption?: boolean}
): HTMLElement {
  const sorted = [...candidates].sort((a, b) => (b.f1 ?? -1) - (a.f1 ?? -1));
  const share = (value: number | null) => (value === null ? "–" : formatPercent(100 * value, 1));
  const alike = candidates.every(({n}) => n === candidates[0].n);
  return DataTable<CandidateRow>(
    sorted,
    [
      {
        label: "Forecast",
        value: ({label, name, kind}) =>
          name === champion ? `${label} (champion)` : kind === "baseline" ? `${label} (baseline)` : label
      },
      {label: "F1", value: ({f1, spans}) => withSpan(f1, spans?.f1 ?? null), numeric: true},
      {label: "Wet from", value: ({threshold}) => share(threshold), numeric: true},
      {label: "Precision", value: ({precision}) => share(precision), numeric: true},
      {label: "Recall", value: ({recall}) => share(recall), numeric: true},
      {label: "AUC", value: ({auc, spans}) => withSpan(auc, spans?.auc ?? null), numeric: true},
      {
        label: "Average precision",
        value: ({averagePrecision}) => scoreText(averagePrecision, null),
        numeric: true
      },
      {label: "Brier", value: ({brier, spans}) => withSpan(brier, spans?.brier ?? null), numeric: true},
      {label: "= reliability", value: ({reliability}) => scoreText(reliability, null, 4), numeric: true},
      {label: "− resolution", value: ({resolution}) => scoreText(resolution, null, 4), numeric: true},
      {label: "+ uncertainty", value: ({uncertainty}) => scoreText(uncertainty, null, 4), numeric: true},
      {label: "Log loss", value: ({logLoss}) => scoreText(logLoss, null), numeric: true},
      ...(alike
        ? []
        : [{label: "Days of towns", value: ({n}: CandidateRow) => formatNumber(n), numeric: true}])
    ],
    {caption, visibleCaption}
  );
}

function withSpan(value: number | null, span: Span): string | Node {
  if (value === null || span === null) return scoreText(value, null);
  return html`<span>${scoreText(value, null)}<br><span class="small">${formatNumber(span[0], 3)}–${formatNumber(span[1], 3)}</span></span>`;
}

/** A score with its interval: "0.712 (0.701–0.722)"; a dash where there is none. */
export function scoreText(value: number | null, span: Span, decimals = 3): string {
  if (value === null) return "–";
  const text = formatNumber(value, decimals);
  return span ? `${text} (${formatNumber(span[0], decimals)}–${formatNumber(span[1], decimals)})` : text;
}
