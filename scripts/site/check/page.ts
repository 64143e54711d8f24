import {isForeign, isLocal, resolveReference} from "../dist/files.js";
import {attribute, type Element, elements, isScript, parseHtml, textOf} from "../dist/html.js";
import {isPolicy} from "../finish/document.js";
import type {Finding} from "./finding.js";

/** What a page refers to, found in its HTML. */
export interface PageFacts {
  readonly path: string;
  readonly ids: ReadonlySet<string>;
  /** Links to places of the site: target below the folder, and fragment. */
  readonly links: readonly {readonly href: string; readonly target: string; readonly fragment: string}[];
  /** Files that the page loads or names: scripts, styles, images, registered data. */
  readonly assets: readonly {readonly target: string; readonly what: string}[];
  /** What the browser loads before it runs anything: scripts and styles. */
  readonly firstView: readonly string[];
  /** Data files that the page registers for use, now or on demand. */
  readonly data: readonly string[];
  readonly scripts: readonly string[];
  readonly findings: readonly Finding[];
}

const LOADS: readonly [tag: string, attr: string][] = [
  ["script", "src"],
  ["img", "src"],
  ["img", "srcset"],
  ["source", "src"],
  ["source", "srcset"],
  ["video", "src"],
  ["audio", "src"],
  ["iframe", "src"],
  ["embed", "src"],
  ["object", "data"]
];

/** Links in a head that load nothing. */
const NAMING = new Set(["canonical", "alternate", "license", "author", "me"]);

/** Reads one page, and finds what is wrong in the page itself. */
export function readPageFacts(path: string, html: string, base = "/"): PageFacts {
  const all = [...elements(parseHtml(html))];
  const findings: Finding[] = [];
  const add = (problem: string, remedy: string) => findings.push({page: path, problem, remedy});
  const links: PageFacts["links"][number][] = [];
  const assets: PageFacts["assets"][number][] = [];
  const firstView = new Set<string>();

  const load = (reference: string, what: string): string | undefined => {
    if (isForeign(reference)) {
      add(
        `loads ${reference} from another origin`,
        "Put the file into src/ or install the package with npm, and refer to that."
      );
    } else if (isLocal(reference)) {
      const target = resolveReference(path, reference, base);
      assets.push({target, what});
      return target;
    }
    return undefined;
  };

  for (const element of all) {
    if (attribute(element, "class")?.split(/\s+/).includes("observablehq--error"))
      add(`shows an error: ${shortText(element)}`, "Correct the code block or the expression that it names.");
    if (element.tagName === "a") {
      const href = attribute(element, "href");
      if (href?.startsWith("#")) links.push({href, target: path, fragment: href.slice(1)});
      else if (href && isLocal(href))
        links.push({href, target: resolveReference(path, href, base), fragment: href.split("#")[1] ?? ""});
    }
    if (element.tagName === "link") {
      const rel = attribute(element, "rel")?.toLowerCase() ?? "";
      const href = attribute(element, "href") ?? "";
      if (NAMING.has(rel)) {
        if (rel === "alternate" && isLocal(href))
          assets.push({target: resolveReference(path, href, base), what: rel});
      } else {
        const target = load(href, rel);
        if (target && /stylesheet|modulepreload/.test(rel)) firstView.add(target);
      }
    }
    for (const [tag, attr] of LOADS) {
      const value = element.tagName === tag ? attribute(element, attr) : undefined;
      if (value === undefined) continue;
      const sources =
        attr === "srcset" ? value.split(",").map((part) => part.trim().split(/\s+/)[0]!) : [value];
      for (const source of sources) {
        const target = load(source, tag);
        if (target && tag === "script") firstView.add(target);
      }
    }
  }
  if (!all.some(isPolicy))
    add("has no Content-Security-Policy", "Run the finishing step: npm run build does.");
  const scripts = all
    .filter((element) => isScript(element) && attribute(element, "src") === undefined)
    .map(textOf);
  const data = scripts
    .flatMap((script) => registeredFiles(script))
    .map((file) => resolveReference(path, file, base));
  for (const target of data) assets.push({target, what: "data"});
  const ids = new Set(all.flatMap((element) => attribute(element, "id") ?? attribute(element, "name") ?? []));
  return {path, ids, links, assets, firstView: [...firstView], data, scripts, findings};
}

/** The paths in Framework's `registerFile("name", {…, "path": "…"})`. */
function registeredFiles(script: string): string[] {
  return [...script.matchAll(/^registerFile\(.*?"path":("(?:[^"\\]|\\.)*")/gm)].map(
    ([, path]) => JSON.parse(path!) as string
  );
}

function shortText(element: Element): string {
  const words: string[] = [];
  const visit = (node: Element["childNodes"][number]): void => {
    if ("value" in node) words.push(node.value);
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(element);
  return words.join(" ").replace(/\s+/g, " ").trim().slice(0, 160);
}
