import {leastSquares} from "../algebra/least-squares.js";
import type {Numbers} from "../scores/pairs.js";
import {testedColumn} from "./column.js";
import {type Deterministic, dickeyFullerCritical, dickeyFullerP} from "./mackinnon.js";

/** The outcome of an augmented Dickey–Fuller test; a small p speaks against a unit root. */
export interface DickeyFuller {
  readonly statistic: number;
  readonly p: number;
  /** Lagged differences in the regression. */
  readonly lags: number;
  /** Rows of the regression. */
  readonly used: number;
  readonly critical: Readonly<Record<"1%" | "5%" | "10%", number>>;
}

/** What the regression holds beside the lags, and how many lags. */
export interface DickeyFullerOptions {
  /** No constant, a constant (unless told otherwise), or a constant and a trend. */
  readonly deterministic?: Deterministic;
  /** The most lags to choose from; 12 (rows / 100)^¼, rounded up (Schwert 1989), unless told. */
  readonly most?: number;
  /** How the lags are chosen on common rows (AIC unless told); "fixed" takes `most`. */
  readonly choice?: "aic" | "bic" | "fixed";
}

/**
 * The augmented Dickey–Fuller test of the null hypothesis that a series has a unit root: the t value of its last level in the regression of its
 * change. Source: Said and Dickey (1984), Biometrika 71; p and critical values of MacKinnon (1994, 2010).
 * @throws when a value is not finite, the series is constant, or the rows do not allow `most` lags.
 */
export function dickeyFuller(
  series: Numbers,
  {deterministic = "c", most, choice = "aic"}: DickeyFullerOptions = {}
): DickeyFuller {
  const x = testedColumn("ADF", series, 8);
  const extra = deterministic.length * Number(deterministic !== "n");
  const allowed = Math.floor(x.length / 2) - extra - 1;
  const lags = most ?? Math.min(allowed, Math.ceil(12 * (x.length / 100) ** 0.25));
  if (!Number.isInteger(lags) || lags < 0 || lags > allowed)
    throw new Error(`ADF: expected lags within 0 … ${allowed} for ${x.length} rows, got ${lags}`);
  const chosen = choice === "fixed" ? lags : bestLags(x, deterministic, lags, choice);
  const {statistic, used} = regression(x, deterministic, chosen, chosen);
  return {
    statistic,
    p: dickeyFullerP(statistic, deterministic),
    lags: chosen,
    used,
    critical: dickeyFullerCritical(deterministic, used)
  };
}

function bestLags(
  x: Float64Array,
  deterministic: Deterministic,
  most: number,
  choice: "aic" | "bic"
): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let lags = 0; lags <= most; ++lags) {
    const {used, squares, regressors} = regression(x, deterministic, lags, most);
    const price = choice === "aic" ? 2 : Math.log(used);
    const criterion = used * Math.log(squares / used) + price * regressors;
    if (criterion < least) {
      least = criterion;
      best = lags;
    }
  }
  return best;
}

/** The regression of the change on the last level, `lags` changes before and the deterministic terms, from the first row that has `skipped` lags. */
function regression(
  x: Float64Array,
  deterministic: Deterministic,
  lags: number,
  skipped: number
): {statistic: number; used: number; squares: number; regressors: number} {
  const used = x.length - 1 - skipped;
  const extra = deterministic === "n" ? 0 : deterministic.length;
  const columns = extra + 1 + lags;
  const design = new Float64Array(used * columns);
  const changes = new Float64Array(used);
  for (let r = 0; r < used; ++r) {
    const t = r + skipped + 1;
    const row = design.subarray(r * columns, (r + 1) * columns);
    for (let power = 0; power < extra; ++power) row[power] = (r + 1) ** power;
    row[extra] = x[t - 1];
    for (let l = 1; l <= lags; ++l) row[extra + l] = x[t - l] - x[t - l - 1];
    changes[r] = x[t] - x[t - 1];
  }
  const {coefficients, residuals, gramInverse} = leastSquares(design, changes, used, columns, (column) =>
    column < extra
      ? `ADF's ${["constant", "trend"][column]}`
      : column === extra
        ? "ADF's last level"
        : `ADF's lag ${column - extra}`
  );
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  const error = Math.sqrt((squares / (used - columns)) * gramInverse[extra * (columns + 1)]);
  return {statistic: coefficients[extra] / error, used, squares, regressors: columns};
}
