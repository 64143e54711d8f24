import {ALL_RUNS, type RunFilter, SORTS, type Sort, type SortKey} from "./rows.js";

/** What a reader sees of the runs: it is kept in the page's address, so that it can be passed on as a link. */
export interface RunView extends RunFilter, Sort {
  /** Ids of the runs that are compared, in the order in which they were chosen. */
  readonly chosen: readonly string[];
}

/** At most so many runs are compared at once: more curves cannot be told apart. */
export const MOST = 8;

/** What an address may name. */
export interface Known {
  readonly runs: ReadonlySet<string>;
  readonly studies: readonly string[];
  readonly candidates: readonly string[];
  readonly statuses: readonly string[];
}

/** The view without any address: all runs, newest first, with the given ones compared. */
export function openingView(chosen: readonly string[]): RunView {
  return {...ALL_RUNS, by: "started", descending: true, chosen};
}

/** A view as a query string; what is as in the opening is left out, so that the opening is the empty text. */
export function writeView(view: RunView, opening: RunView): string {
  const query = new URLSearchParams();
  const chosen = view.chosen.join(".");
  if (chosen !== opening.chosen.join(".")) query.set("runs", chosen);
  for (const name of ["study", "candidate", "status", "find"] as const)
    if (view[name] !== opening[name]) query.set(name, view[name]);
  const sort = sortText(view);
  if (sort !== sortText(opening)) query.set("sort", sort);
  return query.toString();
}

function sortText({by, descending}: Sort): string {
  return descending ? `-${by}` : by;
}

/**
 * The view that a query string names. What it gets wrong (a run that is not there, a study that is unknown, a column that does not
 * exist) is described in `problems` and left as in the opening; names of others, such as those that a mailer adds, are passed over.
 */
export function readView(query: string, known: Known, opening: RunView): {view: RunView; problems: string[]} {
  const problems: string[] = [];
  const view: {-readonly [name in keyof RunView]: RunView[name]} = {...opening};
  for (const [name, text] of new URLSearchParams(query)) {
    if (name === "runs") view.chosen = chosenOf(text, known, problems);
    else if (name === "sort") {
      const by = text.replace(/^-/, "");
      if (isSort(by)) Object.assign(view, {by, descending: text.startsWith("-")});
      else
        problems.push(`sort: expected one of ${SORTS.join(", ")}, or one with a minus, got ${quoted(text)}`);
    } else if (name === "find") {
      if (text.length <= 100) view.find = text;
      else problems.push(`find: expected at most 100 characters, got ${text.length}`);
    } else if (name === "study" || name === "candidate" || name === "status") {
      const values = {study: known.studies, candidate: known.candidates, status: known.statuses}[name];
      if (text === "" || values.includes(text)) view[name] = text;
      else problems.push(`${name}: there is no ${quoted(text)}`);
    }
  }
  return {view, problems};
}

function chosenOf(text: string, {runs}: Known, problems: string[]): string[] {
  const ids = [...new Set(text.split(".").filter((id) => id !== ""))];
  const found = ids.filter((id) => runs.has(id));
  const lost = ids.filter((id) => !runs.has(id));
  if (lost.length) {
    const named = lost.slice(0, 3).map(quoted).join(", ");
    problems.push(
      `runs: not in this edition: ${named}${lost.length > 3 ? ` and ${lost.length === 4 ? "one other" : `${lost.length - 3} others`}` : ""}`
    );
  }
  if (found.length > MOST) problems.push(`runs: at most ${MOST} are compared, got ${found.length}`);
  return found.slice(0, MOST);
}

function isSort(text: string): text is SortKey {
  return (SORTS as readonly string[]).includes(text);
}

function quoted(text: string): string {
  return text.length > 40 ? `“${text.slice(0, 40)}…”` : `“${text}”`;
}
