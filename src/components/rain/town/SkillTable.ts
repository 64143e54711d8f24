import {formatNumber} from "../../../lib/format.js";
import type {TownSkill} from "../../../lib/report/rain/town/shapes.js";
import {scoreText, skillScales} from "../../../lib/report/rain/town/skill-text.js";
import {DataTable} from "../../DataTable.js";

/** The scores in the town with their intervals, and the champion's mean over the towns. */
export function SkillTable({candidates, mean}: TownSkill, {caption}: {caption: string}): HTMLElement {
  const none = {span: null};
  const rows = [
    ...candidates.map(({label, scores}) => ({label, scores})),
    {
      label: `${candidates[0].label}, mean of ${formatNumber(mean.towns)} towns`,
      scores: {
        f1: {value: mean.f1, ...none},
        brier: {value: mean.brier, ...none},
        auc: {value: mean.auc, ...none}
      }
    }
  ];
  return DataTable(
    rows,
    [
      {label: "Forecast", value: ({label}) => label, long: true},
      ...skillScales.map(({name, metric}) => ({
        label: name,
        value: ({scores}: (typeof rows)[number]) => scoreText(scores[metric]),
        numeric: true
      }))
    ],
    {caption}
  );
}
