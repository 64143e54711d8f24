import type {Methods} from "../lib/artifacts/study.js";
import {formatInstant} from "../lib/format.js";
import {decisionTest, inLabels} from "../lib/report/runs/promotions.js";
import {DataTable} from "./DataTable.js";

/** When and why a study's champion was chosen, newest first. */
export function DecisionTable({
  candidates,
  decisions,
  timeZone,
  title
}: Methods["studies"][number]): HTMLElement {
  const label = (name: string) => candidates.find((candidate) => candidate.name === name)?.label ?? name;
  return DataTable(
    decisions.slice(0, 20),
    [
      {label: "Origin", value: ({origin}) => formatInstant(timeZone, Date.parse(origin))},
      {label: "Champion", value: ({champion}) => label(champion)},
      {label: "Challenger", value: ({challenger}) => (challenger === null ? "–" : label(challenger))},
      {label: "Test", value: decisionTest},
      {label: "Why", value: ({reason}) => inLabels(reason, candidates), long: true}
    ],
    {caption: `Decisions on the champion of ${title}`}
  );
}
