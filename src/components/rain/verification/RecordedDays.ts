import {html} from "npm:htl";
import {formatDate, formatDay, formatNumber, formatShare} from "../../../lib/format.js";
import {chanceClasses} from "../../../lib/report/rain/classes.js";
import {
  dayAt,
  daySentence,
  daysTitle,
  type RecordedDay,
  tellingDay
} from "../../../lib/report/rain/verification/days.js";
import type {RecordedDays as Days, RecordedTown} from "../../../lib/report/rain/verification/shapes.js";
import {stripHeight} from "../../../lib/report/rain/verification/strip.js";
import {DataTable} from "../../DataTable.js";
import {type Download, Figure} from "../../Figure.js";
import {DayStrip, type StripCell} from "./DayStrip.js";

/**
 * What was said and what fell on the recorded days: a strip of towns by days, of which a reader chooses one by pointing, from a list or with
 * buttons, and reads what it brought. It opens on the one of the last days with most surprises.
 */
export function RecordedDays(
  days: Days,
  {source, downloads = []}: {source?: string; downloads?: readonly Download[]} = {}
): HTMLElement {
  if (days.days.length === 0) return html`<p>No day whose rain is known has been forecast yet.</p>`;
  let chosen = tellingDay(days);
  const list = html`<select aria-label="Day">${days.days.map(
    (day, d) => html`<option value=${d}>${formatDay(day, {dated: true})}</option>`
  )}</select>` as HTMLSelectElement;
  const earlier = html`<button type="button">Earlier</button>` as HTMLButtonElement;
  const later = html`<button type="button">Later</button>` as HTMLButtonElement;
  const sentence = html`<p class="day-sentence" aria-live="polite"></p>`;
  const pointed = html`<p class="small day-pointed"></p>`;
  const figure = Figure(
    (width) =>
      DayStrip(days, {
        width,
        chosen,
        onPoint: (cell) => (pointed.textContent = pointedText(days, cell)),
        onChoose: choose
      }),
    {
      title: daysTitle(days),
      subtitle: `Probability of more than 1.0 mm that was said, by town from north to south, 24 hours to 9 am of each day, ${formatDate(days.days[0])} to ${formatDate(days.days.at(-1)!)}; a dot where it rained, a small square where the rain is not known`,
      height: () => stripHeight(days.towns),
      source,
      downloads,
      table: () => DayTable(days)
    }
  );
  function choose(day: number): void {
    chosen = day;
    list.value = String(day);
    earlier.disabled = day === 0;
    later.disabled = day === days.days.length - 1;
    sentence.textContent = daySentence(dayAt(days, day));
    const strip = figure.querySelector(".day-strip");
    if (!strip) return;
    const [from, to] = ["data-from", "data-to"].map((name) => Number(strip.getAttribute(name)));
    // A day that the width leaves out moves the strip; within it only the frame moves.
    if (day < from || day >= to) figure.dispatchEvent(new Event("redraw"));
    else strip.dispatchEvent(new CustomEvent("choose", {detail: day}));
  }
  list.addEventListener("change", () => choose(Number(list.value)));
  earlier.addEventListener("click", () => choose(Math.max(0, chosen - 1)));
  later.addEventListener("click", () => choose(Math.min(days.days.length - 1, chosen + 1)));
  choose(chosen);
  return html`<div class="recorded-days">
    <div class="day-choice">${list}${earlier}${later}</div>
    ${sentence}
    <p class="small day-key" aria-hidden="true">${chanceClasses.map(({strength, label}) => {
      const swatch = html`<span class="day-swatch"></span>`;
      swatch.style.setProperty("--strength", String(strength));
      return html`<span>${swatch}${label}</span>`;
    })}</p>
    ${figure}
    ${pointed}
  </div>`;
}

function pointedText({towns, days, probability, happened, rain}: Days, cell: StripCell | null): string {
  if (!cell) return "";
  const {day, town} = cell;
  const fell = rain[day][town];
  const was =
    happened[day][town] === null
      ? "rain not known"
      : fell === null
        ? ""
        : `${formatNumber(fell, 1)}\u00a0mm fell`;
  return `${towns[town].name}, ${formatDay(days[day])}: ${formatShare(probability[day][town])} said, ${was}`;
}

/** What each day brought. */
function DayTable(days: Days): HTMLElement {
  const names = (towns: readonly RecordedTown[]) => towns.map(({name}) => name).join(", ") || "–";
  return DataTable<RecordedDay>(
    days.days.map((_, d) => dayAt(days, d)).reverse(),
    [
      {label: "Day", value: ({day}) => formatDay(day, {dated: true})},
      {label: "Towns known", value: ({known}) => formatNumber(known), numeric: true},
      {label: "Said wet and were", value: ({hits}) => formatNumber(hits.length), numeric: true},
      {label: "Said wet and stayed dry", value: ({alarms}) => names(alarms), long: true},
      {label: "Wet and not said", value: ({misses}) => names(misses), long: true}
    ],
    {caption: "What was said and what fell, by day"}
  );
}
