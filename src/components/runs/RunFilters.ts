import {html} from "npm:htl";
import {ALL_RUNS, type RunFilter, type RunRow} from "../../lib/report/runs/rows.js";

/** What rows can be filtered by: the values that occur, each with its name on the page. */
export interface FilterChoices {
  readonly study: readonly (readonly [value: string, label: string])[];
  readonly candidate: readonly (readonly [value: string, label: string])[];
  readonly status: readonly (readonly [value: string, label: string])[];
}

/** The choices that rows give, by name; the states in a fixed order. */
export function filterChoices(rows: readonly RunRow[]): FilterChoices {
  const pairs = (of: (row: RunRow) => readonly [string, string]) =>
    [...new Map(rows.map(of))].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const states = new Set(rows.flatMap(({status, alias}) => [status, alias]));
  return {
    study: pairs(({study, studyTitle}) => [study, studyTitle]),
    candidate: pairs(({candidate, candidateLabel}) => [candidate, candidateLabel]),
    status: ["champion", "challenger", "previous", "finished", "failed"]
      .filter((state) => states.has(state))
      .map((state) => [state, state] as const)
  };
}

const LABELS = {study: "Study", candidate: "Candidate", status: "State"} as const;

/** Text to find and three lists to choose from; `onInput` gets the filter on each change, and `set` shows another one. */
export function RunFilters({
  filter: opening,
  choices,
  onInput
}: {
  filter: RunFilter;
  choices: FilterChoices;
  onInput: (filter: RunFilter) => void;
}): {form: HTMLElement; set: (filter: RunFilter) => void} {
  let filter: RunFilter = opening;
  const change = (part: Partial<RunFilter>) => {
    filter = {...filter, ...part};
    onInput(filter);
  };
  const find =
    html`<input type="search" maxlength="100" placeholder="id, parameter, seed=1 …">` as HTMLInputElement;
  find.addEventListener("input", () => change({find: find.value}));
  const lists = (["study", "candidate", "status"] as const).map((name) => {
    const options = choices[name].map(([value, label]) => html`<option value=${value}>${label}</option>`);
    const list = html`<select><option value="">all</option>${options}</select>` as HTMLSelectElement;
    list.addEventListener("change", () => change({[name]: list.value}));
    return {name, list};
  });
  const set = (next: RunFilter) => {
    filter = next;
    find.value = next.find;
    for (const {name, list} of lists) list.value = next[name];
  };
  set(opening);
  const all = html`<button type="button">Show all</button>`;
  all.addEventListener("click", () => {
    set(ALL_RUNS);
    onInput(ALL_RUNS);
  });
  const form = html`<form class="run-filters no-print" role="search" aria-label="Filter the runs">
    <label>Find ${find}</label>
    ${lists.map(({name, list}) => html`<label>${LABELS[name]} ${list}</label>`)}
    ${all}
  </form>`;
  form.addEventListener("submit", (event) => event.preventDefault());
  return {form, set};
}
