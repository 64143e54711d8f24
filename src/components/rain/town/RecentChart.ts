import * as Plot from "npm:@observablehq/plot";
import {formatDay, formatNumber} from "../../../lib/format.js";
import {formatChance, formatChances, shortChance} from "../../../lib/report/rain/headline.js";
import type {RecentDay} from "../../../lib/report/rain/town/recent.js";
import type {TownAhead} from "../../../lib/report/rain/town/shapes.js";
import {formatRain} from "../../../lib/report/rain/town/words.js";
import {halo, plotStyle} from "../../plotStyle.js";

interface Mark {
  readonly time: number;
  readonly day: string;
  readonly probability: number;
  readonly rain: number;
  readonly outcome: RecentDay["outcome"];
}

const chance = "chance";
const amount = "amount";

/**
 * The chance that was said of each of the last days, above the rain that came; a dot is filled where it rained more than 1.0 mm, and small where that is not known. The forecast
 * that is issued stands at the end with its 80 % interval.
 */
export function RecentChart(
  days: readonly RecentDay[],
  ahead: TownAhead,
  {
    width = 900,
    height = 380,
    color = "var(--accent)",
    description = ""
  }: {width?: number; height?: number; color?: string; description?: string} = {}
): Element {
  const marks = days.map(
    ({day, probability, rain, outcome}): Mark => ({
      ...{day, outcome, time: Date.parse(day)},
      probability: probability ?? Number.NaN,
      rain: rain ?? Number.NaN
    })
  );
  const said = marks.filter(({probability}) => !Number.isNaN(probability));
  const read = marks.filter(({rain}) => !Number.isNaN(rain));
  const next: Mark = {
    ...{day: ahead.day, time: Date.parse(ahead.day), probability: ahead.probability},
    ...{rain: Number.NaN, outcome: null}
  };
  const most = Math.max(5, ...read.map(({rain}) => rain));
  const high = (mm: number) => mm / most;
  const came = ({outcome}: Mark) => outcome === "hit" || outcome === "miss";
  const unknown = said.filter(({outcome}) => outcome === null);
  const missed = said.filter(({outcome}) => outcome === "miss");
  const [phone, x] = [width < 560, "time"];
  const above = {fy: () => chance, x, y: "probability"};
  const percent = formatNumber(100 * ahead.threshold);
  const scale = [
    {fy: chance, y: 0, text: "0", called: false},
    {fy: chance, y: ahead.threshold, text: percent, called: true},
    {fy: chance, y: 1, text: "100 %", called: false},
    ...(read.length === 0
      ? []
      : [
          {fy: amount, y: 0, text: "0", called: false},
          {fy: amount, y: 1, text: formatRain(most), called: false}
        ])
  ];
  const strips = read.length === 0 ? [chance] : [chance, amount];
  return Plot.plot({
    ...{width, height, style: plotStyle},
    marginLeft: 50,
    marginRight: phone ? 44 : 56,
    marginTop: 22,
    marginBottom: 36,
    ariaLabel: "The chance of rain that was said of each of the last days, above the rain that came",
    ariaDescription: description,
    x: {type: "utc", domain: [marks[0]?.time ?? next.time - 86_400_000, next.time], label: null, inset: 5},
    y: {domain: [0, 1], axis: null},
    fy: {domain: strips, axis: null, padding: 0.22},
    marks: [
      Plot.ruleY(
        scale.filter(({called}) => !called),
        {y: "y", fy: "fy", stroke: "var(--rule)"}
      ),
      Plot.ruleY(
        scale.filter(({called}) => called),
        {y: "y", fy: "fy", stroke: "var(--muted)", strokeDasharray: "2 3"}
      ),
      Plot.text(scale, {y: "y", fy: "fy", text: "text", frameAnchor: "left", textAnchor: "end", dx: -6}),
      Plot.axisX({tickSize: 0, ticks: phone ? 4 : 8, label: null}),
      Plot.ruleX(said, {...above, y1: 0, y2: "probability", stroke: color, strokeOpacity: 0.35}),
      Plot.dot(unknown, {...above, r: 2, fill: "var(--muted)"}),
      Plot.dot(
        said.filter(({outcome}) => outcome !== null),
        {
          ...above,
          r: phone ? 2.5 : 3.5,
          fill: (mark: Mark) => (came(mark) ? color : "var(--paper)"),
          stroke: color,
          strokeWidth: 1.25
        }
      ),
      Plot.dot(missed, {...above, r: phone ? 5 : 6.5, stroke: "var(--ink)", strokeWidth: 1.25}),
      Plot.ruleX([next], {
        fy: () => chance,
        x,
        y1: ahead.lo80,
        y2: ahead.hi80,
        stroke: color,
        strokeWidth: 4,
        strokeOpacity: 0.3
      }),
      Plot.dot([next], {...above, r: 5, symbol: "diamond", fill: color}),
      Plot.text([next], {
        ...halo,
        ...above,
        ...{text: () => shortChance(next.probability), fill: color, fontWeight: 600},
        ...{dx: 9, textAnchor: "start"}
      }),
      Plot.ruleX(read, {
        fy: () => amount,
        ...{x, y1: 0, y2: ({rain}: Mark) => high(rain), stroke: "var(--ink)"},
        strokeWidth: Math.max(2, (width - 110) / Math.max(60, marks.length) - 3)
      }),
      Plot.text(strips, {
        ...halo,
        fy: (d: string) => d,
        text: (d: string) => (d === chance ? "Chance said" : "Rain that came"),
        ...{frameAnchor: "top-left", dx: 4, dy: -15, fontWeight: 600},
        fill: (d: string) => (d === chance ? color : "var(--ink)")
      }),
      Plot.ruleX([...marks, next], Plot.pointerX({x, stroke: "var(--muted)", strokeWidth: 0.75})),
      Plot.tip(
        [...marks, next],
        Plot.pointerX({
          ...{
            x,
            y: (mark: Mark) => (Number.isNaN(mark.probability) ? 0.5 : mark.probability),
            fy: () => chance
          },
          title: (mark: Mark) => (mark === next ? aheadTip(ahead) : recentTip(mark)),
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}

function aheadTip({day, probability, lo80, hi80}: TownAhead): string {
  return `${formatDay(day, {dated: true})}\nChance said  ${formatChance(probability)}\n80 %: ${formatChances(lo80, hi80)}`;
}

const words = {
  hit: "called wet, and was",
  alarm: "called wet, stayed dry",
  miss: "called dry, was wet",
  rejection: "called dry, and was"
};

/** What came of a forecast in words. */
export function outcomeText(outcome: RecentDay["outcome"]): string {
  return outcome === null ? "not known" : words[outcome];
}

function recentTip({day, probability, rain, outcome}: Mark): string {
  return [
    formatDay(day, {dated: true}),
    `Chance said  ${Number.isNaN(probability) ? "none" : formatChance(probability)}`,
    `Rain  ${Number.isNaN(rain) ? "not read" : formatRain(rain)}`,
    ...(outcome === null ? [] : [outcomeText(outcome)])
  ].join("\n");
}
