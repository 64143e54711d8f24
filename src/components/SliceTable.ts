import {formatNumber, formatPercent} from "../lib/format.js";
import type {CandidateScores} from "../lib/report/scores.js";
import {DataTable} from "./DataTable.js";

/** The champion's and the official forecast's error by slice; `rows` is what is counted. */
export function SliceTable(
  {champion, reference, group}: {champion: CandidateScores; reference: CandidateScores | null; group: string},
  {caption, rows = "Hours"}: {caption: string; rows?: string}
): HTMLElement {
  const theirs = new Map(reference?.slices?.[group]?.map((row) => [row.slice, row.mape]));
  const percent = (value: number | null | undefined) => (value == null ? "–" : formatPercent(value));
  return DataTable(
    champion.slices?.[group] ?? [],
    [
      {label: group[0]!.toUpperCase() + group.slice(1), value: ({slice}) => slice},
      {label: rows, value: ({n}) => formatNumber(n), numeric: true},
      {label: `${champion.label}, MAPE`, value: ({mape}) => percent(mape), numeric: true},
      ...(reference
        ? [
            {
              label: `${reference.label}, MAPE`,
              value: ({slice}: {slice: string}) => percent(theirs.get(slice)),
              numeric: true
            }
          ]
        : [])
    ],
    {caption}
  );
}
