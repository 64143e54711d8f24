import {html} from "npm:htl";
import type {Track, TrackRecord} from "../../lib/artifacts/track.js";
import {formatDate, formatInstant} from "../../lib/format.js";
import {issuedText, replayedText} from "../../lib/report/track/words.js";
import {localDay} from "../../lib/time/zone.js";
import {DataTable} from "../DataTable.js";
import {TrackFigures} from "./TrackFigures.js";

/**
 * What one study said when, and how it went: what was issued, or plainly that nothing of it can be judged yet; and while that is little, the
 * last weeks of the backtest, called so.
 */
export function TrackReport(track: Track): HTMLElement {
  const {ledger, issued, backtest, replayed} = track;
  const own = track.provenance.replayed ? "Replayed, not issued" : "As issued";
  const judged = ledger.known > 0;
  return html`<div>
    <p>${track.provenance.replayed ? replayedText({replayed: {ledger, record: issued}, timeZone: track.timeZone}) : issuedText(track)}</p>
    ${ledger.editions > 0 ? html`<h3>${own}</h3>` : null}
    ${judged ? TrackFigures(track, issued, {called: own.toLowerCase()}) : ledger.editions > 0 ? Waiting(track) : null}
    ${backtest && backtest.editions.length > 0 ? html`<h3>Backtest, not issued</h3>${TrackFigures(track, backtest, {called: "backtest, not issued"})}` : null}
    ${replayed ? Replayed(track, replayed) : null}
    <p class="source">The ledger as a whole: <a href=${`./api/${track.study}/ledger.csv`} download>CSV</a>. Head of its chain: <code class="hash">${ledger.head}</code></p>
  </div>`;
}

/** What was replayed, apart from what was issued. */
function Replayed(track: Track, {ledger, record}: NonNullable<Track["replayed"]>): HTMLElement {
  return html`<div>
    <h3>Replayed, not issued</h3>
    <p>${replayedText(track)}</p>
    ${ledger.known > 0 ? TrackFigures(track, record, {called: "replayed, not issued"}) : null}
    <p class="source">What was replayed as a whole: <a href=${`./api/${track.study}/replayed.csv`} download>CSV</a>. Head of its chain: <code class="hash">${ledger.head}</code></p>
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
