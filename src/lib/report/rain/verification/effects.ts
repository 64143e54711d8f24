import {formatNumber, formatShare, withUnit} from "../../../format.js";
import type {FeatureWords} from "./feature-words.js";

/** The curve of a number: its values, ascending, and the mean probability at each. */
interface Curve {
  readonly values: readonly number[];
  readonly probability: readonly number[];
}

/** A value of a feature with its unit. */
export function valueText(value: number, {unit}: Pick<FeatureWords, "unit">): string {
  const decimals = Math.abs(value) >= 20 || Number.isInteger(value) ? 0 : 1;
  return unit === "" ? formatNumber(value, 2) : withUnit(formatNumber(value, decimals), unit);
}

/** Changes of less than this, as probabilities, are told as none. */
const LITTLE = 0.02;

/**
 * Which way a number works, in words: "drier air at 3 pm, less rain: a chance of 13 % at 20 %, of 41 % at 80 %"; where the probability turns round on the way, where it is
 * highest. The ends of a wave of the year are told by their months.
 */
export function numberEffect({values, probability}: Curve, feature: FeatureWords): string {
  const last = values.length - 1;
  const [first, end] = [probability[0], probability[last]];
  const [low, high] = [Math.min(...probability), Math.max(...probability)];
  const where = (i: number) =>
    feature.ends && (i === 0 || i === last)
      ? `in ${feature.ends[i === 0 ? 0 : 1]}`
      : `at ${valueText(values[i], feature)}`;
  const at = (i: number) => `of ${formatShare(probability[i])} ${where(i)}`;
  if (high - low < LITTLE) return `hardly any effect by itself: ${formatShare(low)} to ${formatShare(high)}`;
  // It turns round where the ends are apart by less than half of its range.
  if (Math.abs(end - first) < (high - low) / 2) {
    const top = probability.indexOf(high);
    const bottom = probability.indexOf(low);
    return `most rain ${where(top)} (${formatShare(high)}), least ${where(bottom)} (${formatShare(low)})`;
  }
  const word = feature.high.length > 0 ? (end > first ? feature.high : feature.low) : feature.label;
  return `${word}, more rain: a chance ${end > first ? `${at(0)}, ${at(last)}` : `${at(last)}, ${at(0)}`}`;
}

/** Which categories work most, in words; they stand from the most probable to the least. */
export function categoryEffect(names: readonly string[], probability: readonly number[]): string {
  const last = names.length - 1;
  return `most rain with ${names[0]} (${formatShare(probability[0])}), least with ${names[last]} (${formatShare(probability[last])})`;
}
