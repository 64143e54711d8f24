import * as d3 from "npm:d3";
import {html} from "npm:htl";
import {formatCount, formatDate, formatMonth, formatNumber} from "../../lib/format.js";
import {formatPower, GIGAWATT, type PowerUnit, powerNumber} from "../../lib/report/power.js";
import type {Daily, Hours} from "../../lib/report/shapes.js";
import {addDays, daysBetween, midnight} from "../../lib/time/zone.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {TemperatureScatter} from "../TemperatureScatter.js";
import {BrushAxis, type Period} from "./BrushAxis.js";
import {CalendarHeatmap} from "./CalendarHeatmap.js";
import {DurationCurve, durationPoints} from "./DurationCurve.js";
import {type ExploreDay, exploreDays} from "./days.js";
import {YearsOverlaid} from "./YearsOverlaid.js";

/**
 * The record to explore: years overlaid, load against temperature, calendar, and load duration where there are hours; a period chosen once is
 * followed by all.
 */
export function Explorer(
  {daily, hours}: {daily: Daily; hours?: Hours},
  {zone, source, power = GIGAWATT}: {zone: string; source: string; power?: PowerUnit}
): HTMLElement {
  const days = exploreDays(daily).filter(({mean}) => mean !== null);
  const last = days.at(-1)!.date;
  let period: Period = {from: days[0]!.date, to: last};
  const chosen = ({date}: ExploreDay) => date >= period.from && date <= period.to;
  const within = () => days.filter(chosen);
  const scattered = () =>
    days.flatMap((day) =>
      day.temperature === null || day.mean === null
        ? []
        : [
            {
              date: day.date,
              temperature: day.temperature,
              load: day.mean,
              free: day.weekday > 4 || day.holiday !== null,
              faint: !chosen(day)
            }
          ]
    );
  const monthly = () =>
    DataTable(months(within()), monthColumns(power, hours !== undefined), {
      caption: "The chosen period by month"
    });
  const summary = html`<p class="explore-summary" role="status"></p>`;
  const say = () => {
    summary.textContent = sentence(within(), period, power, hours !== undefined);
  };
  const figures = [
    Figure((width, height) => YearsOverlaid(within(), {width, height, power}), {
      title: "Years upon each other",
      subtitle: `Mean load of each day, smoothed over seven days, ${power.name}; earlier years grey`,
      height: tall,
      source,
      table: monthly
    }),
    Figure((width, height) => TemperatureScatter(scattered(), {width, height, power}), {
      title: "Load and temperature",
      subtitle: "Mean load against mean temperature; working days in colour, weekends and holidays grey",
      height: tall,
      source,
      table: monthly
    }),
    Figure((width, height) => CalendarHeatmap(days, {width, height, power, chosen}), {
      title: "The calendar of demand",
      subtitle: "Mean load of each day; the stronger the colour, the higher",
      height: (width) => (width < 560 ? 90 : 104) * new Set(days.map(({year}) => year)).size + 30,
      source,
      table: monthly
    })
  ] as const;
  const curve = hours && duration(hours, () => period, {zone, source});
  const drawn = curve ? [...figures, curve] : figures;
  let waiting = false;
  const onChange = (next: Period) => {
    period = next;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      for (const figure of drawn) figure.dispatchEvent(new Event("redraw"));
      say();
    });
  };
  say();
  const [years, scatter, calendar] = figures;
  return html`<div class="explore">
    ${BrushAxis(days, {period, onChange})} ${summary}
    ${calendar}
    <div class="grid grid-cols-2">${years} ${scatter}</div>
    ${curve ?? null}
  </div>`;
}

/** The load duration curve of the chosen hours. */
function duration(
  hours: Hours,
  period: () => Period,
  {zone, source}: {zone: string; source: string}
): HTMLElement {
  const start = Date.parse(hours.start);
  const index = (day: string) => Math.round((midnight(zone, day) - start) / 3_600_000);
  const chosen = () => durationPoints(hours.load.slice(index(period().from), index(addDays(period().to, 1))));
  const whole = durationPoints(hours.load);
  return Figure((width, height) => DurationCurve({chosen: chosen(), whole}, {width, height}), {
    title: "How many hours are high",
    subtitle: "Load duration curve, GW",
    height: tall,
    source,
    table: () =>
      DataTable(
        chosen().filter((_, i) => i % 10 === 0),
        [
          {label: "Share of the hours, %", value: ({share}) => formatNumber(share), numeric: true},
          {label: "Load at least, GW", value: ({load}) => formatNumber(load / 1000, 1), numeric: true}
        ],
        {caption: "Load duration of the chosen period"}
      )
  });
}

const tall = (width: number) => (width < 480 ? 300 : 340);

function sentence(
  days: readonly ExploreDay[],
  {from, to}: Period,
  power: PowerUnit,
  hourly: boolean
): string {
  const span = `${formatDate(from)} to ${formatDate(to)} (${formatCount(daysBetween(from, to) + 1, "day")})`;
  const highest = days.reduce<ExploreDay | null>(
    (best, day) => (best === null || day.peak! > best.peak! ? day : best),
    null
  );
  const lowest = days.reduce<ExploreDay | null>(
    (best, day) => (best === null || day.mean! < best.mean! ? day : best),
    null
  );
  if (!highest || !lowest) return `${span}: no day with data.`;
  const mean = days.reduce((sum, day) => sum + day.mean!, 0) / days.length;
  return `${span}: mean ${formatPower(mean, power)}, ${hourly ? "highest peak" : "highest day"} ${formatPower(highest.peak!, power)} on ${formatDate(highest.date)}, quietest day ${formatPower(lowest.mean!, power)} on ${formatDate(lowest.date)}.`;
}

interface Month {
  readonly month: string;
  readonly mean: number;
  readonly peak: number;
  readonly temperature: number;
}

function months(days: readonly ExploreDay[]): Month[] {
  const groups = d3.groups(days, ({date}) => date.slice(0, 7));
  return groups.map(([month, group]) => ({
    month,
    mean: group.reduce((sum, {mean}) => sum + mean!, 0) / group.length,
    peak: Math.max(...group.map(({peak}) => peak!)),
    temperature: group.reduce((sum, {temperature}) => sum + temperature!, 0) / group.length
  }));
}

const monthColumns = (power: PowerUnit, hourly: boolean) => [
  {label: "Month", value: ({month}: Month) => formatMonth(month)},
  {label: `Mean, ${power.name}`, value: ({mean}: Month) => powerNumber(mean, power), numeric: true},
  {
    label: `${hourly ? "Highest peak" : "Highest day"}, ${power.name}`,
    value: ({peak}: Month) => powerNumber(peak, power),
    numeric: true
  },
  {label: "Temperature, °C", value: ({temperature}: Month) => formatNumber(temperature, 1), numeric: true}
];
