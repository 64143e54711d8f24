import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {scratch} from "./france.js";
import {output} from "./lstm/output.js";
import type {Bench, Figure} from "./measure.js";
import {shareRows} from "./trees/folder.js";
import {boostOptions, forestOptions} from "./trees/options.js";
import {figuresOf, type Taken, trainPeer} from "./trees/peers.js";
import {recordedRows} from "./trees/rows.js";

const forest = `${forestOptions.trees} trees of depth ${forestOptions.depth}`;
const boosted = `${boostOptions.trees} boosted trees of ${boostOptions.leaves} leaves`;

/**
 * What is trained: what and with how many threads, its title, and whether scikit-learn or LightGBM do the same. A forest's trees are shared
 * out among threads. Boosted trees follow one another, so each of two threads trains a model of its own, as the pipeline trains two
 * candidates at once.
 */
const turns = [
  {what: "forest", threads: 1, title: `${forest}, 1 thread`, peer: true},
  {what: "forest", threads: 2, title: `${forest}, 2 threads`, peer: true},
  {what: "boosted", threads: 1, title: `${boosted}, 1 thread`, peer: true},
  {what: "boosted", threads: 2, title: `twice ${boosted}, 2 threads`, peer: false}
] as const;

/**
 * A forest and boosted trees on the towns' days of the sample up to 2017-06-25, 22 columns: here with one thread and two, and in scikit-learn
 * and LightGBM where SKLEARN_PYTHON names a Python that has both. Each training has a process of its own; binning, out-of-bag votes and
 * packing are part of ours. The peers' turns lie between ours.
 */
export const trees: Bench = {
  name: "trees",
  about: "forest and boosted trees, beside scikit-learn and LightGBM of SKLEARN_PYTHON",
  heavy: true,
  run: async () => {
    const python = process.env.SKLEARN_PYTHON;
    const script = await bundled();
    const rows = await recordedRows();
    const {folder, close} = shareRows(rows, {forest: forestOptions, boosted: boostOptions});
    const {columns} = rows.table;
    const figures: Figure[] = [
      {what: `rows × ${columns.length} columns`, value: rows.target.length, unit: ""}
    ];
    try {
      for (const {what, threads, title, peer} of turns) {
        const own = await ours(script, folder, what, threads);
        figures.push(...figuresOf(title, own));
        if (!python || !peer) continue;
        const theirs = await trainPeer(python, folder, what, threads);
        figures.push(...figuresOf(title, theirs));
        figures.push({what: `here / ${theirs.title}: ${title}`, value: own.cpu / theirs.cpu, unit: "× CPU"});
      }
      return figures;
    } finally {
      close();
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
async function ours(script: string, folder: string, what: string, threads: number): Promise<Taken> {
  const {text} = await output(process.execPath, [script, folder, what, String(threads)]);
  return {...(JSON.parse(text) as Omit<Taken, "title">), title: "here"};
}
