/**
 * Places in the libraries that pages use which are rewritten, with the same results, while the libraries are bundled. A
 * strict Content-Security-Policy forbids making functions from text, and two places do so. Plot labels the groups of its
 * marks, which a screen reader may only be told of elements with a role: they get the role of a group.
 */
interface Patch {
  /** The end of the path of the patched file. */
  readonly file: string;
  /** What stands there now. */
  readonly find: RegExp;
  readonly replacement: string;
}

export const PATCHES: readonly Patch[] = [
  {
    file: "d3-dsv/dist/d3-dsv.mjs",
    find: /return new Function\("d", "return \{" \+ columns\.map\(function\(name, i\) \{\s*return JSON\.stringify\(name\) \+ ": d\[" \+ i \+ "\] \|\| \\"\\"";\s*\}\)\.join\(","\) \+ "\}"\);/,
    // A repeated name keeps its first place and its last value, and __proto__ sets the prototype, as in an object literal.
    replacement: `return function(d) {
    var object = {};
    for (var i = 0; i < columns.length; ++i) object[columns[i]] = d[i] || "";
    return object;
  };`
  },
  {
    file: "apache-arrow/builder/valid.mjs",
    find: /return new Function\(`x`, `\$\{fnBody\}\\nreturn true;`\);/,
    replacement: "return (x) => x === x ? !noNaNs.includes(x) : nullValues.length === noNaNs.length;"
  },
  {
    file: "@observablehq/plot/src/style.js",
    find: /applyAttr\(selection, "aria-label", mark\.ariaLabel\);/,
    replacement:
      'applyAttr(selection, "aria-label", mark.ariaLabel); if (mark.ariaLabel) applyAttr(selection, "role", "group");'
  }
];

/**
 * The source of a library's file with its patch applied, or null where there is none for it.
 * @throws when the file has changed so that the patch no longer fits: the patch must then be looked at again.
 */
export function patched(file: string, source: string): string | null {
  const patch = PATCHES.find((candidate) => file.replaceAll("\\", "/").endsWith(`/${candidate.file}`));
  if (!patch) return null;
  if (!patch.find.test(source)) {
    throw new Error(
      `${file} no longer holds the code that is patched (${patch.find.source.slice(0, 40)}…). ` +
        "See whether the library still needs the patch in scripts/site/seed/patches.ts, and adapt or delete it."
    );
  }
  return source.replace(patch.find, () => patch.replacement);
}
