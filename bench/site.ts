import {spawn} from "node:child_process";
import {existsSync, rmSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {basePath} from "../scripts/site/base.js";
import {checkSite} from "../scripts/site/check/check.js";
import {scratch} from "./france.js";
import type {Bench} from "./measure.js";
import {once} from "./measure.js";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));

/** What each page of the built site weighs at first view. */
export const pages: Bench = {
  name: "pages",
  about: "what each page of dist/ weighs, gzipped",
  run: async () => {
    const folder = join(PROJECT, "dist");
    if (!existsSync(folder)) throw new Error('there is no site in dist/: run "npm run build" first');
    const {weights} = checkSite(folder, {base: basePath()});
    return weights.flatMap(({page, requests, html, code, data}) => [
      {what: `${page}: requests`, value: requests, unit: ""},
      {what: `${page}: page`, value: html / 1000, unit: "kB"},
      {what: `${page}: script and style`, value: code / 1000, unit: "kB"},
      {what: `${page}: data, all that it may load`, value: data / 1000, unit: "kB"}
    ]);
  }
};

/** The whole site on the sample, from an empty store, and again with nothing changed. */
export const build: Bench = {
  name: "build",
  about: "the site on the sample, cold and again",
  heavy: true,
  run: async () => {
    const state = scratch();
    const output = "node_modules/.cache/almanac-bench";
    try {
      const cold = await once(() => command(["run", "build", "--", "--output", output], state));
      const again = await once(() => command(["run", "build", "--", "--output", output], state));
      return [
        {what: "cold", value: cold, unit: "s"},
        {what: "nothing changed", value: again, unit: "s"}
      ];
    } finally {
      rmSync(join(PROJECT, output), {recursive: true, force: true});
    }
  }
};

async function command(args: readonly string[], state: string): Promise<void> {
  const child = spawn("npm", args, {
    cwd: PROJECT,
    stdio: ["ignore", "ignore", "inherit"],
    env: {...process.env, ALMANAC_SOURCES: "sample", ALMANAC_STATE: state}
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`npm ${args.join(" ")} ended with ${code}`);
}
