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
  const bars = points.flatMap((point) =>
    point.half === null
      ? []
      : [
          {
            lead: point.lead,
            from: Math.max(0, point.mape - point.half),
            to: point.mape + point.half,
            color: point.color
          }
        ]
  );
  const ends = lines.flatMap(({points, ...line}) => (points.length ? [{...points.at(-1)!, ...line}] : []));
  const toPixel = (mape: number) => MARGIN.top + (height - MARGIN.top - MARGIN.bottom) * (1 - mape / top);
  const places = spreadApart(
    ends.map(({mape}) => toPixel(mape)),
    {gap: 14, from: MARGIN.top, to: height - MARGIN.bottom}
  );
  const leads = [...new Set(points.map(({lead}) => lead))].sort((a, b) => a - b);
  const at = {x: "lead", y: "mape"};
  const color = ({color}: {color: string}) => color;
  return Plot.plot({
    width,
    height,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: 44,
    marginRight: 48,
    style: plotStyle,
    ariaLabel: "Mean absolute percentage error by lead day of the compared candidates",
    color: {type: "identity"},
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
      Plot.link(bars, {x: "lead", y1: "from", y2: "to", stroke: color, strokeWidth: 1.25}),
      Plot.line(points, {...at, z: "letters", stroke: color, strokeWidth: 2}),
      Plot.dot(points, {...at, r: 3.5, fill: color}),
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
