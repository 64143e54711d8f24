import {SaxesParser} from "saxes";

/** An element of an Atom document. */
export interface AtomElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: AtomElement[];
  text: string;
}

const atom = "http://www.w3.org/2005/Atom";

/** Reads XML strictly, with namespaces. @throws on anything that is not well-formed, and on an element that is not Atom's. */
export function parseAtom(xml: string): AtomElement {
  const parser = new SaxesParser({xmlns: true});
  const root: AtomElement = {name: "", attributes: {}, children: [], text: ""};
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({local, uri, attributes}) => {
    if (uri !== atom) throw new Error(`<${local}> is not of Atom's namespace, but of "${uri}"`);
    const element: AtomElement = {
      name: local,
      attributes: Object.fromEntries(Object.values(attributes).map(({name, value}) => [name, value])),
      children: [],
      text: ""
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

/** The children of an element with a name. */
export function childrenOf({children}: AtomElement, name: string): AtomElement[] {
  return children.filter((child) => child.name === name);
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const feedParts = ["author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights"];
const entryParts = ["author", "category", "content", "contributor", "id", "link", "published", "rights"];
const common = ["title", "updated", "subtitle", "entry", "summary", "source"];

/** What RFC 4287 demands and a feed lacks, one line for each; the sections are those of the RFC. */
export function atomFindings(feed: AtomElement): string[] {
  const findings: string[] = [];
  const need = (holds: boolean, what: string) => {
    if (!holds) findings.push(what);
  };
  const once = (element: AtomElement, name: string, where: string) =>
    need(childrenOf(element, name).length === 1, `${where}: exactly one ${name}`);
  const about = (element: AtomElement, where: string) => {
    for (const name of ["id", "title", "updated"]) once(element, name, where);
    for (const {text} of childrenOf(element, "id"))
      need(URL.canParse(text) && text.trim() === text, `${where}: id is an IRI: "${text}" (4.2.6)`);
    for (const {text} of childrenOf(element, "updated"))
      need(instant.test(text) && !Number.isNaN(Date.parse(text)), `${where}: updated "${text}" (3.3)`);
    const links = childrenOf(element, "link");
    for (const {attributes} of links)
      need(attributes.href !== undefined, `${where}: a link has an href (4.2.7.1)`);
    const alternates = links.filter(({attributes}) => (attributes.rel ?? "alternate") === "alternate");
    const kinds = alternates.map(({attributes}) => `${attributes.type} ${attributes.hreflang}`);
    need(new Set(kinds).size === kinds.length, `${where}: one alternate of a type and language (4.1.1)`);
    for (const {attributes} of childrenOf(element, "category"))
      need(Boolean(attributes.term), `${where}: a category has a term (4.2.2.1)`);
    return alternates.length;
  };
  need(feed.name === "feed", "the document is a feed (4.1.1)");
  about(feed, "feed");
  need(
    childrenOf(feed, "link").some(({attributes}) => attributes.rel === "self"),
    "feed: a link to itself (4.1.1)"
  );
  const entries = childrenOf(feed, "entry");
  for (const [i, entry] of entries.entries()) {
    const where = `entry ${i + 1}`;
    const alternates = about(entry, where);
    need(
      alternates > 0 || childrenOf(entry, "content").length > 0,
      `${where}: content or an alternate (4.1.2)`
    );
    need(
      childrenOf(entry, "author").length > 0 || childrenOf(feed, "author").length > 0,
      `${where}: an author (4.1.2)`
    );
    need(childrenOf(entry, "summary").length <= 1, `${where}: at most one summary (4.1.2)`);
    for (const {name} of entry.children)
      need([...entryParts, ...common].includes(name), `${where}: an unknown ${name}`);
  }
  for (const author of childrenOf(feed, "author")) once(author, "name", "author");
  for (const {name} of feed.children)
    need([...feedParts, ...common].includes(name), `feed: an unknown ${name}`);
  const ids = [feed, ...entries].map((element) => childrenOf(element, "id")[0]?.text);
  need(new Set(ids).size === ids.length, "ids are unique (4.2.6)");
  return findings;
}
