import * as Plot from "npm:@observablehq/plot";
import type {BacktestReport} from "../lib/artifacts/backtest.js";
import {formatPercent} from "../lib/format.js";
import {bestBaseline, type LeadScores, shownCandidates} from "../lib/report/scores.js";
import {halo, plotStyle} from "./plotStyle.js";

interface LeadDot {
  readonly lead: number;
  readonly label: string;
  readonly mape: number;
  /** Half of the 95 % interval of the mean, percentage points; null where it is not known. */
  readonly half: number | null;
  readonly role: "champion" | "degraded" | "model" | "baseline" | "reference";
}

/**
 * Mean error by lead day, one row a day: the champion filled, the same with weather as uncertain as a real forecast's ringed, both with the
 * 95 % interval of the mean where its standard error is known; the others as small dots, the official forecast as a diamond.
 */
export function LeadDotPlot(
  backtest: BacktestReport,
  {width = 720, height = 340, color = "var(--accent)"}: {width?: number; height?: number; color?: string} = {}
): Element {
  const dots = leadDots(backtest);
  const of = (...roles: LeadDot["role"][]) => dots.filter(({role}) => roles.includes(role));
  const degraded = of("degraded");
  const bars = of("champion", "degraded").flatMap(({half, mape, lead}) =>
    half === null ? [] : [{lead, from: Math.max(0, mape - half), to: mape + half}]
  );
  const best = bestBaseline(backtest);
  const baselines = of("baseline").filter(({label}) => label === best?.label);
  const baselineInMiddle = baselines.slice(baselines.length >> 1).slice(0, 1);
  const atFirst = ({lead}: LeadDot) => lead === dots[0]!.lead;
  const tip = {
    x: "mape",
    y: "lead",
    title: ({label, mape, half, lead}: LeadDot) =>
      `${label}\n${leadName(lead)}: ${formatPercent(mape)}${half === null ? "" : ` ± ${formatPercent(half)}`}`
  };
  return Plot.plot({
    width,
    height,
    marginLeft: 58,
    marginTop: 30,
    marginRight: 20,
    marginBottom: 44,
    style: plotStyle,
    ariaLabel: "Mean error by lead day of each candidate, the baselines and the official forecast",
    x: {
      domain: [0, Math.max(...dots.map(({mape}) => mape)) * 1.04],
      label: "Mean absolute error, % of the load",
      labelArrow: "none",
      ticks: width < 500 ? 4 : 8,
      tickSize: 0
    },
    y: {type: "band", label: null, tickFormat: leadName, tickSize: 0},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: width < 500 ? 4 : 8}),
      Plot.link(bars, {x1: "from", x2: "to", y: "lead", stroke: color, strokeWidth: 1.5}),
      Plot.dot(of("model"), {x: "mape", y: "lead", r: 3, fill: "var(--muted)", fillOpacity: 0.6}),
      Plot.dot(of("baseline"), {
        x: "mape",
        y: "lead",
        r: 3.5,
        stroke: "var(--muted)",
        fill: "var(--paper)",
        symbol: "square"
      }),
      Plot.dot(of("reference"), {x: "mape", y: "lead", r: 5, fill: "var(--ink)", symbol: "diamond"}),
      Plot.dot(degraded, {
        x: "mape",
        y: "lead",
        r: 4.5,
        stroke: color,
        strokeWidth: 1.5,
        fill: "var(--paper)"
      }),
      Plot.dot(of("champion"), {x: "mape", y: "lead", r: 5, fill: color}),
      Plot.text(of("champion").filter(atFirst), {
        ...halo,
        x: "mape",
        y: "lead",
        text: "label",
        ...(width < 560 ? {textAnchor: "start", dx: -6} : {}),
        dy: -16,
        fill: color,
        fontWeight: 600
      }),
      Plot.text(of("reference").filter(atFirst), {
        ...halo,
        x: "mape",
        y: "lead",
        text: ({label}: LeadDot) => (width < 560 ? label : `${label}, always a day ahead`),
        dx: 10,
        textAnchor: "start"
      }),
      Plot.text(degraded.slice(-1), {
        ...halo,
        x: "mape",
        y: "lead",
        text: ({label}: LeadDot) => (width < 560 ? "uncertain weather" : label),
        dy: 15,
        fill: color
      }),
      Plot.text(baselineInMiddle, {
        ...halo,
        x: "mape",
        y: "lead",
        text: "label",
        ...(width < 560 ? {dy: -13} : {dx: -10, textAnchor: "end"}),
        fill: "var(--muted)"
      }),
      Plot.tip(dots, Plot.pointer({...tip, fill: "var(--paper)", stroke: "var(--rule)"}))
    ]
  });
}

/** The label of a lead block: "Day 1". */
export function leadName(lead: number): string {
  return `Day ${lead}`;
}

function leadDots(backtest: BacktestReport): LeadDot[] {
  return shownCandidates(backtest).flatMap(({name, label, kind, byLead, byLeadDegraded}) => {
    const own = name === backtest.champion;
    const archived = dotsOf(
      byLead,
      own && byLeadDegraded ? `${label}, archived weather` : label,
      own ? "champion" : kind
    );
    return own
      ? archived.concat(dotsOf(byLeadDegraded ?? [], "with weather as uncertain as a forecast", "degraded"))
      : archived;
  });
}

function dotsOf(rows: readonly LeadScores[], label: string, role: LeadDot["role"]): LeadDot[] {
  return rows.flatMap(({lead, mape, mapeStandardError: error}): LeadDot[] =>
    mape === null ? [] : [{lead, mape, label, role, half: error == null ? null : 1.96 * error}]
  );
}
