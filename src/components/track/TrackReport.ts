import {html} from "npm:htl";
import type {Track, TrackRecord} from "../../lib/artifacts.js";
import {formatDate, formatInstant} from "../../lib/format.js";
import {issuedText} from "../../lib/report/track/words.js";
import {localDay} from "../../lib/time/zone.js";
import {DataTable} from "../DataTable.js";
import {TrackFigures} from "./TrackFigures.js";

/**
 * What one study said when, and how it went: what was issued, or plainly that nothing of it can be judged yet; and while that is little, the
 * last weeks of the backtest, called so.
 */
export function TrackReport(track: Track): HTMLElement {
  const {ledger, issued, backtest} = track;
  const judged = ledger.known > 0;
  return html`<div>
    <p>${issuedText(track)}</p>
    ${ledger.editions > 0 ? html`<h3>As issued</h3>` : null}
    ${judged ? TrackFigures(track, issued, {issued: true}) : ledger.editions > 0 ? Waiting(track) : null}
    ${backtest && backtest.editions.length > 0 ? html`<h3>Backtest, not issued</h3>${TrackFigures(track, backtest, {issued: false})}` : null}
    <p class="source">The ledger as a whole: <a href=${`./api/${track.study}/ledger.csv`} download>CSV</a>. Head of its chain: <code class="hash">${ledger.head}</code></p>
  </div>`;
}

/** The editions that wait for their truth. */
function Waiting(track: Track): HTMLElement {
  const {timeZone, issued} = track;
  const day = (instant: string) => formatDate(localDay(timeZone, Date.parse(instant)));
  const at = (instant: string) => formatInstant(timeZone, Date.parse(instant));
  return DataTable<TrackRecord["editions"][number]>(
    [...issued.editions].reverse(),
    [
      {label: "Origin", value: ({origin}) => at(origin)},
      {label: "Issued", value: ({issuedAt}) => (issuedAt === null ? "–" : at(issuedAt)), long: true},
      {
        label: "For",
        value: ({from, steps}) => {
          const [first, last] = [issued.times[from]!, issued.times[from + steps - 1]!].map(day);
          return first === last ? first! : `${first} to ${last}`;
        },
        long: true
      },
      {label: "Known of it", value: () => "nothing yet"}
    ],
    {caption: `Editions of ${track.title} that wait for their truth`}
  );
}
