"""Reference values from scikit-learn for logistic regression and calibration: logistic.json beside this script.

Run: python3 make_logistic.py      pip install scikit-learn==1.9.1 numpy==2.4.6
Inputs come from the generator of make.py and are stored in the file.
"""
import json, os
import numpy as np, sklearn
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def uniform(n, seed):
    s, out = seed & 0xFFFFFFFF, []
    for _ in range(n):
        s = (1664525 * s + 1013904223) & 0xFFFFFFFF
        out.append((s + 0.5) / 4294967296.0)
    return np.array(out)


N = 120
x = np.column_stack([uniform(N, seed) for seed in (11, 12, 13, 14)])
x[:, 3] = 0.9 * x[:, 0] + 0.1 * x[:, 3]  # two features that go together
x = np.round(x * [1, 40, 0.01, 5] + [0, 1000, 0, 2], 5)
margin = -1 + 3 * (x[:, 0] - 0.5) - 0.08 * (x[:, 1] - 1020) + 40 * (x[:, 2] - 0.005)
happened = (uniform(N, 16) < 1 / (1 + np.exp(-margin))).astype(int)
weight = np.round(0.5 + uniform(N, 17), 2)
said = np.round(1.7 * margin + 0.8 + 2 * (uniform(N, 18) - 0.5), 1)  # over-confident, with ties
scaler = StandardScaler().fit(x)


def logistic(penalty, weights=None):
    model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(scaler.transform(x), happened, weights)
    return {"intercept": model.intercept_[0], "weights": model.coef_[0]}


def platt(weights=None):
    model = _SigmoidCalibration().fit(said, happened, weights)
    return {"a": -model.b_, "b": -model.a_}


def isotonic(weights=None):
    model = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(said, happened, weights)
    return {"x": model.X_thresholds_, "y": model.y_thresholds_, "at": np.arange(-7, 7, 0.37), "predictions": model.predict(np.arange(-7, 7, 0.37))}


out = {
    "made with": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "columns": x.T, "happened": happened, "weight": weight, "said": said,
    "means": scaler.mean_, "spreads": scaler.scale_,
    "logistic": {"0.1": logistic(0.1), "1": logistic(1), "50": logistic(50)}, "logisticWeighted": logistic(1, weight),
    "platt": platt(), "plattWeighted": platt(weight), "isotonic": isotonic(), "isotonicWeighted": isotonic(weight),
}


def plain(v):
    if isinstance(v, dict): return {k: plain(e) for k, e in v.items()}
    if isinstance(v, np.ndarray): return plain(v.tolist())
    if isinstance(v, list): return [plain(e) for e in v]
    if isinstance(v, float): return None if np.isnan(v) else float(f"{v:.10g}")
    return v


lines = [f" {json.dumps(k)}: {json.dumps(v)}" for k, v in plain(out).items()]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "logistic.json"), "w") as f: f.write("{\n" + ",\n".join(lines) + "\n}\n")
