import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {output} from "../lstm/output.js";
import type {Figure} from "../measure.js";
import {boostOptions, forestOptions} from "./options.js";
import type {BenchRows} from "./rows.js";

/** The same rows and options. Argument: a folder with columns, target and options. scikit-learn gets −999 for a gap, which is faster. */
const script = `
import json, resource, sys, time
import numpy as np, lightgbm, sklearn
from sklearn.ensemble import RandomForestClassifier
folder, what, threads = sys.argv[1:]
options = json.load(open(folder + "/options.json")); f, b = options["forest"], options["boosted"]
y = np.fromfile(folder + "/target"); x = np.fromfile(folder + "/columns").reshape(-1, len(y)).T.copy()
if what == "forest":
    x = np.nan_to_num(x, nan=-999).astype(np.float32)
    model = RandomForestClassifier(f["trees"], max_depth=f["depth"], min_samples_leaf=f["leastRows"], max_features=f["features"], n_jobs=int(threads), random_state=1, oob_score=False)
    fit = lambda: model.fit(x, y)
else:
    model = lightgbm.LGBMClassifier(n_estimators=b["trees"], num_leaves=b["leaves"], learning_rate=b["rate"], n_jobs=int(threads), verbose=-1)
    fit = lambda: model.fit(x, y, categorical_feature=options["categorical"])
wall, cpu = time.perf_counter(), time.process_time()
fit()
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
version = f"scikit-learn {sklearn.__version__}" if what == "forest" else f"LightGBM {lightgbm.__version__}"
print(json.dumps({"title": version, "wall": wall, "cpu": cpu, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
`;

/** What one training took. */
export interface Taken {
  readonly title: string;
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

/** A function that trains the same with scikit-learn or LightGBM of this Python, and one that clears up after it. */
export function openPeers(
  python: string,
  {table, target}: BenchRows
): {train: (what: "forest" | "boosted", threads: number) => Promise<Taken>; close: () => void} {
  const folder = mkdtempSync(join(tmpdir(), "almanac-trees-"));
  const columns = new Float64Array(table.columns.length * target.length);
  table.columns.forEach((column, i) => {
    columns.set(column, i * target.length);
  });
  writeFileSync(join(folder, "columns"), columns);
  writeFileSync(join(folder, "target"), target);
  const options = {forest: forestOptions, boosted: boostOptions, categorical: table.categorical};
  writeFileSync(join(folder, "options.json"), JSON.stringify(options));
  return {
    train: async (what, threads) =>
      JSON.parse((await output(python, ["-", folder, what, String(threads)], script)).text) as Taken,
    close: () => rmSync(folder, {recursive: true, force: true})
  };
}

/** The figures of one training. */
export function figuresOf(what: string, {title, wall, cpu, memory}: Taken): Figure[] {
  return [
    {what: `${title}: ${what}`, value: wall, unit: "s"},
    {what: `${title}: ${what}`, value: cpu, unit: "CPU s"},
    {what: `${title}: ${what}, peak memory`, value: memory, unit: "MB"}
  ];
}
