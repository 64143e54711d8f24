import {formatNumber, formatPercent, formatShare, formatSigned, withUnit} from "../../format.js";

/** How a metric of a run is called, read and compared. */
interface Kind {
  readonly label: string;
  /** Of the study's unit, percent, a share of one, a count, a plain number, or one with so many decimals. */
  readonly scale: "unit" | "percent" | "share" | "count" | "plain" | number;
  /** Whether less or more of it is better; zero where neither is. */
  readonly better: -1 | 0 | 1;
}

const KNOWN: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["f1", {label: "F1", scale: 3, better: 1}],
  ["brier", {label: "Brier score", scale: 4, better: -1}],
  ["auc", {label: "AUC", scale: 3, better: 1}],
  ["logLoss", {label: "Log loss", scale: 3, better: -1}],
  ["averagePrecision", {label: "Average precision", scale: 3, better: 1}],
  ["precision", {label: "Precision", scale: 3, better: 1}],
  ["recall", {label: "Recall", scale: 3, better: 1}],
  ["reliability", {label: "Brier: reliability", scale: 4, better: -1}],
  ["resolution", {label: "Brier: resolution", scale: 4, better: 1}],
  ["uncertainty", {label: "Brier: uncertainty", scale: 4, better: 0}],
  ["threshold", {label: "Threshold", scale: 3, better: 0}],
  ["rate", {label: "Happened in", scale: "share", better: 0}],
  ["hits", {label: "Hits", scale: "count", better: 0}],
  ["alarms", {label: "False alarms", scale: "count", better: 0}],
  ["misses", {label: "Misses", scale: "count", better: 0}],
  ["rejections", {label: "Rightly no", scale: "count", better: 0}],
  ["mae", {label: "MAE", scale: "unit", better: -1}],
  ["rmse", {label: "RMSE", scale: "unit", better: -1}],
  ["mape", {label: "MAPE", scale: "percent", better: -1}],
  ["wape", {label: "WAPE", scale: "share", better: -1}],
  ["mase", {label: "MASE", scale: "plain", better: -1}],
  ["pinball", {label: "Pinball loss", scale: "unit", better: -1}],
  ["bias", {label: "Bias", scale: "unit", better: 0}],
  ["coverage80", {label: "80 % interval covers", scale: "share", better: 0}],
  ["coverage95", {label: "95 % interval covers", scale: "share", better: 0}],
  ["width80", {label: "Width of the 80 % interval", scale: "unit", better: 0}],
  ["width95", {label: "Width of the 95 % interval", scale: "unit", better: 0}],
  ["crps", {label: "CRPS", scale: "unit", better: -1}],
  ["coverage90", {label: "90 % interval covers", scale: "share", better: 0}],
  ["width90", {label: "Width of the 90 % interval", scale: "unit", better: 0}],
  ["n", {label: "Values scored", scale: "count", better: 0}]
]);

/** What a metric is called on a page; one that is not known stands for itself. */
export function metricLabel(name: string): string {
  return KNOWN.get(name)?.label ?? name;
}

/** Whether a metric is a score of the backtest, and no number of the training itself. */
export function isScore(name: string): boolean {
  return KNOWN.has(name);
}

/**
 * Whether less (−1) or more (1) of a metric is better, 0 where neither is: known scores by their name, others by a word in it
 * (a loss or an error is better small, an accuracy or an F1 large).
 */
export function better(name: string): -1 | 0 | 1 {
  const known = KNOWN.get(name);
  if (known) return known.better;
  if (/loss|error|mae|mse|brier|crps/i.test(name)) return -1;
  return /accuracy|f1|auc|precision|recall|r2/i.test(name) ? 1 : 0;
}

/** A value of a metric with its unit; `unit` is the study's. Metrics that are not known keep four significant digits. */
export function metricText(name: string, value: number | null | undefined, unit: string): string {
  if (value == null) return "–";
  const {scale = "plain"} = KNOWN.get(name) ?? {};
  if (scale === "percent") return formatPercent(value);
  if (scale === "share") return formatShare(value, 2);
  if (scale === "count") return formatNumber(value);
  if (scale === "plain") return significant(value);
  if (typeof scale === "number") return formatNumber(value, scale);
  const number = name === "bias" ? formatSigned(value, decimalsOf(value)) : significant(value);
  return withSign(number, signOf(unit));
}

/** A score that stands beside scores of other studies: with its name where no unit tells it from them: "683.7 MW", "F1 0.706". */
export function scoreText(name: string, value: number | null, unit: string): string {
  const text = metricText(name, value, unit);
  return value === null || scaleOf(name, unit).sign ? text : `${metricLabel(name)} ${text}`;
}

/** A metric with its unit, as an axis has it: "MAE, MW", "MAPE, %", "F1". */
export function metricTitle(name: string, unit: string): string {
  const {sign} = scaleOf(name, unit);
  return sign ? `${metricLabel(name)}, ${sign}` : metricLabel(name);
}

/** The deviation of a metric over seeds in its own unit, with two significant digits: `2.5 MW`, `1.2 %`. */
export function deviationText(name: string, deviation: number, unit: string): string {
  const {factor, sign} = scaleOf(name, unit);
  const number = formatNumber(factor * deviation, twoDigits(factor * deviation));
  return withSign(number, sign);
}

/** The mean of a metric over seeds with its deviation, both to the same digit: `52.8 ± 2.5 MW`. */
export function spreadText(name: string, mean: number, deviation: number, unit: string): string {
  const {factor} = scaleOf(name, unit);
  const decimals = deviation > 0 ? twoDigits(factor * deviation) : decimalsOf(factor * mean);
  return `${formatNumber(factor * mean, decimals)} ± ${deviationText(name, deviation, unit)}`;
}

/** By what a metric is multiplied before it is written, and the sign behind it. */
function scaleOf(name: string, unit: string): {factor: number; sign: string} {
  const {scale = "plain"} = KNOWN.get(name) ?? {};
  if (scale === "share") return {factor: 100, sign: "%"};
  return {factor: 1, sign: scale === "percent" ? "%" : scale === "unit" ? signOf(unit) : ""};
}

/** What stands behind a number in a study's unit: nothing behind a probability. */
function signOf(unit: string): string {
  return unit === "probability" ? "" : unit;
}

function withSign(number: string, sign: string): string {
  return sign ? withUnit(number, sign) : number;
}

/** Decimals that leave two significant digits. */
function twoDigits(value: number): number {
  return value === 0 ? 0 : Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value)))));
}

/** A number with four significant digits, never in powers of ten: 683.7, 0.005641, 12,345. */
export function significant(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : decimalsOf(value));
}

function decimalsOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  return Math.min(12, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))));
}

/** Names of metrics in the order in which they are shown: known scores first, then the others by name. */
export function metricOrder(names: Iterable<string>): string[] {
  const order = [...KNOWN.keys()];
  const place = (name: string) => (KNOWN.has(name) ? order.indexOf(name) : order.length);
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0));
}
