/**
 * Rolling-origin forecasts, as columns. One `Scheme` says which origins, leads and series there are; every block of
 * numbers that goes with it is row-major `[origin][series][lead]`, NaN where there is no value.
 */

/** Which forecasts a study makes: from each origin, for each series, `leads` steps ahead. */
export interface Scheme {
  /** Names of the series; one empty name where a study has one series that needs none. */
  readonly series: readonly string[];
  /** Instants of issue, ms since 1970 (UTC), ascending. Nothing at or after an origin may be used to forecast from it. */
  readonly origins: Float64Array;
  /** Number of steps forecast from each origin. */
  readonly leads: number;
  /** Steps in one lead block, by which scores are grouped (24 for hours: "lead day 1" is leads 0 … 23). */
  readonly block: number;
  /** Start of each forecast interval, ms UTC, `[origin][lead]`. */
  readonly times: Float64Array;
  /**
   * Of a vector, whose series are of different quantities: what each of them is. The first series is the study's target, in the study's unit: scores over
   * all series, tests and promotion are of it alone, because values of different units have no common mean. Left out, all series are of the study's unit.
   */
  readonly measures?: readonly Measure[];
}

/** What the values of a series are. */
export interface Measure {
  readonly unit: string;
  /** Decimals of published values. */
  readonly decimals: number;
}

/** How many series, from the first on, are scored together: all, or of a vector the first alone. */
export function pooledSeries({series, measures}: Pick<Scheme, "series" | "measures">): number {
  return measures ? 1 : series.length;
}

/**
 * A block of a scheme with each value as it is published, by the decimals of its series.
 * @param decimals of every series, where they are alike
 */
export function publishedBlock(
  {series, leads, measures}: Pick<Scheme, "series" | "leads" | "measures">,
  block: Float64Array,
  decimals: number,
  published: (value: number, decimals: number) => number
): Float64Array {
  if (!measures) return block.map((value) => published(value, decimals));
  return block.map((value, row) =>
    published(value, measures[Math.floor(row / leads) % series.length].decimals)
  );
}

/** What happened, laid out like the forecasts. */
export interface Truth {
  /** Observed values in true time, repaired where the contract repairs. NaN where not yet known. */
  readonly actual: Float64Array;
  /** Observed values as the publisher recorded them. */
  readonly recorded: Float64Array;
  /** 1 where both agree in time and publishers' own forecasts may be compared, else 0. */
  readonly comparable: Uint8Array;
}

/** A baseline is the least to beat, a model competes to be champion, a reference is somebody else's forecast. */
export type CandidateKind = "baseline" | "model" | "reference";

/** One candidate's forecasts over a scheme. */
export interface Rolled {
  readonly candidate: string;
  readonly kind: CandidateKind;
  readonly values: Float64Array;
  /** The same forecasts with covariates as uncertain as a real forecast's, where the study has such covariates. */
  readonly degraded?: Float64Array;
  /** Quantiles of its own, where it forecasts a distribution; among the levels .025, .1, .9 and .975, which make its intervals. */
  readonly quantiles?: Quantiles;
  /** The first series' distribution finely told, where it is; its CRPS is then taken from it. */
  readonly fine?: FineQuantiles;
  /** Energy score of its joint distribution of all series against the truth, `[origin][lead]`, NaN where not known; where it has a joint one. */
  readonly energy?: Float64Array;
}

/** Quantiles of the first series at the even levels (k + ½) ∕ count. */
export interface FineQuantiles {
  readonly count: number;
  /** `[origin][lead][k]`, ascending in k, NaN where there is none. */
  readonly values: Float32Array;
}

/** A distribution for each forecast, told by quantiles. */
export interface Quantiles {
  /** Between 0 and 1, ascending. */
  readonly levels: Float64Array;
  /** `[origin][series][lead][level]`, NaN where there is none. */
  readonly values: Float64Array;
}

/** Central prediction intervals of one candidate. */
export interface Bands {
  readonly lo80: Float64Array;
  readonly hi80: Float64Array;
  readonly lo95: Float64Array;
  readonly hi95: Float64Array;
}

/** The number of values in a block of a scheme. */
export function blockLength({origins, series, leads}: Scheme): number {
  return origins.length * series.length * leads;
}
