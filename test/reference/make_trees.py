"""Reference values from LightGBM and scikit-learn for Almanac's own trees: trees.json beside this script.

Run: python3 make_trees.py      pip install lightgbm==4.7.0 scikit-learn==1.9.1 numpy==2.4.6
Inputs come from the generator of make.py and are stored in the file.
"""
import json, os
import lightgbm, numpy as np, sklearn
from sklearn.tree import DecisionTreeClassifier


def uniform(n, seed):
    s, out = seed & 0xFFFFFFFF, []
    for _ in range(n):
        s = (1664525 * s + 1013904223) & 0xFFFFFFFF
        out.append((s + 0.5) / 4294967296.0)
    return np.array(out)


N = 160
x = np.round(np.column_stack([uniform(N, seed) for seed in (11, 12, 13, 14)]), 4)
y = np.round(np.sin(6 * x[:, 0]) + 2 * x[:, 1] * x[:, 2] + 0.3 * uniform(N, 15), 4)
chance = uniform(N, 16)
event = (chance < 1 / (1 + np.exp(-3 * (y - 0.9)))).astype(int)
weight = np.round(0.5 + uniform(N, 17), 2)
gap = x.copy()
gap[uniform(N, 18) < 0.25, 0] = np.nan
gap[uniform(N, 19) < 0.10, 2] = np.nan

common = dict(num_leaves=7, learning_rate=0.3, min_data_in_leaf=6, lambda_l2=1.0, min_data_in_bin=1, max_bin=255, feature_pre_filter=False,
              deterministic=True, force_row_wise=True, num_threads=1, verbose=-1, seed=1)
# Where second derivatives differ, LightGBM guesses a leaf's rows from them: there the least sum of them holds the leaves.
by_hessian = dict(min_data_in_leaf=1, min_sum_hessian_in_leaf=3.0)


def boosted(objective, table, target, trees=12, weights=None, **options):
    data = lightgbm.Dataset(table, target, weight=weights, params=common)
    model = lightgbm.train({**common, "objective": objective, **options}, data, trees)
    return {"predictions": model.predict(table), "splits": model.feature_importance("split"), "gain": model.feature_importance("gain")}


tree = DecisionTreeClassifier(max_depth=4, min_samples_leaf=5, random_state=1).fit(x, event)
balanced = DecisionTreeClassifier(max_depth=4, min_samples_leaf=5, class_weight="balanced", random_state=1).fit(x, event)
out = {
    "made with": {"lightgbm": lightgbm.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "note": "boosted: 12 trees of 7 leaves, rate 0.3, L2 1, at least 6 rows a leaf (weighted, logistic: a sum of second derivatives of 3); LightGBM adds gradients in float32, so expect 1e-5. tree: Gini, depth 4, at least 5 rows a leaf.",
    "columns": x.T, "gaps": gap.T, "target": y, "event": event, "weight": weight,
    "boosted": {
        "squared": boosted("regression", x, y),
        "weighted": boosted("regression", x, y, weights=weight, **by_hessian),
        "missing": boosted("regression", gap, y),
        "logistic": boosted("binary", x, event, **by_hessian),
    },
    "tree": {"probability": tree.predict_proba(x)[:, 1], "importance": tree.feature_importances_, "balanced": balanced.predict_proba(x)[:, 1]},
}


def plain(v):
    if isinstance(v, dict): return {k: plain(e) for k, e in v.items()}
    if isinstance(v, np.ndarray): return plain(v.tolist())
    if isinstance(v, list): return [plain(e) for e in v]
    if isinstance(v, float): return None if np.isnan(v) else float(f"{v:.10g}")
    return v


lines = [f" {json.dumps(k)}: {json.dumps(v)}" for k, v in plain(out).items()]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "trees.json"), "w") as f: f.write("{\n" + ",\n".join(lines) + "\n}\n")
