import {isForeign, isLocal, resolveReference} from "../dist/files.js";
import type {Finding} from "./finding.js";

/** Finds what a stylesheet loads from another origin, and files that it names and that were not built. */
export function checkStyle(path: string, css: string, exists: (path: string) => boolean): Finding[] {
  const text = css.replace(/\/\*.*?\*\//gs, "");
  const references = [
    ...[...text.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)/g)].map(
      ([, a, b, c]) => a ?? b ?? c!
    ),
    ...[...text.matchAll(/@import\s+(?:"([^"]*)"|'([^']*)')/g)].map(([, a, b]) => a ?? b!)
  ];
  const findings: Finding[] = [];
  for (const reference of references) {
    if (isForeign(reference))
      findings.push({
        page: path,
        problem: `loads ${reference} from another origin`,
        remedy: "Use a system font, or put the file into src/ and refer to that."
      });
    else if (isLocal(reference) && !exists(resolveReference(path, reference)))
      findings.push({
        page: path,
        problem: `refers to ${reference}, which was not built`,
        remedy: "Put the file beside the stylesheet, or remove the reference."
      });
  }
  return findings;
}
