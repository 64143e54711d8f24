import {readdirSync} from "node:fs";
import {join, posix} from "node:path";

/** The files below a folder, as paths with forward slashes, sorted. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/")
    )
    .sort();
}

/** Whether a reference leaves the site: `https://…`, `//…`, and not `data:`, `blob:`, `mailto:` or a path. */
export function isForeign(reference: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(reference);
}

/** Whether a reference names a file of the site, and neither another origin, nor inline data, nor a place on the same page. */
export function isLocal(reference: string): boolean {
  return reference !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(reference);
}

/**
 * The path below the site's folder that a reference on `page` means; query and fragment are left out. A path that leads
 * above the folder starts with `../`.
 * @param base the path under which the site will be served, for references that start with a slash
 */
export function resolveReference(page: string, reference: string, base = "/"): string {
  const path = decodeURI(reference.replace(/[?#].*$/s, ""));
  if (path === "") return page;
  if (!path.startsWith("/")) return posix.join(posix.dirname(page), path);
  return path.startsWith(base) ? posix.join(".", path.slice(base.length)) : `..${path}`;
}

/** The way from one file of the site to another, as an import or a link takes it: `./a.js`, `../b.js`. */
export function relativeReference(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
