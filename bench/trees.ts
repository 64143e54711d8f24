import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {scratch} from "./france.js";
import {output} from "./lstm/output.js";
import type {Bench, Figure} from "./measure.js";
import {boostOptions, forestOptions} from "./trees/options.js";
import {figuresOf, openPeers, type Taken} from "./trees/peers.js";
import {benchRows} from "./trees/rows.js";

/** As many rows as weatherAUS has with a known tomorrow. */
const ROWS = 142_193;

/**
 * A forest and boosted trees on 142,193 rows of 22 columns that are invented after the gaps and categories of weatherAUS: here with
 * one thread and two, and in scikit-learn and LightGBM where SKLEARN_PYTHON names a Python that has both. Each training has a
 * process of its own; binning, out-of-bag votes and packing are part of ours. The peers' turns lie between ours.
 */
export const trees: Bench = {
  name: "trees",
  about: "forest and boosted trees, beside scikit-learn and LightGBM of SKLEARN_PYTHON",
  heavy: true,
  run: async () => {
    const python = process.env.SKLEARN_PYTHON;
    const script = await bundled();
    const peers = python ? openPeers(python, benchRows(ROWS)) : undefined;
    const forest = `${forestOptions.trees} trees of depth ${forestOptions.depth}`;
    const boosted = `${boostOptions.trees} boosted trees of ${boostOptions.leaves} leaves`;
    try {
      const figures: Figure[] = [{what: "rows, invented, × 22 columns", value: ROWS, unit: ""}];
      const turns = [
        ["forest", 1, `${forest}, 1 thread`],
        ["forest", 2, `${forest}, 2 threads`],
        ["boosted", 1, `${boosted}, 1 thread`]
      ] as const;
      for (const [what, threads, title] of turns) {
        const own = await ours(script, what, threads);
        figures.push(...figuresOf(title, own));
        const peer = await peers?.train(what, threads);
        if (!peer) continue;
        figures.push(...figuresOf(title, peer));
        figures.push({what: `here / ${peer.title}: ${title}`, value: own.cpu / peer.cpu, unit: "× CPU"});
      }
      return figures;
    } finally {
      peers?.close();
    }
  }
};

/** Bundles the process that trains, for a worker thread of Node 20 reads no TypeScript. Returns the file. */
async function bundled(): Promise<string> {
  const outfile = join(scratch(), "process.mjs");
  const entry = fileURLToPath(new URL("trees/process.ts", import.meta.url));
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error"
  });
  return outfile;
}

/** Trains in a process of its own. */
async function ours(script: string, what: "forest" | "boosted", threads: number): Promise<Taken> {
  const {text} = await output(process.execPath, [script, what, String(ROWS), String(threads)]);
  return {...(JSON.parse(text) as Omit<Taken, "title">), title: "here"};
}
