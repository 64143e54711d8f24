import {html} from "npm:htl";
import {formatChance, formatChances} from "../../lib/report/rain/headline.js";
import type {ReportTown} from "../../lib/report/rain/shapes.js";
import {sortTowns, type TownKey, type TownSort} from "../../lib/report/rain/table.js";
import {againstText, rainText} from "../../lib/report/rain/words.js";

interface TownColumn {
  readonly by: TownKey;
  readonly label: string;
  readonly value: (town: ReportTown) => string | Node;
  readonly numeric?: boolean;
  readonly wideOnly?: boolean;
}

/**
 * The towns as a table, the map's equal: each heading is a button that sorts by it, a second time the other way (`aria-sort` says which). It opens with
 * the likeliest rain first. `root` is where the site begins seen from the page, `month` what is usual belongs to, `before` the day of the last reports.
 */
export function TownTable(
  towns: readonly ReportTown[],
  {month, before, caption, root = "./"}: {month: string; before: string; caption: string; root?: string}
): HTMLElement {
  let sort: TownSort = {by: "probability", descending: true};
  const columns = columnsOf({month, before, root});
  const body = html`<tbody></tbody>`;
  const headings = columns.map(({by, label, numeric, wideOnly}) => {
    const button = html`<button type="button" class="sort">${label}<span class="sort-arrow" aria-hidden="true"></span></button>`;
    const heading = html`<th scope="col" class=${kindOf({numeric, wideOnly})}>${button}</th>`;
    button.addEventListener("click", () => {
      const first = numeric === true || by === "wet";
      sort = {by, descending: sort.by === by ? !sort.descending : first};
      draw();
    });
    return {by, heading};
  });
  const draw = () => {
    for (const {by, heading} of headings) {
      if (by === sort.by) heading.setAttribute("aria-sort", sort.descending ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
    body.replaceChildren(...sortTowns(towns, sort).map((town) => rowOf(town, columns)));
  };
  draw();
  return html`<div class="scroll town-table" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="visually-hidden">${caption}; each heading sorts</caption>
      <thead><tr>${headings.map(({heading}) => heading)}</tr></thead>
      ${body}
    </table>
  </div>`;
}

const kindOf = ({numeric, wideOnly}: Pick<TownColumn, "numeric" | "wideOnly">) =>
  `${numeric ? "number" : "text"}${wideOnly ? " wide-only" : ""}`;

function rowOf(town: ReportTown, columns: readonly TownColumn[]): HTMLElement {
  const cells = columns.map(({value, ...column}, i) =>
    i === 0
      ? html`<th scope="row">${value(town)}</th>`
      : html`<td class=${kindOf(column)}>${value(town)}</td>`
  );
  return html`<tr>${cells}</tr>`;
}

function columnsOf({month, before, root}: {month: string; before: string; root: string}): TownColumn[] {
  return [
    {
      by: "name",
      label: "Town",
      value: ({id, name, without}) =>
        html`<span><a href=${`${root}rain/${id}`}>${name}</a>${without === undefined ? null : html`<br><span class="remark">from other towns alone</span>`}</span>`
    },
    {by: "state", label: "State", value: ({state}) => state, wideOnly: true},
    {
      by: "probability",
      label: "Probability",
      value: ({probability, lo80, hi80}) =>
        html`<span>${formatChance(probability)}<br><span class="remark">${formatChances(lo80, hi80)}</span></span>`,
      numeric: true
    },
    {
      by: "climatology",
      label: `Usual, ${month}`,
      value: ({climatology}) => formatChance(climatology),
      numeric: true
    },
    {
      by: "wet",
      label: "Forecast",
      value: (town) =>
        html`<span>${town.wet ? html`<strong>wet</strong>` : "dry"}<br><span class="remark">${againstText(town, month).replace(/ for .*/, "")}</span></span>`
    },
    {by: "rainToday", label: `Rain to ${before}`, value: rainText, numeric: true, wideOnly: true},
    {by: "climate", label: "Climate", value: ({climate}) => climate, wideOnly: true}
  ];
}
