import * as Plot from "npm:@observablehq/plot";
import {formatPercent} from "../../lib/format.js";
import {spreadApart} from "../../lib/report/runs/curves.js";
import {halo, plotStyle} from "../plotStyle.js";

/** Error by lead of one candidate. */
export interface LeadLine {
  /** Letters of the runs that it stands for: "A", "A, C". */
  readonly letters: string;
  readonly label: string;
  readonly color: string;
  readonly points: readonly {readonly lead: number; readonly mape: number; readonly half: number | null}[];
}

const MARGIN = {top: 16, bottom: 40};

/** Mean absolute percentage error by lead day, a line for each candidate with the 95 % interval of each mean where it is known. */
export function LeadLines(
  lines: readonly LeadLine[],
  {width = 720, height = 300}: {width?: number; height?: number} = {}
): Element {
  const points = lines.flatMap(({points, ...line}) => points.map((point) => ({...point, ...line})));
  const top = Math.max(...points.map(({mape, half}) => mape + (half ?? 0))) * 1.05;
  const ends = lines.flatMap(({points, ...line}) => (points.length ? [{...points.at(-1)!, ...line}] : []));
  const toPixel = (mape: number) => MARGIN.top + (height - MARGIN.top - MARGIN.bottom) * (1 - mape / top);
  const places = spreadApart(
    ends.map(({mape}) => toPixel(mape)),
    {gap: 14, from: MARGIN.top, to: height - MARGIN.bottom}
  );
  const leads = [...new Set(points.map(({lead}) => lead))].sort((a, b) => a - b);
  const at = {x: "lead", y: "mape"};
  return Plot.plot({
    width,
    height,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: 44,
    marginRight: 48,
    style: plotStyle,
    ariaLabel: "Mean absolute percentage error by lead day of the compared candidates",
    x: {
      label: "Days ahead",
      labelArrow: "none",
      ticks: leads,
      tickFormat: (lead: number) => String(lead),
      tickSize: 0
    },
    y: {
      domain: [0, top],
      label: null,
      ticks: 5,
      tickFormat: (mape: number) => formatPercent(mape, top < 5 ? 1 : 0),
      tickSize: 0
    },
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      ...lines.flatMap((line, i) => {
        const dx = 5 * (i - (lines.length - 1) / 2);
        const own = line.points.map((point) => ({...point, ...intervalOf(point)}));
        return [
          Plot.link(
            own.filter(({half}) => half !== null),
            {x: "lead", y1: "from", y2: "to", stroke: line.color, strokeWidth: 1.25, dx}
          ),
          Plot.line(own, {...at, stroke: line.color, strokeWidth: 2, dx}),
          Plot.dot(own, {...at, r: 3.5, fill: line.color, dx})
        ];
      }),
      ...ends.map(({letters, ...end}, i) =>
        Plot.text([end], {
          ...halo,
          ...at,
          text: () => letters,
          textAnchor: "start",
          dx: 9,
          dy: places[i]! - toPixel(end.mape),
          fill: end.color,
          fontWeight: 600
        })
      ),
      Plot.tip(
        points,
        Plot.pointer({
          ...at,
          title: ({letters, label, lead, mape, half}: (typeof points)[number]) =>
            `${letters} ${label}\nDay ${lead}: ${formatPercent(mape)}${half === null ? "" : ` ± ${formatPercent(half)}`}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

/** The ends of the 95 % interval of a mean, which is not below zero. */
function intervalOf({mape, half}: LeadLine["points"][number]): {from: number; to: number} {
  return {from: Math.max(0, mape - (half ?? 0)), to: mape + (half ?? 0)};
}
