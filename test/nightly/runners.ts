import {execFileSync} from "node:child_process";
import {cpSync, existsSync, mkdirSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Remote} from "../../scripts/nightly/branch.js";
import {bulk} from "../../scripts/nightly/rooms.js";

/** What outlives a runner: a bare repository, a cache, and the site that readers see. */
export interface Outside {
  readonly folder: string;
  readonly remote: Remote;
  /** The published site. */
  readonly site: string;
  /** A fresh machine: a folder with nothing but what the cache has of the store. */
  readonly runner: (name: string) => {home: string; state: string};
  /** Puts what of a store can be made again into the cache. */
  readonly cache: (state: string) => void;
  readonly forget: () => void;
  /** Runs git in the bare repository. */
  readonly git: (...args: string[]) => string;
  readonly close: () => void;
}

/** A world for nights, in a temporary folder. */
export function outside(): Outside {
  const folder = mkdtempSync(join(tmpdir(), "almanac-nights-"));
  const url = join(folder, "remote.git");
  const cached = join(folder, "cache");
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
  execFileSync("git", ["init", "--quiet", "--bare", url], {env});
  const copy = (from: string, to: string) => {
    for (const room of bulk)
      if (existsSync(join(from, room)))
        cpSync(join(from, room), join(to, room), {recursive: true, verbatimSymlinks: true});
  };
  return {
    folder,
    remote: {url, branch: "almanac-state"},
    site: join(folder, "site"),
    runner: (name) => {
      const home = join(folder, name);
      const state = join(home, "store");
      mkdirSync(state, {recursive: true});
      copy(cached, state);
      return {home, state};
    },
    cache: (state) => {
      rmSync(cached, {recursive: true, force: true});
      copy(state, cached);
    },
    forget: () => rmSync(cached, {recursive: true, force: true}),
    git: (...args) => execFileSync("git", args, {cwd: url, env, encoding: "utf8", stdio: "pipe"}).trim(),
    close: () => rmSync(folder, {recursive: true, force: true})
  };
}
