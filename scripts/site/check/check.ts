import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {listFiles} from "../dist/files.js";
import type {Finding} from "./finding.js";
import {type PageFacts, readPageFacts} from "./page.js";
import {readModuleFacts} from "./scripts.js";
import {checkStyle} from "./styles.js";
import {BUDGET, gzipMeter, kB, type Weight} from "./weight.js";

/** What the check of a site found. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  readonly weights: readonly Weight[];
}

/**
 * Reads a built and finished site as a browser would, without one: errors shown on pages, imports and links that lead nowhere,
 * files from other origins, libraries that are not installed, and pages over their budget.
 * @param base the path under which the site will be served
 */
export function checkSite(folder: string, {base = "/"}: {base?: string} = {}): CheckReport {
  const files = new Set(listFiles(folder));
  const exists = (path: string) => files.has(path);
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const findings: Finding[] = [];
  const imports = new Map<string, readonly string[]>();
  for (const path of files) {
    if (path.endsWith(".js") && !/\.worker\./.test(path)) {
      const facts = readModuleFacts(path, read(path), exists);
      imports.set(path, facts.statics);
      findings.push(...facts.findings);
    } else if (path.endsWith(".css")) findings.push(...checkStyle(path, read(path), exists));
  }
  findings.push(...absentLibraries(files));
  const pages = [...files]
    .filter((path) => path.endsWith(".html"))
    .map((path) => readPageFacts(path, read(path), base));
  if (!pages.length)
    findings.push({page: folder, problem: "has no pages", remedy: 'Run "npm run build" first.'});
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const meter = gzipMeter(folder);
  const weights: Weight[] = [];
  for (const page of pages) {
    findings.push(...page.findings, ...deadLinks(page, byPath, exists));
    for (const {target, what} of page.assets) {
      if (!exists(target))
        findings.push({
          page: page.path,
          problem: `refers to ${target} (${what}), which was not built`,
          remedy: "See whether the file exists under src/ and is spelt the same; then build again."
        });
    }
    const start = new Set(page.firstView);
    for (const script of page.scripts) {
      const facts = readModuleFacts(page.path, script, exists);
      findings.push(...facts.findings);
      for (const target of facts.statics) start.add(target);
    }
    const weight = weigh(page, start, imports, exists, meter);
    weights.push(weight);
    findings.push(...overBudget(weight));
  }
  return {findings, weights};
}

/** The file that a link to a path of the site is answered with, or undefined. */
function linkTarget(target: string, exists: (path: string) => boolean): string | undefined {
  const path = target.replace(/^\.?\/?$|\/$/, "");
  const folder = target === "." || target === "" || target.endsWith("/");
  const candidates = folder
    ? [`${path === "." ? "" : path}/index.html`.replace(/^\//, "")]
    : [target, `${target}.html`, `${target}/index.html`];
  return candidates.find(exists);
}

function deadLinks(
  page: PageFacts,
  pages: ReadonlyMap<string, PageFacts>,
  exists: (path: string) => boolean
): Finding[] {
  const findings: Finding[] = [];
  for (const {href, target, fragment} of page.links) {
    const file = linkTarget(target, exists);
    if (!file) {
      findings.push({
        page: page.path,
        problem: `links to ${href}, which does not exist`,
        remedy: "Correct the link, or publish the page or the artifact that it means."
      });
    } else if (fragment && pages.has(file) && !pages.get(file)!.ids.has(decodeURIComponent(fragment))) {
      findings.push({
        page: page.path,
        problem: `links to ${href}, and ${file} has no place named "${fragment}"`,
        remedy: "Correct the name after the #, or give the heading that id."
      });
    }
  }
  return findings;
}

function absentLibraries(files: ReadonlySet<string>): Finding[] {
  const names = new Set<string>();
  for (const path of files) {
    const name = /^_npm\/((?:@[^/]+\/)?[^/@]+)@0\.0\.0\//.exec(path)?.[1];
    if (name) names.add(name);
  }
  return [...names].map((name) => ({
    page: "a page or component",
    problem: `uses ${name}, which is not installed`,
    remedy: `Run "npm install ${name}", or do without it.`
  }));
}

function weigh(
  page: PageFacts,
  start: ReadonlySet<string>,
  imports: ReadonlyMap<string, readonly string[]>,
  exists: (path: string) => boolean,
  meter: (path: string) => number
): Weight {
  const loaded = new Set(start);
  for (const path of loaded) for (const target of imports.get(path) ?? []) loaded.add(target);
  const sum = (paths: Iterable<string>) =>
    [...paths].filter(exists).reduce((total, path) => total + meter(path), 0);
  return {
    page: page.path,
    requests: 1 + loaded.size,
    html: meter(page.path),
    code: sum(loaded),
    data: sum(new Set(page.data))
  };
}

function overBudget({page, requests, code}: Weight): Finding[] {
  const findings: Finding[] = [];
  if (code > BUDGET.code)
    findings.push({
      page,
      problem: `loads ${kB(code)} kB of script and style at first view, more than ${kB(BUDGET.code)} kB`,
      remedy: "Import what is not needed at once on demand: await import(…) where it is used."
    });
  if (requests > BUDGET.requests)
    findings.push({
      page,
      problem: `makes ${requests} requests before it runs anything, more than ${BUDGET.requests}`,
      remedy: "Import what is not needed at once on demand: await import(…) where it is used."
    });
  return findings;
}

/** The findings as lines for a terminal, by page. */
export function findingLines(findings: readonly Finding[]): string[] {
  const sorted = [...findings].sort((a, b) => (a.page < b.page ? -1 : a.page > b.page ? 1 : 0));
  return [...new Set(sorted.map(({page, problem, remedy}) => `${page} ${problem}. ${remedy}`))];
}

/** Throws where the folder of a site is missing: names the remedy. */
export function requireSite(folder: string): void {
  if (!existsSync(folder)) throw new Error(`There is no site in ${folder}. Run "npm run build" first.`);
}
