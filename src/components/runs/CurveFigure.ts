import {sameRows} from "../../lib/report/runs/compare.js";
import {type CurveFamily, extremes, isHeldOut} from "../../lib/report/runs/curves.js";
import {better, significant} from "../../lib/report/runs/metrics.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {CurveChart} from "./CurveChart.js";
import type {Marked} from "./marks.js";

/** Curves of runs on one axis, with best, last, smallest and largest value of each as a table. */
export function CurveFigure(family: CurveFamily, runs: readonly Marked[]): HTMLElement {
  const dashed = family.metrics.some((metric) => !isHeldOut(metric));
  const whole = family.metrics.some(isHeldOut);
  const kinds = whole && dashed ? "; lines on data held out, dashes on data learned from" : "";
  return Figure((width, height) => CurveChart(family, runs, {width, height}), {
    title: curveTitle(family, runs),
    subtitle: `${family.metrics.join(" and ")} by step of the training${kinds}; a dot on each best value`,
    height: (width) => (width < 480 ? 320 : 340),
    table: () => CurveTable(family, runs)
  });
}

/** Which run comes lowest, or highest where more is better, where the curves measure the same; else only what is seen. */
function curveTitle({curves, metrics, name}: CurveFamily, runs: readonly Marked[]): string {
  const metric = metrics.find(isHeldOut) ?? metrics[0]!;
  const best = curves
    .filter((curve) => curve.metric === metric)
    .flatMap((curve) => {
      const point = extremes(curve).best;
      const run = runs.find(({row}) => row.runId === curve.runId);
      return point && run ? [{...point, run}] : [];
    })
    .sort((a, b) => (better(metric) > 0 ? b.value - a.value : a.value - b.value));
  if (best.length < 2 || !sameRows(best.map(({run}) => run.run)) || best[0]!.value === best[1]!.value)
    return `How ${name} went, step by step`;
  return `${best[0]!.run.letter} reaches the ${better(metric) > 0 ? "highest" : "lowest"} ${metric}, ${significant(best[0]!.value)} at step ${best[0]!.step}`;
}

/** Best, last, smallest and largest value of each curve. */
function CurveTable({curves}: CurveFamily, runs: readonly Marked[]): HTMLElement {
  const rows = curves.flatMap((curve) => {
    const run = runs.find(({row}) => row.runId === curve.runId);
    return run ? [{...curve, ...extremes(curve), run}] : [];
  });
  return DataTable(
    rows,
    [
      {label: "Run", value: ({run}) => `${run.letter} ${run.row.candidateLabel}`},
      {label: "Metric", value: ({metric}) => metric},
      {label: "Steps", value: ({points}) => String(points.length), numeric: true},
      {label: "Best", value: ({best}) => (best ? significant(best.value) : "–"), numeric: true},
      {label: "at step", value: ({best}) => (best ? String(best.step) : "–"), numeric: true},
      {label: "Last", value: ({last}) => significant(last.value), numeric: true},
      {label: "Min", value: ({min}) => significant(min.value), numeric: true},
      {label: "Max", value: ({max}) => significant(max.value), numeric: true}
    ],
    {caption: "Best, last, smallest and largest value of each curve"}
  );
}
