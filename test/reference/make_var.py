"""Reference values from statsmodels and NumPy beyond var.json and series-tests.json: var-more.json beside this script.

Run: python3 make_var.py      pip install statsmodels==0.15.0 numpy
Inputs come from the generator of make.py and are stored in the file.
"""
import json, os, warnings
from statistics import NormalDist
import numpy as np, statsmodels
from statsmodels.tsa.api import VAR
from statsmodels.tsa.stattools import adfuller, kpss
from statsmodels.tsa.vector_ar.vecm import coint_johansen

warnings.filterwarnings("ignore")


def normal(n, seed):
    s, out = seed & 0xFFFFFFFF, []
    for _ in range(n):
        s = (1664525 * s + 1013904223) & 0xFFFFFFFF
        out.append(NormalDist().inv_cdf((s + 0.5) / 4294967296.0))
    return np.array(out)


def r(x):
    if isinstance(x, dict): return {str(k): r(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)): return [r(v) for v in x]
    if isinstance(x, np.ndarray): return r(x.tolist())
    if isinstance(x, str): return x
    if isinstance(x, (int, np.integer)): return int(x)
    return float(f"{x:.12g}")


# Three series that share two random walks: one relation holds in the long run.
N = 140
walk, other, gap = np.cumsum(normal(N, 101)), np.cumsum(normal(N, 102)), np.zeros(N)
e = normal(N, 103)
for t in range(1, N): gap[t] = 0.5 * gap[t - 1] + e[t]
levels = np.round(np.column_stack([walk + 20, 0.8 * walk + 0.3 * other + gap + 5, other + 0.01 * np.arange(N)]), 6)
johansen = {}
for det, order in (("n", -1), ("c", 0), ("ct", 1)):
    for lags in (0, 2):
        j = coint_johansen(levels, order, lags)
        johansen[f"{det} {lags}"] = {"eigenvalues": j.eig, "trace": j.trace_stat, "maxEigen": j.max_eig_stat, "traceCritical": j.trace_stat_crit_vals,
                                     "maxEigenCritical": j.max_eig_stat_crit_vals, "relations": j.evec}
x = levels[:, 1]
bic = adfuller(x, maxlag=5, regression="c", autolag="BIC")
fixed = adfuller(x, maxlag=3, regression="ct", autolag=None)
default = adfuller(x)
kpss2 = kpss(x, regression="c", nlags=2)


# Conditional forecast, written with the orthogonal shocks of Waggoner and Zha (1999): R ε of least length with R_c ε = r.
A = np.array([[[0.5, 0.1, 0.0], [0.2, 0.3, 0.1], [0.0, 0.2, 0.4]], [[-0.2, 0.0, 0.1], [0.0, 0.1, 0.0], [0.1, 0.0, -0.1]]])
c = np.array([0.1, -0.2, 0.3])
S = np.array([[1.0, 0.3, 0.1], [0.3, 0.8, 0.2], [0.1, 0.2, 0.5]])
last = np.array([[0.4, -1.0, 0.2], [0.9, 0.3, -0.5]])
H, K = 5, 3
y = [last[0], last[1]]
for h in range(H): y.append(c + A[0] @ y[-1] + A[1] @ y[-2])
mean = np.concatenate(y[2:])
psi = [np.eye(K)]
for h in range(1, H): psi.append(sum(A[l - 1] @ psi[h - l] for l in range(1, min(h, 2) + 1)))
P = np.linalg.cholesky(S)
R = np.zeros((H * K, H * K))
for h in range(H):
    for s in range(h + 1): R[h * K:(h + 1) * K, s * K:(s + 1) * K] = psi[h - s] @ P
conditions = [(0, 1, 1.5), (0, 2, 1.0), (2, 4, -0.7), (1, 5, 0.25)]
rows = [(step - 1) * K + i for i, step, _ in conditions]
Rc = R[rows]
shocks = Rc.T @ np.linalg.solve(Rc @ Rc.T, np.array([v for *_, v in conditions]) - mean[rows])
left = np.eye(H * K) - Rc.T @ np.linalg.solve(Rc @ Rc.T, Rc)

# Posterior mean under a Minnesota prior, equation by equation, by the textbook formula (Lütkepohl 2005, section 5.4.2).
L, tight, cross, decay = 2, 0.2, 0.5, 1.0
T = len(levels) - L
X = np.column_stack([np.ones(T)] + [levels[L - l:-l] for l in range(1, L + 1)])
Y = levels[L:]
scale = []
for i in range(K):
    Z = np.column_stack([np.ones(T)] + [levels[L - l:-l, i] for l in range(1, L + 1)])
    u = Y[:, i] - Z @ np.linalg.lstsq(Z, Y[:, i], rcond=None)[0]
    scale.append(u @ u / (T - L - 1))
posterior = []
for i in range(K):
    precision, prior = np.zeros(1 + L * K), np.zeros(1 + L * K)
    prior[1 + i] = 1
    for l in range(1, L + 1):
        for j in range(K):
            sd = tight / l**decay * (1 if i == j else cross * np.sqrt(scale[i] / scale[j]))
            precision[1 + (l - 1) * K + j] = 1 / sd**2
    posterior.append(np.linalg.solve(X.T @ X / scale[i] + np.diag(precision), X.T @ Y[:, i] / scale[i] + precision * prior))

# Criteria of the orders 0 … 6 on common rows, of the series in var.json.
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "var.json")) as f: ics = VAR(np.array(json.load(f)["y"])).select_order(6).ics

out = {"made with": {"statsmodels": statsmodels.__version__, "numpy": np.__version__},
       "order": {k: ics[k] for k in ("aic", "bic", "hqic", "fpe")},
       "levels": levels, "johansen": johansen,
       "adf": {"bic 5 c": {"statistic": bic[0], "p": bic[1], "lags": bic[2]}, "fixed 3 ct": {"statistic": fixed[0], "p": fixed[1], "lags": fixed[2]},
               "default": {"statistic": default[0], "p": default[1], "lags": default[2]}},
       "kpss": {"c 2": {"statistic": kpss2[0], "p": kpss2[1]}},
       "conditional": {"intercept": c, "coefs": A, "covariance": S, "last": last, "steps": H, "conditions": [list(v) for v in conditions],
                       "mean": mean + R @ shocks, "covariance left": R @ left @ R.T},
       "minnesota": {"lags": L, "tightness": tight, "cross": cross, "decay": decay, "coefficients": np.array(posterior)}}
with open(os.path.join(here, "var-more.json"), "w") as f:
    json.dump(r(out), f)
    f.write("\n")
