import {publisherName} from "../../../src/lib/report/state.js";
import {dataStates, editionText, readHealth} from "./edition.js";
import {escapeHtml} from "./escape.js";
import {oldNotice} from "./old.js";

/** A page in the masthead. */
export interface PageLink {
  readonly name: string;
  /** The page's path without extension: `/france`. */
  readonly path: string;
}

/**
 * What stands above every page: name, pages, the edition's date and the state of its data in words; on a page of one study that of its data
 * only. A page whose data are not all recorded says by itself when it has become old; recorded data and a replayed edition are as old as the line says they are.
 */
export function masthead(title: string, pages: readonly PageLink[], path: string, state: string): string {
  const links = pages
    .map((page) => {
      const within = path.startsWith(`${page.path}/`);
      const here = page.path === path ? ' aria-current="page"' : within ? ' aria-current="true"' : "";
      return `<li><a href="${hrefOf(page.path)}"${here}>${escapeHtml(page.name)}</a></li>`;
    })
    .join("");
  const health = readHealth(state);
  const own = health?.studies.filter(({study}) => study === path.split("/")[1]);
  const states = health ? dataStates(own?.length ? {...health, studies: own} : health) : [];
  const said = states.map(({label, mode, studies}) => {
    const names = studies.map((study) => pages.find((page) => page.path === `/${study}`)?.name ?? study);
    const of = states.length > 1 ? `${escapeHtml(names.join(", "))}: ` : "";
    return ` · ${of}<span class="state" data-state="${mode}">${escapeHtml(label)}</span>`;
  });
  return `<a class="skip" href="#observablehq-main">Skip to the report</a>
<div class="masthead"><a class="name" href="/">${escapeHtml(title)}</a><nav aria-label="Pages"><ul>${links}</ul></nav></div>
<p class="edition">${escapeHtml(editionText(health))}${said.join("")}</p>${health && states.some(({mode, replayed}) => mode !== "recorded" && !replayed) ? `\n${oldNotice(health.edition)}` : ""}`;
}

/** What stands below every page: the publishers with their licences, and where more is said. */
export function colophon(state: string): string {
  const sources = (readHealth(state)?.studies ?? []).flatMap(({provenance}) => provenance.sources);
  const credits = [
    ...new Set(sources.map((source) => `${publisherName(source)} (${source.licence})`))
  ].sort();
  const from = credits.length ? `Data: ${escapeHtml(credits.join("; "))}. ` : "";
  return `<p>${from}Sources, licences and checks are listed on the <a href="/data">data page</a>.</p>
<p>Figures and text may be used under the licences of their data; the code is under the MIT licence.</p>`;
}

/** What a page may have for its own head. */
export interface HeadData {
  readonly description?: unknown;
}

/** What every page's head has beside Framework's own: a description, an icon that makes no request, and colours of the frame. */
export function headOf({description}: HeadData): string {
  const icon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 12 5 6l3 4 3-7 4 9' fill='none' stroke='%2326438b' stroke-width='2'/%3E%3C/svg%3E";
  const said =
    typeof description === "string" ? `<meta name="description" content="${escapeHtml(description)}">\n` : "";
  return `${said}<link rel="icon" href="${icon}">
<meta name="theme-color" content="#fdfcf9" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#14171b" media="(prefers-color-scheme: dark)">`;
}

function hrefOf(path: string): string {
  return path === "/index" ? "/" : path;
}
