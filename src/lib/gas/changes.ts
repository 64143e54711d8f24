/** A column's change over so many days; NaN where either end is missing. */
export function changeOver(column: Float64Array, days: number): Float64Array {
  return column.map((value, i) => (i < days ? Number.NaN : value - column[i - days]));
}

/** A column as it was so many days before; NaN for the first. */
export function daysBefore(column: Float64Array, days: number): Float64Array {
  return column.map((_, i) => (i < days ? Number.NaN : column[i - days]));
}

/** How far a column stands above its mean over the last `days` days, that day included; NaN while fewer are known. */
export function gapToMean(column: Float64Array, days: number): Float64Array {
  let [sum, known] = [0, 0];
  return column.map((value, i) => {
    if (!Number.isNaN(value)) {
      sum += value;
      ++known;
    }
    const gone = i < days ? Number.NaN : column[i - days];
    if (!Number.isNaN(gone)) {
      sum -= gone;
      --known;
    }
    return known < days ? Number.NaN : value - sum / known;
  });
}

/** Logarithms of a column, its values held at `least` or above: a power price may be negative. */
export function logsFrom(column: Float64Array, least: number): Float64Array {
  return column.map((value) => Math.log(Math.max(value, least)));
}

/**
 * A column over the root mean square of its last `days` values, held within ± clip; NaN where it is missing, or fewer than 30 values are
 * known. A column that has not moved is 0.
 */
export function overDeviation(column: Float64Array, days: number, clip: number): Float64Array {
  let [sum, known] = [0, 0];
  return column.map((value, i) => {
    if (!Number.isNaN(value)) {
      sum += value * value;
      ++known;
    }
    const gone = i < days ? Number.NaN : column[i - days];
    if (!Number.isNaN(gone)) {
      sum -= gone * gone;
      --known;
    }
    if (known < 30) return Number.NaN;
    const deviation = Math.sqrt(Math.max(0, sum) / known);
    return deviation > 1e-9 ? clipped(value / deviation, clip) : 0;
  });
}

/** A column over another, held within ± clip. */
export function overScale(column: Float64Array, scale: Float64Array, clip: number): Float64Array {
  return column.map((value, i) => clipped(value / scale[i], clip));
}

/** NaN stays NaN. */
function clipped(value: number, clip: number): number {
  return Math.min(Math.max(value, -clip), clip);
}
