import * as Plot from "npm:@observablehq/plot";
import {formatDate} from "../../../lib/format.js";
import type {RecordDay} from "../../../lib/report/gas/history/days.js";
import {reportedOf, type Spike} from "../../../lib/report/gas/history/spikes.js";
import {inUnit, type PriceUnit, priceText} from "../../../lib/report/gas/units.js";
import {halo, plotStyle} from "../../plotStyle.js";
import {logAxis} from "./logTicks.js";

/** The price of every gas day of the record, its spikes named with date and price; on a phone by month alone, and what was reported where the axis leaves room: not on a logarithmic one. */
export function PriceHistory(
  {days, spikes}: {readonly days: readonly RecordDay[]; readonly spikes: readonly Spike[]},
  {
    width,
    height,
    unit,
    log,
    label
  }: {width: number; height: number; unit: PriceUnit; log: boolean; label: string}
): Element {
  const narrow = width < 640;
  const at = {x: "time", y: ({price}: RecordDay) => inUnit(price, unit)};
  const axis = logAxis(days.map(({price}) => inUnit(price, unit)));
  const [from, to] = [days[0].time, days[days.length - 1].time];
  // A name near an edge of the chart runs inwards from its day, and so does that of the earlier of two that stand close.
  const anchorOf = (one: Spike, i: number) => {
    const next = spikes[i + 1];
    if ((one.time - from) / (to - from) < 0.15) return "start";
    return next && (next.time - one.time) / (to - from) < 0.25 ? "end" : "start";
  };
  const names = spikes.map((one, i) => ({...one, anchor: anchorOf(one, i)}));
  const text = (spike: Spike) => {
    const reported = reportedOf(spike.day)?.text;
    const date = formatDate(spike.day);
    if (narrow) return date.replace(/^\d+ /, "");
    return `${date}, ${priceText(spike.price, unit)}${reported && !log ? `\n${reported}` : ""}`;
  };
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginLeft: 46, marginRight: 12, marginTop: 40, marginBottom: 32},
    x: {type: "utc", label: null},
    y: log ? axis.scale : {zero: true, nice: true},
    marks: [
      Plot.gridY({stroke: "var(--rule)", strokeOpacity: 1, ticks: log ? axis.ticks : 6}),
      Plot.axisY({
        ...{tickSize: 0, ticks: log ? axis.ticks : 6, label: unit, labelArrow: "none"},
        ...(log ? {tickFormat: axis.tickFormat} : {})
      }),
      Plot.axisX({tickSize: 0, ticks: narrow ? 4 : 8, label: null}),
      Plot.lineY(days, {...at, stroke: "var(--accent)", strokeWidth: 1.25}),
      Plot.dot(spikes, {...at, r: 3, fill: "var(--ink)"}),
      ...(["start", "end"] as const).map((anchor) =>
        Plot.text(
          names.filter((one) => one.anchor === anchor),
          {
            ...{...halo, ...at, text, textAnchor: anchor, fontSize: narrow ? 11 : 12},
            ...{dx: anchor === "start" ? 6 : -6, lineAnchor: "bottom", dy: narrow ? -4 : 0}
          }
        )
      ),
      Plot.ruleX(days, Plot.pointerX({x: "time", stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        days,
        Plot.pointerX({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({day, price}: RecordDay) => `${formatDate(day)}\n${priceText(price, unit)}`
        })
      )
    ]
  });
}
