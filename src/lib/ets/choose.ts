import {type EtsFit, fitEts} from "./fit.js";
import {checkEts, type EtsForm, etsLabel, fewestValues} from "./form.js";

/** A form that was tried. */
export interface EtsTrial {
  /** "ETS(A,Ad,N)". */
  readonly label: string;
  readonly aicc: number;
  readonly converged: boolean;
}

/** The chosen fit, and all that were tried, the best first. */
export interface EtsChoice {
  readonly fit: EtsFit;
  readonly trials: readonly EtsTrial[];
}

/**
 * Fits every form that the series allows and takes the one with the least corrected Akaike criterion. Forms in which something multiplies need
 * values above 0, and each enough values for its parameters; additive errors with a season that multiplies are left out, for they can be unstable. A fit that did not converge is
 * chosen only where none did.
 * Source: Hyndman, Koehler, Snyder and Grose (2002), International Journal of Forecasting 18; Hyndman et al. (2008), section 2.8.
 * @param period steps of a season; 1 unless given: no season
 * @throws where the series is bad for the simplest form, or too short for the season
 */
export function chooseEts(y: Float64Array, period = 1): EtsChoice {
  if (!(Number.isInteger(period) && period >= 1))
    throw new Error(`ETS: expected a season of whole steps, 1 where there is none, got ${period}`);
  checkEts(y, {error: "additive", trend: "none", season: period > 1 ? "additive" : "none", period});
  const positive = y.every((value) => value > 0);
  const fits = formsOf(period, positive)
    .filter((form) => y.length >= fewestValues(form))
    .map((form) => fitEts(y, form))
    .sort((a, b) => Number(b.converged) - Number(a.converged) || a.aicc - b.aicc);
  return {
    fit: fits[0],
    trials: fits.map(({form, aicc, converged}) => ({label: etsLabel(form), aicc, converged}))
  };
}

function formsOf(period: number, positive: boolean): EtsForm[] {
  const forms: EtsForm[] = [];
  for (const error of ["additive", "multiplicative"] as const)
    for (const trend of ["none", "additive", "damped"] as const)
      for (const season of ["none", "additive", "multiplicative"] as const) {
        const multiplies = error === "multiplicative" || season === "multiplicative";
        if (multiplies && !positive) continue;
        if (error === "additive" && season === "multiplicative") continue;
        if (season !== "none" && period === 1) continue;
        forms.push({error, trend, season, period: season === "none" ? 1 : period});
      }
  return forms;
}
