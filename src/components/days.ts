import * as Plot from "npm:@observablehq/plot";
import {formatDay} from "../lib/format.js";
import {addDays, localDay, midnight, weekday} from "../lib/time/zone.js";

/** A local day on a time axis. */
export interface AxisDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
  readonly weekend: boolean;
  readonly holiday: string | null;
}

/** The local days that touch a span of time, with the holidays among them. */
export function axisDays(
  zone: string,
  from: number,
  to: number,
  holidays: ReadonlyMap<string, string> = new Map()
): AxisDay[] {
  const days: AxisDay[] = [];
  for (let day = localDay(zone, from); midnight(zone, day) < to; day = addDays(day, 1)) {
    const start = midnight(zone, day);
    const end = midnight(zone, addDays(day, 1));
    days.push({day, start, end, weekend: weekday(day) > 4, holiday: holidays.get(day) ?? null});
  }
  return days;
}

/** Weekends and holidays as faint ground; a holiday says its name where there is room for it. */
export function dayGround(days: readonly AxisDay[], {width}: {width: number}): Plot.Markish[] {
  const room = width / days.length;
  return [
    Plot.rectX(
      days.filter(({weekend, holiday}) => weekend || holiday),
      {
        x1: "start",
        x2: "end",
        fill: "var(--ground)",
        fillOpacity: ({holiday}: AxisDay) => (holiday ? 1 : 0.6),
        ariaLabel: "weekends and holidays"
      }
    ),
    Plot.text(room < 60 ? [] : days.filter(({holiday}) => holiday), {
      x: ({start, end}: AxisDay) => (start + end) / 2,
      text: ({holiday}: AxisDay) => (holiday!.length * 6.5 < room ? holiday! : "holiday"),
      frameAnchor: "top",
      dy: 4,
      fill: "var(--muted)"
    })
  ];
}

/** Hairlines at midnights and the days' names below their noons, as many as fit. */
export function dayAxis(days: readonly AxisDay[], {width}: {width: number}): Plot.Markish[] {
  const room = width / days.length;
  const every = room >= 28 ? 1 : room >= 14 ? 2 : 7;
  return [
    Plot.ruleX(days.slice(1), {x: "start", stroke: "var(--rule)", ariaHidden: "true"}),
    Plot.axisX(
      days.filter((_, i) => i % every === 0).map(({start, end}) => (start + end) / 2),
      {
        tickSize: 0,
        tickFormat: (time: number | Date) => {
          const label = formatDay(days.find(({start, end}) => start <= +time && +time < end)!.day);
          const [name, date, month] = label.split(" ");
          return room >= 84
            ? label
            : room >= 52
              ? `${name} ${date}`
              : `${name}\n${date}${date === "1" ? ` ${month}` : ""}`;
        },
        label: null
      }
    )
  ];
}
