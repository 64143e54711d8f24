import * as Plot from "npm:@observablehq/plot";
import {formatDate} from "../../lib/format.js";
import {formatPower, GIGAWATT, type PowerUnit} from "../../lib/report/power.js";
import {plotStyle} from "../plotStyle.js";
import type {ExploreDay} from "./days.js";

const DAYS = ["M", "T", "W", "T", "F", "S", "S"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Every day of the record as a square, a strip for each year, darker where the mean load is higher; days outside the choice are left pale. */
export function CalendarHeatmap(
  days: readonly ExploreDay[],
  {
    width = 1100,
    height = 420,
    color = "var(--accent)",
    power = GIGAWATT,
    chosen = () => true
  }: {
    width?: number;
    height?: number;
    color?: string;
    power?: PowerUnit;
    chosen?: (day: ExploreDay) => boolean;
  } = {}
): Element {
  const loads = days.flatMap(({mean}) => (mean === null ? [] : [mean]));
  const least = Math.min(...loads);
  const share = ({mean}: ExploreDay) => (mean! - least) / (Math.max(...loads) - least);
  const known = days.filter(({mean}) => mean !== null);
  const shade = new Map(known.map((day) => [day, 0.04 + 0.96 * share(day)]));
  const years = [...new Set(days.map(({year}) => year))];
  const months = MONTHS.map((name, month) => ({name, week: (month * 365.25) / 12 / 7 + 0.6}));
  return Plot.plot({
    width,
    height,
    marginLeft: 22,
    marginRight: 40,
    marginTop: 22,
    marginBottom: 4,
    style: plotStyle,
    ariaLabel: "Calendar of the mean load of each day",
    x: {type: "linear", domain: [0, 53], axis: null},
    y: {type: "linear", domain: [0, 7], reverse: true, axis: null},
    fy: {domain: years, axis: "right", tickFormat: String, label: null, padding: 0.12},
    marks: [
      Plot.text(width < 560 ? months.filter((_, i) => i % 3 === 0) : months, {
        x: "week",
        y: 0,
        fy: () => years[0],
        text: "name",
        dy: -10,
        textAnchor: "start",
        fill: "var(--muted)"
      }),
      Plot.text(width < 560 ? [] : [0, 2, 4, 6], {
        x: 0,
        y: (d: number) => d + 0.5,
        text: (d: number) => DAYS[d]!,
        dx: -10,
        fill: "var(--muted)",
        fontSize: 10
      }),
      Plot.rect(known, {
        x1: "week",
        x2: ({week}: ExploreDay) => week + 1,
        y1: "weekday",
        y2: ({weekday}: ExploreDay) => weekday + 1,
        fy: "year",
        inset: 0.5,
        fill: (day: ExploreDay) => (chosen(day) ? color : "var(--muted)"),
        fillOpacity: (day: ExploreDay) => (chosen(day) ? shade.get(day)! : 0.08)
      }),
      Plot.tip(
        known,
        Plot.pointer({
          x: ({week}: ExploreDay) => week + 0.5,
          y: ({weekday}: ExploreDay) => weekday + 0.5,
          fy: "year",
          title: ({date, mean, holiday}: ExploreDay) =>
            `${formatDate(date)}${holiday ? `, ${holiday}` : ""}\n${formatPower(mean!, power)}`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
