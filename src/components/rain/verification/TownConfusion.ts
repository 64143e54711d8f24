import {html} from "npm:htl";
import {formatNumber, formatPercent, formatSigned} from "../../../lib/format.js";
import type {TownRow} from "../../../lib/report/rain/verification/shapes.js";
import {sortTowns, type TownKey} from "../../../lib/report/rain/verification/town-order.js";

interface TownColumn {
  readonly by: TownKey;
  readonly label: string;
  readonly value: (town: TownRow) => string | Node;
  readonly numeric?: boolean;
  readonly wideOnly?: boolean;
}

const count = (by: "hits" | "alarms" | "misses" | "rejections", label: string): TownColumn => ({
  by,
  label,
  value: (town) => formatNumber(town[by]),
  numeric: true
});

/**
 * What was said and what happened by town as a table in a place of fixed height. A column's heading is a button that sorts by it, a second
 * time the other way (`aria-sort` says which). It begins with the lowest F1.
 * @param href the page of a town
 */
export function TownConfusion(
  towns: readonly TownRow[],
  {caption, href = (id) => `./rain/${id}`}: {caption: string; href?: (id: string) => string}
): HTMLElement {
  const columns: readonly TownColumn[] = [
    {by: "name", label: "Town", value: ({id, name}) => html`<a href=${href(id)}>${name}</a>`},
    {by: "state", label: "State", value: ({state}) => state, wideOnly: true},
    {by: "climate", label: "Climate", value: ({climate}) => climate, wideOnly: true},
    {
      by: "wet",
      label: "Wet",
      value: ({hits, misses, n}) => (n === 0 ? "–" : formatPercent((100 * (hits + misses)) / n, 0)),
      numeric: true
    },
    count("hits", "Hits"),
    count("alarms", "False alarms"),
    count("misses", "Misses"),
    count("rejections", "Correct dries"),
    {by: "f1", label: "F1", value: ({f1}) => (f1 === null ? "–" : formatNumber(f1, 3)), numeric: true},
    {
      by: "brier",
      label: "Brier",
      value: ({brier}) => (brier === null ? "–" : formatNumber(brier, 3)),
      numeric: true
    },
    {
      by: "skill",
      label: "Brier skill",
      value: ({skill}) => (skill === null ? "–" : `${formatSigned(100 * skill, 0)} %`),
      numeric: true
    }
  ];
  let order: {by: TownKey; descending: boolean} = {by: "f1", descending: false};
  const body = html`<tbody></tbody>`;
  const kind = ({numeric, wideOnly}: TownColumn) =>
    `${numeric ? "number" : "text"}${wideOnly ? " wide-only" : ""}`;
  const headings = columns.map((column) => {
    const button = html`<button type="button" class="sort">${column.label}<span class="sort-arrow" aria-hidden="true"></span></button>`;
    const heading = html`<th scope="col" class=${kind(column)}>${button}</th>`;
    button.addEventListener("click", () => {
      const {by, numeric} = column;
      order = {by, descending: order.by === by ? !order.descending : numeric === true};
      draw();
    });
    return {by: column.by, heading};
  });
  const draw = () => {
    for (const {by, heading} of headings)
      if (by === order.by) heading.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    body.replaceChildren(
      ...sortTowns(towns, order).map((town) => {
        const cells = columns.map((column, i) =>
          i === 0
            ? html`<th scope="row" class="text">${column.value(town)}</th>`
            : html`<td class=${kind(column)}>${column.value(town)}</td>`
        );
        return html`<tr>${cells}</tr>`;
      })
    );
  };
  draw();
  return html`<div class="scroll run-table town-confusion" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="visually-hidden">${caption}: each heading sorts</caption>
      <thead><tr>${headings.map(({heading}) => heading)}</tr></thead>
      ${body}
    </table>
  </div>`;
}
