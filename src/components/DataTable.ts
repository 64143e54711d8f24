import {html} from "npm:htl";

/** A column of a table: its heading and what it shows of a row. */
export interface Column<Row> {
  readonly label: string;
  readonly value: (row: Row) => string | Node;
  /** Numbers stand right and in tabular figures. */
  readonly numeric?: boolean;
  /** Text that may take several lines. */
  readonly long?: boolean;
  /** Left out on a phone. */
  readonly wideOnly?: boolean;
}

/** A plain table with a caption; the first column heads its rows. It scrolls by itself where it is wider than its place. */
export function DataTable<Row>(
  rows: Iterable<Row>,
  columns: readonly Column<Row>[],
  {caption, visibleCaption = false}: {caption: string; visibleCaption?: boolean}
): HTMLElement {
  const kind = ({numeric, long, wideOnly}: Column<Row>) =>
    `${numeric ? "number" : "text"}${long ? " long" : ""}${wideOnly ? " wide-only" : ""}`;
  const head = columns.map((column) => html`<th scope="col" class=${kind(column)}>${column.label}</th>`);
  const body = Array.from(rows, (row) => {
    const cells = columns.map((column, i) =>
      i === 0
        ? html`<th scope="row" class=${kind(column)}>${column.value(row)}</th>`
        : html`<td class=${kind(column)}>${column.value(row)}</td>`
    );
    return html`<tr>${cells}</tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class=${visibleCaption ? "" : "visually-hidden"}>${caption}</caption>
      <thead><tr>${head}</tr></thead>
      <tbody>${body}</tbody>
    </table>
  </div>`;
}
