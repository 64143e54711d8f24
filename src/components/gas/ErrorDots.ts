import * as Plot from "npm:@observablehq/plot";
import type {GasStanding, GasVerification} from "../../lib/artifacts/gas.js";
import {formatNumber, withUnit} from "../../lib/format.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {halo, plotStyle} from "../plotStyle.js";

/** A mean error at a lead with half of its 95 % interval. */
interface ErrorDot {
  readonly panel: string;
  readonly lead: string;
  readonly value: number;
  readonly half: number;
  readonly ours: boolean;
  readonly label: string;
}

const panels = {point: "Mean absolute error of the point", distribution: "CRPS of the distribution"};

/** Mean errors by lead, one row a lead, in two panels: of the point and of the whole distribution; the champion as a dot, the random walk as a square, both with the 95 % interval of the mean. */
export function ErrorDots(
  {standing, candidates}: Pick<GasVerification, "standing" | "candidates">,
  {width, height, unit, label}: {width: number; height: number; unit: PriceUnit; label: string}
): Element {
  const shown = candidates[0].byLead.map(({lead}) => lead);
  const dots = dotsOf(standing.champion, shown, unit, true).concat(dotsOf(standing.walk, shown, unit, false));
  const [color, other] = ["var(--accent)", "var(--reference)"];
  const narrow = width < 560;
  const at = {x: "value", y: "lead", [narrow ? "fy" : "fx"]: "panel"};
  const bars = dots.map((dot) => ({
    ...dot,
    from: Math.max(0, dot.value - dot.half),
    to: dot.value + dot.half
  }));
  const of = (ours: boolean) => dots.filter((dot) => dot.ours === ours);
  const text = (value: number) => formatNumber(value, unit === "p/kWh" ? 3 : 1);
  const first = (ours: boolean) =>
    of(ours).filter(({panel, lead}) => panel === panels.distribution && lead === dots[0].lead);
  const facet = {label: null, domain: Object.values(panels), padding: 0.12};
  return Plot.plot({
    ...{width, height, style: plotStyle, ariaLabel: label},
    ...{marginLeft: 58, marginTop: 34, marginRight: 16, marginBottom: 40},
    x: {domain: [0, Math.max(...bars.map(({to}) => to)) * 1.04], label: unit, labelArrow: "none"},
    y: {type: "band", domain: shown.map(dayName), label: null, tickSize: 0},
    ...(narrow ? {fy: {...facet, axis: null}} : {fx: {...facet, axis: null}}),
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: 4}),
      Plot.axisX({anchor: "bottom", tickSize: 0, ticks: 4, label: unit, labelArrow: "none"}),
      Plot.text(Object.values(panels), {
        ...{[narrow ? "fy" : "fx"]: (panel: string) => panel, text: (panel: string) => panel},
        ...{frameAnchor: "top-left", dy: -22, fontWeight: 600, fill: "var(--ink)"}
      }),
      ...[false, true].flatMap((ours) => {
        const dy = ours ? -4 : 4;
        const paint = ours ? color : other;
        const own = bars.filter((bar) => bar.ours === ours);
        return [
          Plot.link(own, {...at, x1: "from", x2: "to", dy, stroke: paint, strokeWidth: 1.25}),
          Plot.dot(of(ours), {
            ...at,
            dy,
            r: ours ? 4.5 : 3.5,
            fill: paint,
            symbol: ours ? "circle" : "square"
          }),
          Plot.text(first(ours), {
            ...halo,
            ...at,
            ...{text: "label", fill: paint, fontWeight: ours ? 600 : 400},
            ...{dy: ours ? -8 : 5, dx: 10, textAnchor: "start"}
          })
        ];
      }),
      Plot.tip(
        dots,
        Plot.pointer({
          ...at,
          ...{fill: "var(--paper)", stroke: "var(--rule)"},
          title: ({label, lead, value, half, panel}: ErrorDot) =>
            `${label}, ${lead.toLowerCase()}\n${panel}: ${withUnit(text(value), unit)} ± ${text(half)}`
        })
      )
    ]
  });
}

/** A lead on an axis: "Day 1". */
export function dayName(lead: number): string {
  return `Day ${lead}`;
}

function dotsOf(
  rows: readonly GasStanding[],
  leads: readonly number[],
  unit: PriceUnit,
  ours: boolean
): ErrorDot[] {
  const label = ours ? "forecast" : "random walk";
  return rows
    .filter(({lead}) => leads.includes(lead))
    .flatMap(({lead, mae, maeError, crps, crpsError}) =>
      [
        {panel: panels.point, value: mae, error: maeError},
        {panel: panels.distribution, value: crps, error: crpsError}
      ].map(({panel, value, error}) => ({
        ...{panel, label, ours, lead: dayName(lead), value: inUnit(value, unit)},
        half: 1.96 * inUnit(error ?? 0, unit)
      }))
    );
}
