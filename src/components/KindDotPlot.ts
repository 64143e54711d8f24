import * as Plot from "npm:@observablehq/plot";
import {formatPercent} from "../lib/format.js";
import {type CandidateScores, solidSlices} from "../lib/report/scores.js";
import {halo, plotStyle} from "./plotStyle.js";

interface KindDot {
  readonly slice: string;
  readonly mape: number;
  readonly label: string;
  readonly ours: boolean;
}

/** Mean error by kind of day, one row a kind, worst first: the champion as a dot, the official forecast as a diamond. */
export function KindDotPlot(
  {champion, reference, group}: {champion: CandidateScores; reference: CandidateScores | null; group: string},
  {width = 460, height = 240, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const dots = [champion, ...(reference ? [reference] : [])].flatMap((candidate): KindDot[] =>
    solidSlices(candidate, group).map(({slice, mape}) => ({
      slice,
      mape,
      label: candidate.label,
      ours: candidate === champion
    }))
  );
  const rows = dots.filter(({ours}) => ours).sort((a, b) => b.mape - a.mape);
  const at = {x: "mape", y: "slice"};
  const lastOfTheirs = dots.filter(({ours, slice}) => !ours && slice === rows.at(-1)?.slice);
  const first = dots.filter(({slice}) => slice === rows[0]?.slice);
  return Plot.plot({
    width,
    height,
    marginLeft: Math.min(150, width * 0.4),
    marginTop: 24,
    marginRight: 40,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "Mean absolute percentage error by kind of day",
    x: {
      domain: [0, Math.max(...dots.map(({mape}) => mape)) * 1.08],
      label: "%",
      labelArrow: "none",
      ticks: 4,
      tickSize: 0
    },
    y: {type: "band", domain: rows.map(({slice}) => slice), label: null, tickSize: 0},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.dot(
        dots.filter(({ours}) => !ours),
        {...at, r: 5, symbol: "diamond", fill: "var(--ink)"}
      ),
      Plot.dot(rows, {...at, r: 5, fill: color}),
      Plot.text(
        first.filter(({ours}) => ours),
        {...halo, ...at, text: "label", dy: -16, fill: color, fontWeight: 600}
      ),
      Plot.text(lastOfTheirs, {...halo, ...at, text: "label", dy: 16}),
      Plot.tip(
        dots,
        Plot.pointer({
          ...at,
          title: ({label, slice, mape}: KindDot) => `${label}\n${slice}: ${formatPercent(mape)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
