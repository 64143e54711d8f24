import {output} from "../lstm/output.js";
import type {Figure} from "../measure.js";

/** The same rows and options. Arguments: the folder, what to train, threads. scikit-learn gets −999 for a gap, which is faster. */
const script = `
import json, resource, sys, time
import numpy as np, lightgbm, sklearn
from sklearn.ensemble import RandomForestClassifier
folder, what, threads = sys.argv[1:]
options = json.load(open(folder + "/about.json")); f, b = options["forest"], options["boosted"]
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

/** Trains the same on a folder of rows, with scikit-learn or LightGBM of this Python. */
export async function trainPeer(
  python: string,
  folder: string,
  what: "forest" | "boosted",
  threads: number
): Promise<Taken> {
  return JSON.parse((await output(python, ["-", folder, what, String(threads)], script)).text) as Taken;
}

/** The figures of one training. */
export function figuresOf(what: string, {title, wall, cpu, memory}: Taken): Figure[] {
  return [
    {what: `${title}: ${what}`, value: wall, unit: "s"},
    {what: `${title}: ${what}`, value: cpu, unit: "CPU s"},
    {what: `${title}: ${what}, peak memory`, value: memory, unit: "MB"}
  ];
}
