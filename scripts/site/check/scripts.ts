import {isForeign, resolveReference} from "../dist/files.js";
import {findReferences, type Reference} from "../dist/modules.js";
import type {Finding} from "./finding.js";

/** A module's references that lead to files of the site. */
export interface ModuleFacts {
  readonly statics: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Reads one module (or inline script) of a built site and finds references that a browser cannot follow.
 * @param path where it stands below the site's folder
 * @param exists whether a file of that path was built
 */
export function readModuleFacts(
  path: string,
  source: string,
  exists: (path: string) => boolean
): ModuleFacts {
  const findings: Finding[] = [];
  const statics: string[] = [];
  let references: Reference[];
  try {
    references = findReferences(source);
  } catch (error) {
    const problem = `holds a script that is not JavaScript: ${(error as Error).message}`;
    return {
      statics,
      findings: [{page: path, problem, remedy: "Correct the code block or module that it comes from."}]
    };
  }
  for (const {kind, specifier} of references) {
    if (isForeign(specifier)) {
      findings.push({
        page: path,
        problem: `imports ${specifier} from another origin`,
        remedy: "Install the package with npm and import it as npm:name."
      });
    } else if (/^(?:data|blob):/.test(specifier)) {
    } else if (!/^\.{0,2}\//.test(specifier)) {
      findings.push({
        page: path,
        problem: `imports "${specifier}", which a browser cannot resolve`,
        remedy: `Install it ("npm install ${specifier.replace(/^npm:/, "")}") and import it as npm:${specifier.replace(/^npm:/, "")}.`
      });
    } else {
      const target = resolveReference(path, specifier);
      if (exists(target)) {
        if (kind === "static") statics.push(target);
      } else if (!isOptional(path, kind, target)) {
        findings.push({
          page: path,
          problem: `refers to ${target}, which was not built`,
          remedy: "See whether the file exists under src/ and is spelt the same; then build again."
        });
      }
    }
  }
  return {statics, findings};
}

/**
 * Framework's client names every library that a page might use (`import("../_npm/lodash@…")`), and publishes those that a page
 * does use. What it left out is never asked for.
 */
function isOptional(path: string, kind: Reference["kind"], target: string): boolean {
  return path.startsWith("_observablehq/") && kind !== "static" && /^_(npm|observablehq|file)\//.test(target);
}
