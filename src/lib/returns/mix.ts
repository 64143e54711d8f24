import {quantilesAt, type ReturnQuantiles, type ReturnScheme} from "./rolled.js";

/**
 * The mean of several models' quantiles, level by level, put in order: sharper than a mean of their densities. NaN where one is missing.
 * Source: Lichtendahl, Grushka-Cockayne & Winkler (2013), Management Science 59.
 * @throws where there is no model, or they differ in length
 */
export function mixQuantiles(scheme: ReturnScheme, models: readonly ReturnQuantiles[]): ReturnQuantiles {
  const {origins, leads} = scheme;
  if (models.length === 0) throw new Error("mix of quantiles: expected a model or more, got none");
  const odd = models.find(({length}) => length !== models[0].length);
  if (odd)
    throw new Error(
      `mix of quantiles: expected ${models[0].length} quantiles of every model, got ${odd.length}; roll them over one scheme`
    );
  const out = models[0].map((_, i) => models.reduce((sum, model) => sum + model[i], 0) / models.length);
  for (let place = 0; place < origins.length; ++place)
    for (let l = 0; l < leads.length; ++l) quantilesAt(scheme, out, place, l).sort();
  return out;
}
