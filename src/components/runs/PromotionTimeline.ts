import * as Plot from "npm:@observablehq/plot";
import {formatDate} from "../../lib/format.js";
import {type Decision, inLabels, inOrder, isPromotion, reigns} from "../../lib/report/runs/promotions.js";
import type {StudyMethod} from "../../lib/report/runs/rows.js";
import {localDay} from "../../lib/time/zone.js";
import {halo, plotStyle} from "../plotStyle.js";

const DAY = 86_400_000;

/** The candidates that a timeline has a row for: whoever was champion or challenger, in the order in which they first were. */
export function timelineCandidates(decisions: readonly Decision[]): string[] {
  return [
    ...new Set(
      inOrder(decisions).flatMap(({champion, challenger}) =>
        challenger === null ? [champion] : [champion, challenger]
      )
    )
  ];
}

/** At most `most` instants whole days from `first`, all between two others, none so near an end that its name is cut; ms since 1970. */
function daysFrom(first: number, start: number, end: number, most: number): Date[] {
  const step = Math.max(1, Math.ceil((end - start) / DAY / most)) * DAY;
  const margin = (end - start) / (2 * most + 2);
  const found: Date[] = [];
  for (let time = first; time <= end - margin; time += step)
    if (time >= start + margin) found.push(new Date(time));
  return found;
}

/**
 * Who was champion when: a thick line for each reign, a dot where the place was given to another, a ring where it was kept, a small ring on the row of
 * the challenger. The last reign is drawn to the end of the week that was forecast last, so that a single decision is seen too.
 */
export function PromotionTimeline(
  {decisions, candidates, timeZone, issuedAt}: StudyMethod,
  {width = 720, height = 120}: {width?: number; height?: number} = {}
): Element {
  const label = (name: string) => candidates.find((candidate) => candidate.name === name)?.label ?? name;
  const rows = timelineCandidates(decisions).map(label);
  const ordered = inOrder(decisions).map((decision) => ({...decision, time: Date.parse(decision.origin)}));
  const first = ordered[0]?.time ?? Date.parse(issuedAt);
  const end = Math.max(Date.parse(issuedAt), ordered.at(-1)?.time ?? 0) + 7 * DAY;
  const start = first - Math.max(3 * DAY, (end - first) * 0.04);
  const lines = reigns(decisions, end).map(({champion, from, to}) => ({name: label(champion), from, to}));
  const held = ordered.map(({champion, ...decision}) => ({...decision, name: label(champion)}));
  const asked = ordered.flatMap(({challenger, time}) =>
    challenger === null ? [] : [{time, name: label(challenger)}]
  );
  const narrow = width < 520;
  const firsts = lines.filter((line, i) => lines.findIndex(({name}) => name === line.name) === i);
  return Plot.plot({
    width,
    height,
    marginLeft: 12,
    marginRight: 16,
    marginTop: 22,
    marginBottom: 36,
    style: plotStyle,
    ariaLabel: "Who was champion when, and when it was decided",
    x: {
      type: "utc",
      domain: [start, end],
      label: null,
      ticks: daysFrom(first, start, end, narrow ? 3 : 6),
      tickFormat: (time: Date) => formatDate(localDay(timeZone, time.getTime())),
      tickSize: 0
    },
    y: {type: "band", domain: rows, axis: null},
    marks: [
      Plot.ruleY(rows, {stroke: "var(--rule)"}),
      Plot.link(lines, {
        x1: "from",
        x2: "to",
        y: "name",
        stroke: "var(--accent)",
        strokeWidth: 6,
        strokeOpacity: 0.45
      }),
      Plot.dot(asked, {x: "time", y: "name", r: 3, stroke: "var(--muted)", fill: "var(--paper)"}),
      Plot.dot(
        held.filter((decision) => !isPromotion(decision)),
        {x: "time", y: "name", r: 4.5, stroke: "var(--accent)", strokeWidth: 1.5, fill: "var(--paper)"}
      ),
      Plot.dot(held.filter(isPromotion), {x: "time", y: "name", r: 5.5, fill: "var(--accent)"}),
      Plot.text(
        rows.map((name) => ({name, time: start})),
        {
          ...halo,
          x: "time",
          y: "name",
          text: ({name}: {name: string}) =>
            firsts.some((line) => line.name === name) ? name : `${name}, challenger`,
          textAnchor: "start",
          dy: -13,
          fontWeight: 600
        }
      ),
      Plot.tip(
        held,
        Plot.pointerX({
          x: "time",
          y: "name",
          title: ({time, reason}: (typeof held)[number]) =>
            `${formatDate(localDay(timeZone, time))}\n${inLabels(reason, candidates)}`,
          lineWidth: narrow ? 18 : 26,
          fill: "var(--paper)",
          stroke: "var(--rule)"
        })
      )
    ]
  });
}
