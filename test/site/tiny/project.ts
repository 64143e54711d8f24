import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {tableFromArrays, tableToIPC} from "apache-arrow";
import {Table, writeParquet} from "parquet-wasm";

/** A page that uses every idiom that the site promises: built-in names, attachments of each format, SQL, tfjs on demand. */
const PAGE = `---
title: Tiny
sql:
  towns: ./towns.arrow
---

# Mean \${d3.mean(csv, (d) => d.x)}

\`\`\`js
import {twice} from "./twice.js";
const csv = await FileAttachment("rows.csv").csv({typed: true});
const health = FileAttachment("api/health.json").json();
const arrow = FileAttachment("towns.arrow").arrow();
const parquet = FileAttachment("towns.parquet").parquet();
const step = view(Inputs.range([1, 3], {label: "Step", step: 1, value: 2}));
\`\`\`

\`\`\`js
display(Plot.plot({marks: [Plot.dot(csv, {x: "x", y: "y"})]}));
display(html\`<p id="files">\${csv.length} \${health.status} \${arrow.numRows} \${parquet.numRows} \${twice(step)}</p>\`);
display(svg\`<svg width=10 height=10><circle r=3></circle></svg>\`);
\`\`\`

\`\`\`js
const [{mean}] = await sql\`SELECT avg(x) AS mean FROM towns WHERE x > 1\`;
display(html\`<p id="sql">\${mean}</p>\`);
\`\`\`

\`\`\`js
const tf = await import("npm:@tensorflow/tfjs/dist/tf.fesm.min.js");
await tf.setBackend("cpu");
display(html\`<p id="tensor">\${tf.tensor1d([1, 2, 3]).sum().dataSync()[0]}</p>\`);
\`\`\`

[The numbers](/api/health.json)
`;

const CONFIG = `export default {
  root: "src",
  title: "Tiny",
  output: process.env.ALMANAC_OUTPUT,
  globalStylesheets: [],
  sidebar: false,
  pager: false,
  footer: "",
  head: '<link rel="icon" href="data:,">',
  dynamicPaths: ["/api/health.json"],
  duckdb: {extensions: {json: null, parquet: null}}
};
`;

/** Counts every attempt to reach another machine, in the file that TINY_ATTEMPTS names, and lets none through. */
const BLOCK = `import {appendFileSync} from "node:fs";
import dns from "node:dns";
import net from "node:net";
const refuse = (what) => {
  appendFileSync(process.env.TINY_ATTEMPTS, what + "\\n");
  throw new Error("no network here: " + what);
};
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  return first?.path ? connect.apply(this, args) : refuse("connect " + JSON.stringify(first));
};
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) dns[name] = (host) => refuse("dns " + host);
globalThis.fetch = (url) => refuse("fetch " + url);
`;

/** Where a tiny project stands. */
export interface TinyProject {
  readonly home: string;
  readonly page: string;
  readonly state: string;
  readonly dist: string;
  /** A file with one line for each attempt to reach the network. */
  readonly attempts: string;
  /** A module to load first, so that no attempt succeeds. */
  readonly block: string;
}

/** Makes a project with one page in a temporary folder. */
export function makeTinyProject(): TinyProject {
  const home = mkdtempSync(join(tmpdir(), "almanac-tiny-"));
  const src = join(home, "src");
  const state = join(home, "store");
  mkdirSync(join(src, "api"), {recursive: true});
  mkdirSync(join(state, "artifacts/api"), {recursive: true});
  writeFileSync(join(state, "artifacts/api/health.json"), '{"status":"ok"}');
  writeFileSync(join(src, "api/[file].json.ts"), 'throw new Error("the cache should have been used");');
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  writeFileSync(join(home, "observablehq.config.ts"), CONFIG);
  writeFileSync(join(src, "index.md"), PAGE);
  writeFileSync(join(src, "twice.ts"), "export const twice = (x: number): number => 2 * x;\n");
  writeFileSync(join(src, "rows.csv"), "x,y\n1,2\n3,4\n");
  const table = tableToIPC(tableFromArrays({x: Float64Array.of(1, 2, 4), town: ["a", "b", "c"]}), "stream");
  writeFileSync(join(src, "towns.arrow"), table);
  writeFileSync(join(src, "towns.parquet"), writeParquet(Table.fromIPCStream(table)));
  const attempts = join(home, "attempts.txt");
  const block = join(home, "block.mjs");
  writeFileSync(attempts, "");
  writeFileSync(block, BLOCK);
  return {home, page: join(src, "index.md"), state, dist: join(home, "dist"), attempts, block};
}
