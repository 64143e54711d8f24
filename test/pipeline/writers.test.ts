import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** Who may write or rename by Node's own functions, and why it is safe there. All others write by `data-loaders/store/files.ts`. */
const exempt: Readonly<Record<string, string>> = {
  "data-loaders/store/files.ts": "it is the one that writes files as a whole",
  "data-loaders/store/lock.ts": "a lock is linked into place, and need not outlive the machine",
  "data-loaders/pulls.ts":
    "bytes that were written as a whole get their name, before the record beside them, which syncs the folder",
  "models/pipeline/edition.ts":
    "a draft that `place` syncs as a whole, and the link to it, synced with its folder",
  "models/pipeline/results.ts": "old results give way to those that `place` syncs, or are moved aside",
  "models/replay/as-of.ts": "copies in a store that is made again for each site of an earlier day",
  "models/replay/tables.ts": "copies that `place` syncs",
  "scripts/nightly.ts": "lines for the later steps of a job, in the file that its host gives it",
  "scripts/nightly/keep.ts": "a working copy that is thrown away, pushed as a commit",
  "scripts/nightly/manifest.ts": "a copy for the next job, with the sha256 of each file, checked there",
  "scripts/nightly/publish.ts": "a copy that `place` syncs as a whole, for which the old site gives way",
  "scripts/rehearse/case.ts": "stores of a rehearsal, thrown away at its end",
  "scripts/rehearse/stores.ts": "stores of a rehearsal, thrown away at its end",
  "scripts/site/build/stamp.ts": "part of a site that is put in place as a whole",
  "scripts/site/build/swap.ts": "the old site gives way to the one that `place` syncs",
  "scripts/site/finish/finish.ts": "part of a site that is put in place as a whole",
  "scripts/site/finish/merge.ts": "part of a site that is put in place as a whole",
  "scripts/site/seed/seed.ts": "a copy that `place` syncs"
};

const writing = /\b(writeFile|appendFile|createWriteStream|copyFile|cp|rename|symlink|link)(Sync)?\b/;

test("every file of the store and the site is written as a whole and synced", () => {
  const found: string[] = [];
  for (const folder of ["data-loaders", "models", "scripts"])
    for (const path of readdirSync(join(project, folder), {recursive: true, encoding: "utf8"})) {
      if (!path.endsWith(".ts")) continue;
      const text = readFileSync(join(project, folder, path), "utf8");
      const imports = [...text.matchAll(/import \{([^}]*)\} from "node:fs(?:\/promises)?";/g)];
      if (imports.some(([, names]) => writing.test(names))) found.push(`${folder}/${path}`);
    }
  expect(found.sort()).toEqual(Object.keys(exempt).sort());
});
