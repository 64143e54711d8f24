import {html} from "npm:htl";
import type {Data} from "../lib/artifacts/tables.js";
import {formatCount, formatDate, formatInstant, formatNumber} from "../lib/format.js";
import {publisherName, stateOf} from "../lib/report/state.js";
import {webAddress} from "../lib/web-address.js";
import {DataTable} from "./DataTable.js";
import {StateBadge} from "./StateBadge.js";

type TableFacts = Data["tables"][number];

/** One table: its state, sources with licences, columns with units, contract, breaches and remarkable days. */
export function TableReport(
  table: TableFacts,
  {edition, studies = []}: {edition: string; studies?: readonly StudyName[]}
): HTMLElement {
  const {
    id,
    title,
    timeZone,
    mode,
    asOf,
    reason,
    from,
    to,
    rows,
    bytes,
    sources,
    columns,
    contract,
    breaches
  } = table;
  const pulled = (time: string) => formatInstant(timeZone, Date.parse(time));
  return html`<section class="table-report" id=${`table-${id}`}>
    <h2>${title}</h2>
    <p>${StateBadge(stateOf({mode, asOf, sources}, edition))}${reason ? html` · ${reason}` : null}</p>
    <p>${formatCount(rows, "row")} from ${momentText(from)} to ${momentText(to)}, ${formatNumber(bytes / 1000)}${"\u00a0"}kB; last whole day ${formatDate(asOf)}; used by ${uses(table.studies, studies)}.</p>
    <h3>Sources and licences</h3>
    ${DataTable(
      sources,
      [
        {label: "Publisher", value: publisherName},
        {label: "Data set", value: ({title, url}) => html`<a href=${webAddress(url)}>${title}</a>`},
        {label: "Licence", value: ({licence}) => licence},
        {label: "Pulled", value: ({pulledAt}) => pulled(pulledAt)},
        {label: "Cite as", value: ({citation}) => citation, long: true, wideOnly: true},
        {
          label: "SHA-256",
          value: ({sha256}) => html`<code title=${sha256}>${sha256.slice(0, 12)}</code>`,
          wideOnly: true
        }
      ],
      {caption: `Sources of ${title}`}
    )}
    <h3>Columns</h3>
    ${DataTable(
      columns,
      [
        {label: "Column", value: ({name}) => html`<code>${name}</code>`},
        {label: "Unit", value: ({unit}) => unit || "–"},
        {label: "Type", value: ({type}) => type, wideOnly: true},
        {label: "What it is", value: ({description}) => description, long: true}
      ],
      {caption: `Columns of ${title}`}
    )}
    <h3>Contract</h3>
    ${DataTable(
      contract,
      [
        {label: "Rule", value: ({rule}) => rule, long: true},
        {label: "Column", value: ({column}) => column || "table"},
        {label: "If broken", value: ({level}) => BROKEN[level]}
      ],
      {caption: `Contract of ${title}`}
    )}
    <h3>Breaches in this edition</h3>
    ${breaches.length === 0 ? html`<p>None.</p>` : Breaches(table)}
    ${Object.entries(table.days).map(([kind, days]) => RemarkableDays(kind, days))}
  </section>`;
}

/** The title and the page of a study, for a link. */
export interface StudyName {
  readonly study: string;
  readonly title: string;
  readonly page: string;
}

function uses(ids: readonly string[], studies: readonly StudyName[]): (string | Node)[] {
  return ids.flatMap((id, i) => {
    const study = studies.find((known) => known.study === id);
    return [i ? ", " : "", study ? html`<a href=${`.${study.page}`}>${study.title}</a>` : id];
  });
}

/** A day, or an hour in UTC: "22 Mar 2021", "22 Mar 2021, 23:00 UTC". */
function momentText(stamp: string): string {
  const day = formatDate(stamp.slice(0, 10));
  return stamp.length > 10 ? `${day}, ${stamp.slice(11, 16)} UTC` : day;
}

const BROKEN = {
  error: "the last good table stays",
  warning: "shown here",
  both: "shown here; the last good table stays where it is grave"
} as const;

function Breaches({title, breaches}: TableFacts): HTMLElement {
  return DataTable(
    breaches,
    [
      {label: "What", value: ({message}) => message, long: true},
      {
        label: "Level",
        value: ({level}) => (level === "error" ? html`<strong class="warning-text">error</strong>` : level)
      },
      {label: "Column", value: ({column}) => column || "table"},
      {label: "Rows", value: ({count}) => formatNumber(count), numeric: true},
      {label: "For example", value: ({sample}) => sample.slice(0, 3).join(", ") || "–"},
      {label: "Code", value: ({code}) => html`<code>${code}</code>`, wideOnly: true}
    ],
    {caption: `Breaches of the contract of ${title}`}
  );
}

function RemarkableDays(kind: string, days: readonly string[]): HTMLElement | null {
  if (days.length === 0) return null;
  return html`<details class="more"><summary>${formatCount(days.length, "day")}: ${kind}</summary><p>${days.map(formatDate).join(", ")}</p></details>`;
}
