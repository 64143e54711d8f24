import * as Plot from "npm:@observablehq/plot";
import {formatDay} from "../../../lib/format.js";
import {type SeasonDay, seasonDays} from "../../../lib/report/rain/town/season-days.js";
import type {TownSeason} from "../../../lib/report/rain/town/shapes.js";
import {formatRain, formatRainRange} from "../../../lib/report/rain/town/words.js";
import {halo, plotStyle} from "../../plotStyle.js";

/**
 * The rain of a season added up from its first day, on the middle half of earlier seasons over the same days; bars are the rain of each day. All in mm on
 * one axis.
 */
export function SeasonChart(
  season: TownSeason,
  {
    width = 900,
    height = 360,
    color = "var(--accent)",
    description = ""
  }: {width?: number; height?: number; color?: string; description?: string} = {}
): Element {
  const days = seasonDays(season);
  const usual = days.filter(({usual: quartiles}) => quartiles !== null);
  const known = days.filter(({sum}) => sum !== null);
  const read = days.filter(({rain}) => rain !== null && rain > 0);
  const phone = width < 560;
  const [x, last, end] = ["time", known.at(-1), usual.at(-1)];
  const at = (q: 0 | 1 | 2) => (day: SeasonDay) => day.usual?.[q] ?? Number.NaN;
  const label = {...halo, x, textAnchor: "end" as const};
  return Plot.plot({
    ...{width, height, style: plotStyle},
    marginLeft: 44,
    marginRight: phone ? 10 : 18,
    marginTop: 24,
    marginBottom: 36,
    ariaLabel: "Rain of the season by day and added up, beside earlier seasons",
    ariaDescription: description,
    x: {type: "utc", domain: [days[0].time, days[days.length - 1].time], label: null, inset: 3},
    y: {domain: [0, Math.max(5, ...usual.map(at(2)), last?.sum ?? 0) * 1.08]},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisY({tickSize: 0, ticks: 4, label: "mm", labelArrow: "none"}),
      Plot.axisX({tickSize: 0, ticks: phone ? 3 : 7, label: null}),
      Plot.areaY(usual, {x, y1: at(0), y2: at(2), fill: "var(--muted)", fillOpacity: 0.18}),
      Plot.lineY(usual, {x, y: at(1), stroke: "var(--muted)", strokeDasharray: "4 3"}),
      Plot.ruleX(read, {
        ...{x, y1: 0, y2: "rain", stroke: color, strokeOpacity: 0.55},
        strokeWidth: Math.max(2, (width - 70) / days.length - 2)
      }),
      Plot.lineY(known, {x, y: "sum", stroke: color, strokeWidth: 2.25}),
      Plot.dot(last ? [last] : [], {x, y: "sum", r: 3.5, fill: color}),
      Plot.text(last ? [last] : [], {
        ...halo,
        ...{x, y: "sum", text: ({sum}: SeasonDay) => formatRain(sum!), fill: color, fontWeight: 600},
        ...(known.length > days.length / 2
          ? {textAnchor: "end", dx: -6, dy: -10}
          : {textAnchor: "start", dx: 7, dy: -4})
      }),
      Plot.text(end ? [end] : [], {
        ...label,
        y: at(1),
        text: () => "median of earlier years",
        dy: -9,
        dx: -2
      }),
      Plot.ruleX(days, Plot.pointerX({x, stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        days,
        Plot.pointerX({
          x,
          y: (day: SeasonDay) => day.sum ?? day.usual?.[1] ?? 0,
          title: tip,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

function tip({day, ahead, rain, sum, usual}: SeasonDay): string {
  return [
    formatDay(day),
    ...(ahead ? [] : [`Rain  ${rain === null ? "not read" : formatRain(rain)}`]),
    ...(sum === null ? [] : [`Since the first day  ${formatRain(sum)}`]),
    ...(usual === null
      ? []
      : [`Usual by then  ${formatRain(usual[1])}`, `Middle half  ${formatRainRange(usual[0], usual[2])}`])
  ].join("\n");
}
