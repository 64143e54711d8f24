import * as Plot from "npm:@observablehq/plot";
import {formatShare} from "../../lib/format.js";
import {logOdds} from "../../lib/rain/scenario/explain.js";
import type {RainAnswer} from "../../lib/rain/scenario/open.js";
import {byStrength, knobLabel, oddsText} from "../../lib/rain/scenario/words.js";
import {formatChance} from "../../lib/report/rain/headline.js";
import {halo, plotStyle} from "../plotStyle.js";

/** Height of the chart of an answer: a row for each knob that moved, and for both ends. */
export function effectHeight({effects}: Pick<RainAnswer, "effects">): number {
  return 30 * (effects.length + 2) + 76;
}

/** Probabilities that may stand at the axis. */
const marks = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995,
  0.998, 0.999
];

/**
 * From the chance as reported to that of the scenario, a bar for each knob, the strongest first, on a scale of log-odds with probabilities
 * at its ticks; rules at what is usual and from where a day is called wet.
 */
export function EffectChart(
  answer: RainAnswer,
  {
    width = 720,
    height = effectHeight(answer),
    color = "var(--accent)"
  }: {width?: number; height?: number; color?: string} = {}
): Element {
  const {before, after, climatology, threshold} = answer;
  let at = before.logOdds;
  const bars = byStrength(answer.effects).map(({knob, change}) => {
    const from = at;
    at += change;
    return {label: knobLabel(knob), from, to: at, change};
  });
  const ends = [
    {label: "As reported", x: before.logOdds, chance: before.probability, fill: "var(--ink)"},
    {label: "Scenario", x: after.logOdds, chance: after.probability, fill: color}
  ];
  const rules = [
    {x: logOdds(climatology), text: "usual", dash: "3,3"},
    {x: logOdds(threshold), text: "called wet", dash: "none"}
  ];
  const all = [
    ...bars.flatMap(({from, to}) => [from, to]),
    ...ends.map(({x}) => x),
    ...rules.map(({x}) => x)
  ];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const pad = Math.max(0.25, 0.1 * (high - low));
  const narrow = width < 480;
  const marginLeft = narrow ? 128 : 150;
  const marginRight = 62;
  const domain = [low - pad, high + pad] as const;
  const pixels = (x: number) =>
    marginLeft + ((x - domain[0]) / (domain[1] - domain[0])) * (width - marginLeft - marginRight);
  const ticks = apart(
    marks.map(logOdds).filter((x) => x >= domain[0] && x <= domain[1]),
    pixels,
    narrow ? 44 : 52
  );
  const rows = ["As reported", ...bars.map(({label}) => label), "Scenario"];
  const texts = [
    ...bars.map(({label, from, to, change}) => ({
      label,
      x: Math.max(from, to),
      text: oddsText(change)
    })),
    ...ends.map(({label, x, chance}) => ({label, x, text: formatChance(chance)}))
  ];
  const named = (x: number) => (pixels(x) < width - 70 ? ("start" as const) : ("end" as const));
  return Plot.plot({
    width,
    height,
    marginTop: 34,
    marginLeft,
    marginRight,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: "What each knob adds to the chance of rain",
    x: {domain, label: null},
    y: {domain: rows, label: null, tickSize: 0, padding: 0.4},
    marks: [
      Plot.gridX(ticks, {stroke: "var(--rule)", strokeOpacity: 1}),
      Plot.axisX(ticks, {
        tickSize: 0,
        tickFormat: tickText,
        label: "chance of rain",
        labelAnchor: "right",
        labelArrow: "none",
        labelOffset: 34
      }),
      ...rules.flatMap(({x, text, dash}, line) => [
        Plot.ruleX([x], {stroke: "var(--muted)", strokeWidth: 1.25, strokeDasharray: dash}),
        Plot.text([x], {
          ...halo,
          fill: "var(--muted)",
          x: (at: number) => at,
          frameAnchor: "top",
          text: () => text,
          textAnchor: named(x),
          dx: named(x) === "start" ? 3 : -3,
          dy: 14 * line - 26
        })
      ]),
      Plot.barX(bars, {
        y: "label",
        x1: "from",
        x2: "to",
        fill: ({change}: {change: number}) => (change < 0 ? "var(--muted)" : color),
        fillOpacity: 0.75
      }),
      Plot.dot(ends, {y: "label", x: "x", r: 5, fill: "fill"}),
      Plot.text(texts, {...halo, y: "label", x: "x", text: "text", dx: 9, textAnchor: "start"})
    ]
  });
}

/** Ticks that leave room between each other, px; those nearest to even odds first. */
function apart(ticks: readonly number[], pixels: (x: number) => number, room: number): number[] {
  const out: number[] = [];
  for (const tick of [...ticks].sort((a, b) => Math.abs(a) - Math.abs(b)))
    if (out.every((other) => Math.abs(pixels(other) - pixels(tick)) >= room)) out.push(tick);
  return out.sort((a, b) => a - b);
}

/** A tick in log-odds as its probability: "5 %", "99.5 %". */
function tickText(x: number): string {
  const percent = 100 / (1 + Math.exp(-x));
  const decimals = percent < 0.95 || percent > 99.05 ? 1 : 0;
  return formatShare(percent / 100, decimals);
}
