import * as Plot from "npm:@observablehq/plot";
import * as d3 from "npm:d3";
import {html} from "npm:htl";
import {addDays} from "../../lib/time/zone.js";
import {asImage} from "../Figure.js";
import {plotStyle} from "../plotStyle.js";
import type {ExploreDay} from "./days.js";

/** A period of local days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * The whole record as a strip on which a period is dragged, and the same as two date inputs for the keyboard. Calls `onChange` when the
 * period has changed.
 */
export function BrushAxis(
  days: readonly ExploreDay[],
  {
    period,
    onChange,
    color = "var(--accent)"
  }: {period: Period; onChange: (period: Period) => void; color?: string}
): HTMLElement {
  const first = days[0]!.date;
  const last = days.at(-1)!.date;
  let chosen = period;
  const strip = html`<div class="brush-strip"></div>`;
  const input = (label: string, value: string) =>
    html`<label>${label} <input type="date" min=${first} max=${last} value=${value} required></label>`;
  const from = input("From", chosen.from);
  const to = input("to", chosen.to);
  const [fromInput, toInput] = [from, to].map((node) => node.querySelector("input")!) as [
    HTMLInputElement,
    HTMLInputElement
  ];
  const whole = html`<button type="button">Whole record</button>`;
  let move: (period: Period) => void = () => {};
  const choose = (next: Period, {moveBrush = true} = {}) => {
    if (next.from === chosen.from && next.to === chosen.to) return;
    chosen = next;
    fromInput.value = next.from;
    toInput.value = next.to;
    if (moveBrush) move(next);
    onChange(next);
  };
  const typed = () => {
    if (!fromInput.validity.valid || !toInput.validity.valid) return;
    const [a, b] = [fromInput.value, toInput.value].sort() as [string, string];
    choose({from: a, to: b});
  };
  fromInput.addEventListener("change", typed);
  toInput.addEventListener("change", typed);
  whole.addEventListener("click", () => choose({from: first, to: last}));
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry!.contentRect.width);
    if (width === 0 || strip.dataset.width === String(width)) return;
    strip.dataset.width = String(width);
    const plot = StripPlot(days, {width, color});
    const x = plot.scale("x")!;
    const brush = d3
      .brushX<null>()
      .extent([
        [0, 4],
        [width, 52]
      ])
      .on("brush end", ({selection, sourceEvent}) => {
        if (!sourceEvent) return;
        if (!selection) return choose({from: first, to: last});
        const [a, b] = (selection as [number, number]).map((at) =>
          new Date(x.invert!(at)).toISOString().slice(0, 10)
        ) as [string, string];
        choose({from: d3.max([a, first])!, to: d3.min([b, last])!}, {moveBrush: false});
      });
    const layer = d3
      .select(plot as unknown as SVGSVGElement)
      .append("g")
      .attr("class", "brush")
      .attr("aria-hidden", "true");
    layer.call(brush as never);
    move = (next) => {
      const at = [Date.parse(next.from), Date.parse(addDays(next.to, 1))].map((time) => x.apply(time));
      layer.call(brush.move as never, at);
    };
    move(chosen);
    strip.replaceChildren(asImage(plot));
  }).observe(strip);
  return html`<div class="brush">${strip}<p class="brush-inputs">${from} ${to} ${whole}</p></div>`;
}

function StripPlot(days: readonly ExploreDay[], {width, color}: {width: number; color: string}) {
  const least = d3.min(days, ({smooth}) => smooth ?? undefined) ?? 0;
  return Plot.plot({
    width,
    height: 84,
    marginLeft: 0,
    marginRight: 0,
    marginTop: 4,
    marginBottom: 32,
    style: plotStyle,
    ariaLabel: "The whole record; drag over it to choose a period",
    x: {
      type: "utc",
      domain: [Date.parse(days[0]!.date), Date.parse(addDays(days.at(-1)!.date, 1))],
      label: null,
      ticks: width < 480 ? 4 : 8,
      tickSize: 3
    },
    y: {axis: null},
    marks: [
      Plot.areaY(days, {
        x: ({date}: ExploreDay) => Date.parse(date),
        y1: 0.8 * least,
        y2: "smooth",
        fill: color,
        fillOpacity: 0.25
      }),
      Plot.lineY(days, {
        x: ({date}: ExploreDay) => Date.parse(date),
        y: "smooth",
        stroke: color,
        strokeWidth: 1
      })
    ]
  });
}
