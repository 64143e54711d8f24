import * as Plot from "npm:@observablehq/plot";
import type {Run} from "../../lib/artifacts/runs.js";
import {better, metricLabel, metricText, metricTitle, spreadText} from "../../lib/report/runs/metrics.js";
import {candidateLabel, type StudyMethod} from "../../lib/report/runs/rows.js";
import {originalOf, type SeedGroup, spread} from "../../lib/report/runs/seeds.js";
import {halo, plotStyle} from "../plotStyle.js";

/** One candidate's score: of a single training, or the mean of several seeds with its deviation. */
export interface SeedLine {
  readonly label: string;
  readonly score: number;
  readonly deviation: number | null;
  /** The scores of the single trainings. */
  readonly scores: readonly number[];
}

/** The models that were trained on the same data as a group of seeds, by the metric of the study's rule, the best first. */
export function seedLines(group: SeedGroup, runs: readonly Run[], study: StudyMethod): SeedLine[] {
  const {metric} = study.rule;
  const scoreOf = (run: Run) => (Object.hasOwn(run.metrics, metric) ? run.metrics[metric]! : null);
  const lines = new Map<string, SeedLine>();
  const alike = runs
    .filter(
      ({study: id, lineage, tags, status}) =>
        id === group.study &&
        lineage.dataHash === group.dataHash &&
        tags.kind !== "baseline" &&
        status === "finished"
    )
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  for (const run of alike) {
    const score = scoreOf(run);
    if (score === null || originalOf(run) !== run.candidate || lines.has(run.candidate)) continue;
    const scores =
      run.candidate === group.candidate ? group.runs.flatMap((seed) => scoreOf(seed) ?? []) : [score];
    const found = spread(scores);
    lines.set(run.candidate, {
      label: found ? `${candidateLabel(study, run)}, ${found.n} seeds` : candidateLabel(study, run),
      score: found?.mean ?? score,
      deviation: found?.deviation ?? null,
      scores
    });
  }
  const way = better(metric) > 0 ? -1 : 1;
  return [...lines.values()].sort((a, b) => way * (a.score - b.score));
}

/** Scores of the models, one row each: a dot, and for several seeds their mean ± deviation as a bar with a small dot for each seed. */
export function SeedChart(
  lines: readonly SeedLine[],
  {width = 720, height = 200, metric, unit}: {width?: number; height?: number; metric: string; unit: string}
): Element {
  const seeds = lines.flatMap(({label, scores}) =>
    scores.length > 1 ? scores.map((score) => ({label, score})) : []
  );
  const bars = lines.flatMap(({label, score, deviation}) =>
    deviation === null ? [] : [{label, from: score - deviation, to: score + deviation}]
  );
  const at = {x: "score", y: "label"};
  return Plot.plot({
    width,
    height,
    marginLeft: Math.min(210, Math.max(160, width * 0.42)),
    marginRight: 24,
    marginTop: 8,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: `${metricLabel(metric)} of each model, with the deviation over seeds`,
    x: {
      label: metricTitle(metric, unit),
      labelArrow: "none",
      ticks: width < 480 ? 3 : 6,
      tickSize: 0,
      nice: true,
      inset: 10
    },
    y: {type: "band", domain: lines.map(({label}) => label), label: null, tickSize: 0},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: width < 480 ? 3 : 6}),
      Plot.link(bars, {x1: "from", x2: "to", y: "label", stroke: "var(--accent)", strokeWidth: 2}),
      Plot.dot(seeds, {...at, r: 2.5, fill: "var(--muted)", dy: 9}),
      Plot.dot(lines, {...at, r: 5, fill: "var(--accent)"}),
      Plot.text(
        lines.filter(({deviation}) => deviation !== null),
        {
          ...halo,
          ...at,
          text: ({score, deviation}: SeedLine) => spreadText(metric, score, deviation!, unit),
          dy: -13
        }
      ),
      Plot.tip(
        lines,
        Plot.pointer({
          ...at,
          title: ({label, score, deviation}: SeedLine) =>
            `${label}\n${deviation === null ? metricText(metric, score, unit) : spreadText(metric, score, deviation, unit)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
