import {relativeReference} from "../dist/files.js";
import {
  attribute,
  type Document,
  type Element,
  elements,
  headOfDocument,
  insert,
  isScript,
  parseHtml,
  printHtml,
  remove,
  setAttribute,
  textOf
} from "../dist/html.js";
import {contentSecurityPolicy} from "./policy.js";

/** What a page is told about its site. */
export interface Finish {
  /** The page's path below the site's folder: `france.html`. */
  readonly path: string;
  /** Where the site will live; without it there is no canonical address. */
  readonly base?: URL;
  /** Whether the site has a feed. */
  readonly feed: boolean;
  /** What the page was made for, where it is one of several: it begins the title. */
  readonly name?: string;
}

/**
 * Finishes one built page: language, zoom, canonical address, feed, and a Content-Security-Policy that allows its own inline
 * scripts and nothing from elsewhere. Finishing a finished page changes nothing.
 */
export function finishDocument(html: string, {path, base, feed, name}: Finish): string {
  const document = parseHtml(html);
  const head = headOfDocument(document);
  for (const element of elements(document)) {
    if (element.tagName === "html") setAttribute(element, "lang", attribute(element, "lang") ?? "en");
    if (element.tagName === "meta" && attribute(element, "name") === "viewport")
      setAttribute(element, "content", "width=device-width, initial-scale=1");
  }
  if (name !== undefined) beginTitle(head, name);
  if (base && path !== "404.html") link(head, "canonical", new URL(canonicalPath(path), base).href);
  if (feed) {
    const element = link(head, "alternate", relativeReference(path, "feed.xml"));
    setAttribute(element, "type", "application/atom+xml");
    setAttribute(element, "title", "Editions");
  }
  // A page that is served for any missing address finds its files by a base element, which the policy must then allow.
  setPolicy(document, head);
  return printHtml(document);
}

/** `index.html` → ``, `notes/index.html` → `notes/`, `france.html` → `france`: the addresses that links use. */
function canonicalPath(path: string): string {
  return path.replace(/(^|\/)index\.html$/, "$1").replace(/\.html$/, "");
}

/** "Daily load" → "Nantes Métropole: daily load"; a title that begins so already stays. */
function beginTitle(head: Element, name: string): void {
  const title = [...elements(head)].find((element) => element.tagName === "title");
  const text = title?.childNodes[0];
  if (!text || !("value" in text) || text.value.startsWith(`${name}: `)) return;
  text.value = `${name}: ${text.value.slice(0, 1).toLowerCase()}${text.value.slice(1)}`;
}

function link(head: Element, rel: string, href: string): Element {
  const known = [...elements(head)].find(
    (element) => element.tagName === "link" && attribute(element, "rel") === rel
  );
  const element = known ?? insert(head, "link", {rel});
  setAttribute(element, "href", href);
  return element;
}

function setPolicy(document: Document, head: Element): void {
  const all = [...elements(document)];
  for (const element of all) if (isPolicy(element)) remove(element);
  const scripts = all
    .filter((element) => isScript(element) && attribute(element, "src") === undefined)
    .map(textOf);
  const policy = contentSecurityPolicy(scripts);
  const based = all.some((element) => element.tagName === "base");
  const content = based ? policy.replace("base-uri 'none'", "base-uri 'self'") : policy;
  const first = head.childNodes.find(
    (child) => "tagName" in child && attribute(child, "charset") !== undefined
  );
  const after = first ? head.childNodes[head.childNodes.indexOf(first) + 1] : head.childNodes[0];
  insert(head, "meta", {"http-equiv": "Content-Security-Policy", content}, after);
}

/** Whether an element is a page's Content-Security-Policy. */
export function isPolicy(element: Element): boolean {
  return (
    element.tagName === "meta" &&
    attribute(element, "http-equiv")?.toLowerCase() === "content-security-policy"
  );
}
