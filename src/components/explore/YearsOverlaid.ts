import * as Plot from "npm:@observablehq/plot";
import {formatDate} from "../../lib/format.js";
import {formatPower, GIGAWATT, type PowerUnit} from "../../lib/report/power.js";
import {halo, plotStyle} from "../plotStyle.js";
import type {ExploreDay} from "./days.js";

/** The mean load of each day over the calendar, one line a year, smoothed over seven days; the last year in the study's colour. */
export function YearsOverlaid(
  days: readonly ExploreDay[],
  {
    width = 560,
    height = 320,
    color = "var(--accent)",
    power = GIGAWATT
  }: {width?: number; height?: number; color?: string; power?: PowerUnit} = {}
): Element {
  const years = [...new Set(days.map(({year}) => year))];
  const last = years.at(-1);
  const shown = days.filter(({smooth}) => smooth !== null);
  const of = (test: (day: ExploreDay) => boolean) => shown.filter(test);
  const at = {x: "calendar", y: (day: ExploreDay) => day.smooth! / power.mw, z: "year"};
  return Plot.plot({
    width,
    height,
    marginTop: 26,
    marginLeft: 40,
    marginRight: 40,
    style: plotStyle,
    ariaLabel: "Mean daily load over the calendar, one line for each year",
    x: {type: "utc", domain: [Date.UTC(2024, 0, 1), Date.UTC(2024, 11, 31)]},
    y: {nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.axisY({tickSize: 0, ticks: 5, label: power.name, labelArrow: "none"}),
      Plot.axisX({tickSize: 0, ticks: width < 480 ? 4 : 12, tickFormat: "%b", label: null}),
      Plot.lineY(
        of(({year}) => year !== last),
        {...at, stroke: "var(--muted)", strokeWidth: 1, strokeOpacity: 0.7}
      ),
      Plot.lineY(
        of(({year}) => year === last),
        {...at, stroke: color, strokeWidth: 2}
      ),
      Plot.text(of(({year}) => year === last).slice(-1), {
        ...halo,
        ...at,
        text: ({year}: ExploreDay) => String(year),
        dx: 6,
        textAnchor: "start",
        fill: color,
        fontWeight: 600
      }),
      Plot.tip(
        shown,
        Plot.pointer({
          ...at,
          title: ({date, smooth}: ExploreDay) =>
            `${formatDate(date)}\n${formatPower(smooth!, power)}, mean of seven days`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
