import {readGas} from "./models/gas/read.js";
import {candidates} from "./models/gas/candidates.js";
const d = await readGas({"gas-days": new URL("./sample/gas-days.parquet", import.meta.url).pathname}, "2024-12-25", {scored: 120});
for (const name of process.argv.slice(2)) {
  const c = candidates.find(c=>c.name===name)!;
  const t = process.cpuUsage();
  const {roll} = await import(c.module.href);
  const out = await roll({...d, params: c.params, seed: 1, others: []} as any);
  console.log(name, process.cpuUsage(t).user/1e6, "s", d.data.rows.length);
  const {createHash} = await import("node:crypto");
  const h = createHash("sha1"); for (const a of [out.values, out.quantiles.values, out.fine.values, out.energy??new Float64Array(1)]) h.update(new Uint8Array(a.buffer)); console.log(h.digest("hex"));
}
