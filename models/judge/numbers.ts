import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Metrics, SeriesMetrics} from "../../src/lib/artifacts/scores.js";
import {conformalBands} from "../../src/lib/conformal/bands.js";
import type {Bands} from "../../src/lib/rolled.js";
import {meanError} from "../../src/lib/scores/mean-error.js";
import type {Judged, Study} from "../study.js";
import {distributionScores, energyByLead} from "./distributions.js";
import {lossOf, originLosses} from "./losses.js";
import {digits, metricsOf} from "./metrics.js";
import {type Judging, rowsOfLeads, scoredRows, sliceRows} from "./rows.js";
import {naiveScale} from "./scale.js";

type Scores = BacktestReport["candidates"][number];

/** Intervals around forecasts of a number: conformal ones, by the study's options. */
export function numberBands(
  {intervals}: Pick<Study, "intervals">,
  {scheme, truth, slots}: Judging,
  values: Float64Array
): Bands {
  return conformalBands(scheme, values, truth, {...intervals, slots});
}

/** The scores of forecasts of a number: on the whole, by lead, on the record as pulled where it differs, and by slice on the leads of the rule; of a vector of each series by itself. */
export function numberScores(
  {rule, season}: Pick<Study, "rule" | "season">,
  data: Judging,
  {values, bands, quantiles, crps, energy, degraded, degradedBands}: Judged
): Pick<
  Scores,
  | "metrics"
  | "byLead"
  | "byLeadDegraded"
  | "byLeadRecorded"
  | "slices"
  | "bySeries"
  | "distribution"
  | "energy"
> {
  const {scheme, truth, scoredFrom} = data;
  const rows = scoredRows(data);
  const scale = data.naiveError ?? naiveScale(scheme, truth, scoredFrom, season);
  const own = quantiles && crps ? {distribution: {quantiles, crps}} : {};
  const measured = {actual: truth.actual, values, bands, scale, ...own};
  const every = rows.map((_, b) => b + 1);
  const byLead = (of: typeof measured, among = rows) =>
    among.map((part, b) => ({lead: b + 1, ...metricsOf(of, part)})).filter(({n}) => n > 0);
  const withErrors = (of: typeof measured) =>
    byLead(of).map((row) => ({
      ...row,
      mapeStandardError: row.mape === null ? null : mapeError(data, of.values, rows[row.lead - 1]!, row.lead)
    }));
  const slices = sliceRows(data, rowsOfLeads(rows, rule.leads)).map(([name, parts]) => [
    name,
    parts.map(({slice, rows}) => ({slice, ...metricsOf(measured, rows)})).filter(({n}) => n > 0)
  ]);
  const ofSeries = (scheme.measures ?? []).map(({unit}, only) => {
    const rows = scoredRows(data, {only});
    const unscaled = {...measured, scale: only === 0 ? scale : Number.NaN};
    return {
      ...{series: scheme.series[only]!, unit, metrics: metricsOf(unscaled, rowsOfLeads(rows, every))},
      byLead: byLead(unscaled, rows).map(ofEach)
    };
  });
  return {
    ...(quantiles ? {distribution: distributionScores(data, quantiles)} : {}),
    ...(energy ? {energy: energyByLead(data, energy)} : {}),
    ...(ofSeries.length > 0 ? {bySeries: ofSeries.filter(({metrics}) => metrics.n > 0)} : {}),
    metrics: metricsOf(measured, rowsOfLeads(rows, every)),
    byLead: withErrors(measured),
    ...(degraded
      ? {
          byLeadDegraded: withErrors({
            ...measured,
            values: degraded,
            bands: degradedBands,
            distribution: undefined
          })
        }
      : {}),
    ...(truth.recorded.some((value, i) => !Object.is(value, truth.actual[i]))
      ? {
          byLeadRecorded: byLead(
            {...measured, actual: truth.recorded, distribution: undefined},
            scoredRows(data, {recorded: true})
          )
        }
      : {}),
    ...(slices.length > 0 ? {slices: Object.fromEntries(slices)} : {})
  };
}

/** What is told of one of many series at one lead. */
function ofEach({lead, ...all}: Metrics & {readonly lead: number}): SeriesMetrics & {lead: number} {
  const {n, mae, rmse, bias, crps, coverage80, coverage90, coverage95} = all;
  return {
    ...{lead, n, mae, rmse, bias, coverage80, coverage95},
    ...(crps === undefined ? {} : {crps, coverage90})
  };
}

/**
 * The standard error of the mean absolute percentage error of these rows, in percentage points, from one mean per origin (see
 * `meanError`); null where as few origins have one as the tests refuse.
 */
function mapeError(data: Judging, values: Float64Array, rows: Int32Array, lead: number): number | null {
  const means = originLosses(data.scheme, data, data.truth, values, rows, lossOf("mape"));
  if (means.filter(Number.isFinite).length <= 2 * lead) return null;
  return digits(meanError(means, lead).standardError);
}
