import {html} from "npm:htl";
import type {Track, TrackRecord} from "../../lib/artifacts/track.js";
import {formatCount, formatDate, formatDay, zoneName} from "../../lib/format.js";
import {seriesName} from "../../lib/report/scores.js";
import {sourceLine} from "../../lib/report/state.js";
import {leadsOf} from "../../lib/report/track/errors.js";
import {drawnUnit} from "../../lib/report/track/points.js";
import {classShares, coverageShares} from "../../lib/report/track/shares.js";
import {labelIn, revisedText, sharesText, standingText} from "../../lib/report/track/words.js";
import {localDay} from "../../lib/time/zone.js";
import {Figure, type FigureOptions} from "../Figure.js";
import {ChanceChart} from "./ChanceChart.js";
import {ErrorChart} from "./ErrorChart.js";
import {FanChart} from "./FanChart.js";
import {ShareChart} from "./ShareChart.js";
import {ChanceTable, ErrorTable, FanTable, ShareTable} from "./tables.js";

/**
 * The figures of one record: what was said over what came, errors by edition and lead, shares beside what was wanted. `called` says in each title
 * what it is a record of: "as issued".
 */
export function TrackFigures(track: Track, record: TrackRecord, {called}: {called: string}): HTMLElement {
  const chances = track.kind === "probability";
  const shares = chances ? classShares(record) : coverageShares(record);
  return html`<div>
    <p>${[standingText(track, record), revisedText(track, record)].flatMap((text) => text ?? []).join(" ")}</p>
    ${chances ? ChanceFigure(track, record, called) : FanFigure(track, record, called)}
    ${ErrorFigure(track, record, called)}
    <p>${sharesText(shares, track.kind) ?? ""}</p>
    ${shares.length === 0 ? null : ShareFigure(track, shares, called)}
  </div>`;
}

function FanFigure(track: Track, record: TrackRecord, called: string): HTMLElement {
  const {timeZone, unit, step, series} = track;
  const daily = step === "P1D";
  const {editions} = record;
  let chosen = newestKnown(record);
  let one = 0;
  const official = editions.flatMap(
    ({forecasts}) => forecasts.find(({alias}) => alias === "reference") ?? []
  )[0];
  const referenceLabel = official ? labelIn(track, official.candidate) : null;
  const figure = Figure(
    (width, height) =>
      FanChart(record, {width, height, zone: timeZone, unit, chosen, series: one, daily, referenceLabel}),
    {
      ...sourceOf(track),
      title: `What was said, over what came: ${called}`,
      subtitle: `${formatCount(editions.length, "edition")} as thin lines, the chosen one with its 80 % and 95 % intervals${referenceLabel ? `, ${referenceLabel} dashed` : ""}, the observed in ink; ${drawnUnit(record, unit).unit}, ${daysOf(track, record)}, ${zoneName(timeZone)}`,
      table: () => FanTable(track, record, {edition: chosen, series: one})
    }
  );
  const choices = html`<div class="presets no-print">
    ${Choice(
      "Edition",
      editions.map(({origin}) => formatDay(localDay(timeZone, Date.parse(origin)), {dated: true})),
      chosen,
      (i) => {
        chosen = i;
        figure.dispatchEvent(new Event("redraw"));
      }
    )}
    ${SeriesChoice(series, (i) => {
      one = i;
      figure.dispatchEvent(new Event("redraw"));
    })}
  </div>`;
  return html`<div>${choices}${figure}</div>`;
}

function ChanceFigure(track: Track, record: TrackRecord, called: string): HTMLElement {
  const {timeZone, series} = track;
  let one = 0;
  const figure = Figure(
    (width, height) =>
      ChanceChart(record, {width, height, zone: timeZone, series: one, name: seriesName(series[one] ?? "")}),
    {
      ...sourceOf(track),
      title: `What was said, and whether it happened: ${called}`,
      subtitle: `The chance that was said for each day in the chosen place; filled where it happened, open where it did not, small and grey where that is not known; ${daysOf(track, record)}, ${zoneName(timeZone)}`,
      height: (width) => (width < 480 ? 240 : 260),
      table: () => ChanceTable(track, record, one)
    }
  );
  return html`<div><div class="presets no-print">${SeriesChoice(series, (i) => {
    one = i;
    figure.dispatchEvent(new Event("redraw"));
  })}</div>${figure}</div>`;
}

function ErrorFigure(track: Track, record: TrackRecord, called: string): HTMLElement | null {
  const leads = leadsOf(record);
  if (leads === 0) return null;
  let lead = 1;
  const official = record.errors.find(({alias}) => alias === "reference");
  const from = record.errors[0]!.origin;
  const to = record.errors.at(-1)!.origin;
  const day = (origin: string) => formatDate(localDay(track.timeZone, Date.parse(origin)));
  const figure = Figure((width, height) => ErrorChart(track, record, {width, height, lead}), {
    ...sourceOf(track),
    title: `Error by edition: ${called}`,
    subtitle: `${track.metric === "mape" ? "Mean absolute percentage error" : "Brier score, lower is better, over all places"}, ${day(from)} to ${day(to)}; the champion filled, the challenger open${official ? `, ${labelIn(track, official.candidate)} a diamond` : ""}`,
    height: (width) => (width < 480 ? 240 : 260),
    table: () => ErrorTable(track, record)
  });
  const names = [...Array.from({length: leads}, (_, i) => `Day ${i + 1}`), "All days"];
  const choice = Choice("Lead", names, 0, (i) => {
    lead = i === leads ? 0 : i + 1;
    figure.dispatchEvent(new Event("redraw"));
  });
  return html`<div>${leads > 1 ? html`<div class="presets no-print">${choice}</div>` : null}${figure}</div>`;
}

function ShareFigure(track: Track, shares: ReturnType<typeof coverageShares>, called: string): HTMLElement {
  const chances = track.kind === "probability";
  return Figure((width, height) => ShareChart(shares, {width, height}), {
    ...sourceOf(track),
    title: chances ? `How often it happened: ${called}` : `How often the intervals held the truth: ${called}`,
    subtitle: chances
      ? "Share of the champion’s forecasts after which it happened, by how probable it was said to be, with Wilson’s 95 % interval; the tick is what was said. Places are wet or dry together, so the true intervals are wider"
      : "Measured coverage by lead with Wilson’s 95 % interval, which counts editions as its cases; the tick is what was wanted",
    height: () => 60 + 26 * shares.length,
    table: () => ShareTable(shares)
  });
}

/** From whom the truth is, and where the numbers can be had. */
function sourceOf({study, provenance, timeZone}: Track): Pick<FigureOptions, "source" | "downloads"> {
  return {
    source: sourceLine(provenance, timeZone),
    downloads: [{label: "JSON", href: `./api/${study}/track.json`}]
  };
}

/** The local days that a record's forecasts are of. */
function daysOf({timeZone}: Track, {times}: TrackRecord): string {
  const day = (time: string) => formatDate(localDay(timeZone, Date.parse(time)));
  return `${day(times[0]!)} to ${day(times.at(-1)!)}`;
}

/** The newest edition of which everything is known, else the one of which most is. */
function newestKnown({editions, times, actual}: TrackRecord): number {
  const known = editions.map(
    ({from, steps}) =>
      actual.slice(from, Math.min(from + steps, times.length)).filter((value) => value !== null).length /
      steps
  );
  return known.lastIndexOf(Math.max(...known));
}

function SeriesChoice(series: readonly string[], choose: (i: number) => void): HTMLElement | null {
  return series.length > 1 ? Choice("Place", series.map(seriesName), 0, choose) : null;
}

function Choice(
  label: string,
  names: readonly string[],
  chosen: number,
  choose: (i: number) => void
): HTMLElement {
  const list =
    html`<select>${names.map((name, i) => html`<option value=${i} selected=${i === chosen}>${name}</option>`)}</select>` as HTMLSelectElement;
  list.addEventListener("change", () => choose(Number(list.value)));
  return html`<label>${label} ${list}</label>`;
}
