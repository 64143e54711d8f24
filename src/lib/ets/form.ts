/** The form of an exponential smoothing model: error, trend and season. */
export interface EtsForm {
  /** Errors that add, or that multiply. */
  readonly error: "additive" | "multiplicative";
  readonly trend: "none" | "additive" | "damped";
  readonly season: "none" | "additive" | "multiplicative";
  /** Steps of a season; 1 without one. */
  readonly period: number;
}

/** "ETS(A,Ad,M)[7]". */
export function etsLabel({error, trend, season, period}: EtsForm): string {
  const letters = {none: "N", additive: "A", damped: "Ad", multiplicative: "M"};
  return `ETS(${letters[error]},${letters[trend]},${letters[season]})${season === "none" ? "" : `[${period}]`}`;
}

/** Smoothing parameters: level α, trend β, season γ and damping φ; 0 where the form has none, φ 1 without damping. */
export interface EtsParameters {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** Level, trend and the season's parts: `[level, trend, part of the next step, of the one after it, …]`. Without trend it is 0, without season there are no parts. */
export type EtsState = Float64Array<ArrayBuffer>;

/** Parameters that the search looks for, and states at the start that count as free. */
export function etsCounts({trend, season, period}: EtsForm): {smoothing: number; states: number} {
  const [trended, damped, seasonal] = [trend !== "none", trend === "damped", season !== "none"];
  return {
    smoothing: 1 + Number(trended) + Number(damped) + Number(seasonal),
    states: 1 + Number(trended) + (seasonal ? period - 1 : 0)
  };
}

/** The fewest values that a form is fitted to: three more than its parameters and states, and two seasons. */
export function fewestValues(form: EtsForm): number {
  const {smoothing, states} = etsCounts(form);
  return Math.max(smoothing + states + 3, form.season === "none" ? 0 : 2 * form.period);
}

/**
 * Checks a series against a form.
 * @throws where the period is no whole number from 2, the series is empty, has a gap, an infinite value, is
 * too short for season and parameters, constant, or not above 0 where something multiplies
 */
export function checkEts(y: Float64Array, form: EtsForm): void {
  const what = etsLabel(form);
  const {period, season, error} = form;
  if (season === "none" ? period !== 1 : !(Number.isInteger(period) && period >= 2))
    throw new Error(
      season === "none"
        ? `${what}: expected period 1 without a season, got ${period}`
        : `${what}: expected a season of 2 steps or more, got ${period}`
    );
  const seen = y.reduce((count, value) => count + Number(Number.isFinite(value)), 0);
  if (seen === 0)
    throw new Error(`${what}: expected a series with values, got ${y.length} of which none is a number`);
  const gap = y.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0)
    throw new Error(
      `${what}: expected finite values without gaps, got ${y[gap]} at step ${gap}; fill it or begin after it`
    );
  const fewest = fewestValues(form);
  if (y.length < fewest)
    throw new Error(
      `${what}: expected at least ${fewest} values for its ${season === "none" ? "parameters" : "season and parameters"}, got ${y.length}`
    );
  if (y.every((value) => value === y[0]))
    throw new Error(
      `${what}: expected a series that varies, got ${y[0]} at each of ${y.length} steps; forecast that value instead`
    );
  const low =
    error === "multiplicative" || season === "multiplicative" ? y.findIndex((value) => !(value > 0)) : -1;
  if (low >= 0)
    throw new Error(
      `${what}: expected values above 0 where something multiplies, got ${y[low]} at step ${low}; take an additive form`
    );
}
