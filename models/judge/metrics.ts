import type {Metrics} from "../../src/lib/artifacts/scores.js";
import type {Bands, Quantiles} from "../../src/lib/rolled.js";
import {coverage} from "../../src/lib/scores/interval/coverage.js";
import {pinball} from "../../src/lib/scores/interval/pinball.js";
import {width} from "../../src/lib/scores/interval/width.js";
import {countPairs} from "../../src/lib/scores/pairs.js";
import {bias} from "../../src/lib/scores/point/bias.js";
import {mae} from "../../src/lib/scores/point/mae.js";
import {mape} from "../../src/lib/scores/point/mape.js";
import {mase} from "../../src/lib/scores/point/mase.js";
import {rmse} from "../../src/lib/scores/point/rmse.js";
import {wape} from "../../src/lib/scores/point/wape.js";
import {takeLevel} from "./levels.js";
import {take} from "./rows.js";

/** Forecasts and what they are measured against. */
export interface Measured {
  readonly actual: Float64Array;
  readonly values: Float64Array;
  readonly bands?: Bands;
  /** Quantiles of their own and the score of each. */
  readonly distribution?: {readonly quantiles: Quantiles; readonly crps: Float64Array};
  /** The seasonal naive error of the sample before the first scored origin, for MASE. */
  readonly scale: number;
}

/**
 * All scores of the forecasts in these rows, to six significant digits; null where a score has no row or,
 * like those of intervals, nothing to be computed from. `pinball` is the mean over the five published
 * quantiles: 2.5, 10, 50, 90 and 97.5 %.
 */
export function metricsOf(measured: Measured, rows: Int32Array): Metrics {
  const actual = take(measured.actual, rows);
  const values = take(measured.values, rows);
  const {bands, scale} = measured;
  const [lo80, hi80, lo95, hi95] = bands
    ? [bands.lo80, bands.hi80, bands.lo95, bands.hi95].map((column) => take(column, rows))
    : [];
  const quantiles = bands
    ? ([
        [lo95!, 0.025],
        [lo80!, 0.1],
        [values, 0.5],
        [hi80!, 0.9],
        [hi95!, 0.975]
      ] as const)
    : undefined;
  return {
    n: countPairs(actual, values),
    mae: digits(mae(actual, values)),
    rmse: digits(rmse(actual, values)),
    mape: digits(mape(actual, values)),
    wape: digits(wape(actual, values)),
    mase: scale > 0 ? digits(mase(actual, values, scale)) : null,
    bias: digits(bias(actual, values)),
    pinball: quantiles
      ? digits(quantiles.reduce((sum, [q, level]) => sum + pinball(actual, q, level), 0) / quantiles.length)
      : null,
    coverage80: bands ? digits(coverage(actual, lo80!, hi80!)) : null,
    coverage95: bands ? digits(coverage(actual, lo95!, hi95!)) : null,
    width80: bands ? digits(width(actual, lo80!, hi80!)) : null,
    width95: bands ? digits(width(actual, lo95!, hi95!)) : null,
    ...(measured.distribution ? distributionMetrics(measured.distribution, actual, rows) : {})
  };
}

/** What only a distribution has: its mean CRPS, and the coverage and width of the interval between the quantiles 5 and 95 %. */
function distributionMetrics(
  {quantiles, crps}: NonNullable<Measured["distribution"]>,
  actual: Float64Array,
  rows: Int32Array
): Pick<Metrics, "crps" | "coverage90" | "width90"> {
  const [low, high] = [0.05, 0.95].map((level) => takeLevel(quantiles, level, rows));
  const scored = take(crps, rows).filter(Number.isFinite);
  return {
    crps: digits(scored.reduce((sum, score) => sum + score, 0) / scored.length),
    coverage90: digits(coverage(actual, low!, high!)),
    width90: digits(width(actual, low!, high!))
  };
}

/** A number to six significant digits, null where it is not finite. */
export function digits(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
