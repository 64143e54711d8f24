import * as Plot from "npm:@observablehq/plot";
import {formatNumber, formatPercent} from "../../../lib/format.js";
import {type KnownGroup, knownGroups} from "../../../lib/report/rain/verification/groups.js";
import type {Verification} from "../../../lib/report/rain/verification/shapes.js";
import {halo, plotStyle} from "../../plotStyle.js";

interface GroupDot extends KnownGroup {
  readonly label: string;
  readonly ours: boolean;
}

/** F1 by season or by climate, one row a group, best first: the champion as a dot with its 95 % interval, climatology as a hollow square. */
export function SkillByGroup(
  {groups, champion, curves}: Pick<Verification, "groups" | "champion" | "curves">,
  kind: "season" | "climate",
  {
    width = 460,
    height = 240,
    color = "var(--accent)",
    other = "climatology"
  }: {width?: number; height?: number; color?: string; other?: string} = {}
): Element {
  const dots = [champion, other].flatMap((name) => {
    const label = curves.find((curve) => curve.name === name)?.label ?? name;
    return knownGroups(groups[kind], name).map((row): GroupDot => ({...row, label, ours: name === champion}));
  });
  const ours = dots.filter((dot) => dot.ours).sort((a, b) => b.f1 - a.f1);
  const theirs = dots.filter((dot) => !dot.ours);
  const bars = ours.flatMap(({group, f1Span}) => (f1Span ? [{group, low: f1Span[0], high: f1Span[1]}] : []));
  const at = {x: "f1", y: "group"};
  const first = ({group}: GroupDot) => group === ours[0]?.group;
  const furthest = [...theirs].sort((a, b) => b.f1 - a.f1).slice(0, 1);
  return Plot.plot({
    width,
    height,
    marginLeft: 92,
    marginTop: 24,
    marginRight: 24,
    marginBottom: 40,
    style: plotStyle,
    ariaLabel: `F1 by ${kind} of the champion and of climatology`,
    x: {domain: [0, 1], label: "F1", labelArrow: "none", labelAnchor: "center", ticks: 5, tickSize: 0},
    y: {type: "band", domain: ours.map(({group}) => group), label: null, tickSize: 0, padding: 0.2},
    marks: [
      Plot.gridX({stroke: "var(--rule)", strokeOpacity: 1, ticks: 5}),
      Plot.link(bars, {x1: "low", x2: "high", y: "group", stroke: color, strokeWidth: 1.5}),
      Plot.dot(theirs, {...at, r: 4, symbol: "square", stroke: "var(--reference)", fill: "var(--paper)"}),
      Plot.dot(ours, {...at, r: 5, fill: color}),
      Plot.text(ours.filter(first), {
        ...halo,
        ...at,
        text: "label",
        dx: 8,
        dy: -16,
        textAnchor: "end",
        fill: color,
        fontWeight: 600
      }),
      Plot.text(furthest, {
        ...halo,
        ...at,
        text: "label",
        dy: 16,
        fill: "var(--reference)"
      }),
      Plot.tip(
        dots,
        Plot.pointer({
          ...at,
          title: ({label, group, f1, f1Span, wet, n}: GroupDot) =>
            `${label}, ${group}\nF1 ${formatNumber(f1, 3)}${f1Span ? ` (${formatNumber(f1Span[0], 3)} to ${formatNumber(f1Span[1], 3)})` : ""}\nrainy on ${formatPercent((100 * wet) / n, 0)} of ${formatNumber(n)} days of towns`,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
