"""Reference values from statsmodels for ARIMA and exponential smoothing beyond make.py: series.json beside this script.

Run: python3 make_series.py      pip install statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
The series come from the generator of make.py and are stored in the file.
"""
import json, math, os, warnings
import numpy as np, pandas as pd, scipy.stats as ss, statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.filterwarnings("ignore")


def normal(n, seed):
    s, out = seed & 0xFFFFFFFF, []
    for _ in range(n):
        s = (1664525 * s + 1013904223) & 0xFFFFFFFF
        out.append((s + 0.5) / 4294967296.0)
    return ss.norm.ppf(np.array(out))


def r(x, d=10):
    if isinstance(x, dict): return {k: r(v, d) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)): return [r(v, d) for v in list(x)]
    if isinstance(x, (int, np.integer)): return int(x)
    if isinstance(x, (float, np.floating)): return float(f"{x:.{d}g}") if math.isfinite(x) else None
    return x


n = 140
x1 = np.round(normal(n, 131), 6)
e = normal(n, 132)
w = np.zeros(n)
for t in range(2, n): w[t] = 0.5 * w[t - 1] - 0.3 * w[t - 2] + e[t] + 0.4 * e[t - 1]
level = np.round(20 + np.cumsum(0.1 + w) + 0.7 * x1, 6)
gaps = [0, 3, 40, 41, 77, 139]
holes = level.copy(); holes[gaps] = np.nan
season = np.round(30 + 0.15 * np.arange(n) + np.cumsum(normal(n, 133)) * 0.5, 6)
positive = np.round(season * (1 + 0.2 * np.sin(2 * np.pi * np.arange(n) / 7)) * np.exp(0.05 * normal(n, 134)), 6)

# The likelihood where the reader says: exact diffuse start of the differences, so that gaps among the first values count exactly.
def at(y, params, exog=None, future=None, **kw):
    m = SARIMAX(y, exog=exog, use_exact_diffuse=True, **kw)
    g = m.smooth(np.array(params))
    f = g.get_forecast(5, exog=future)
    return {"names": m.param_names, "params": params, "llf": g.llf, "diffuse": int(g.nobs_diffuse), "forecast": f.predicted_mean, "se": f.se_mean}


future = np.array([[0.5], [-1], [0.2], [0], [1.5]])
arima = {
    "(2,1,2)": at(level, [0.4, -0.25, 0.3, 0.1, 1.2], order=(2, 1, 2)),
    "(2,1,2) gaps": at(holes, [0.4, -0.25, 0.3, 0.1, 1.2], order=(2, 1, 2)),
    "(1,2,1) gaps": at(holes, [0.4, -0.6, 1.2], order=(1, 2, 1)),
    "(1,1,1)(1,1,1)[7] gaps": at(holes, [0.4, -0.6, 0.2, -0.5, 1.2], order=(1, 1, 1), seasonal_order=(1, 1, 1, 7)),
}
fits = {}
for label, kw in {"(2,1,2)+x": dict(y=level, order=(2, 1, 2)), "(1,1,1)+x gaps": dict(y=holes, order=(1, 1, 1))}.items():
    kw = dict(kw); y = kw.pop("y")
    m = SARIMAX(y, exog=x1, use_exact_diffuse=True, **kw)
    g = m.fit(disp=0, maxiter=1000, method="lbfgs", pgtol=1e-9, factr=10, cov_type="approx", approx_complex_step=True)
    f = g.get_forecast(5, exog=future)
    fits[label] = {"names": m.param_names, "params": g.params, "bse": g.bse, "llf": g.llf, "aic": g.aic, "forecast": f.predicted_mean, "se": f.se_mean}

# Exponential smoothing: the likelihood at given parameters, in the order α, β, γ, φ, level, trend, season of the last steps before the first (latest first).
ets = {}
s0 = [0.05, 0.18, 0.2, 0.08, -0.1, -0.2, -0.21]
for error in ("add", "mul"):
    for trend, damped in ((None, False), ("add", False), ("add", True)):
        for seasonal in (None, "add", "mul"):
            m = ETSModel(pd.Series(positive), error=error, trend=trend, damped_trend=damped, seasonal=seasonal, seasonal_periods=7 if seasonal else None)
            start = [30.0] + ([0.2] if trend else []) + ([1 + s for s in s0] if seasonal == "mul" else [30 * s for s in s0] if seasonal else [])
            p = [0.3] + ([0.05] if trend else []) + ([0.1] if seasonal else []) + ([0.95] if damped else []) + start
            g = m.smooth(np.array(p))
            name = error[0].upper() + ("N" if not trend else "Ad" if damped else "A") + ("N" if not seasonal else seasonal[0].upper())
            row = {"names": m.param_names, "params": p, "llf": g.llf, "sigma2": g.scale if error == "add" else float(np.mean(np.asarray(g.resid) ** 2)), "forecast": np.asarray(g.forecast(10))}
            if error == "add" and seasonal != "mul": row["variance"] = np.asarray(g.get_prediction(n, n + 9).forecast_variance)
            best = m.fit(disp=False, maxiter=2000)
            row["fit"] = {"llf": best.llf, "params": np.asarray(best.params)}
            ets[name] = row
# R's forecast::ets as statsmodels ships it for its own tests (fit_ets.R: quarterly visitor nights in Australia): the season that multiplies, whose update
# statsmodels approximates (it divides by the new level). Initial states: level, trend, season latest first.
rows = json.load(open(os.path.join(os.path.dirname(statsmodels.__file__), "tsa", "tests", "results", "fit_ets_results_seasonal.json")))
rets = {}
for damped, forms in (("TRUE", ("MAM",)), ("FALSE", ("MAM", "MNM", "MAA", "AAM"))):
    for form in forms:
        v = rows[damped].get(form)
        if not v: continue
        name = form[:2] + ("d" if damped == "TRUE" else "") + form[2]
        one = lambda k: float(v[k][0]) if v[k][0] not in ("NaN", "NA") else None
        rets[name] = {**{k: one(k) for k in ("alpha", "beta", "gamma", "phi")}, "first": v["states"][0], "last": v["states"][-1], "fitted": v["fitted"], "logLikelihood": one("loglik"), "forecast": v["forecast"]}
        e_, f_ = np.array(v["residuals"], float), np.array(v["fitted"], float)
        rets["y"] = np.round(f_ * (1 + e_) if form[0] == "M" else f_ + e_, 5)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "series.json"), "w") as out:
    json.dump(r({"made with": {"statsmodels": statsmodels.__version__}, "exog": x1, "future": future[:, 0], "level": level, "gaps": gaps, "positive": positive, "arima": arima, "fits": fits, "ets": ets, "R": rets}), out, indent=1)
