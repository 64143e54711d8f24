/**
 * Joint paths with given marginal distributions: each place of a path (a lead, or a lead of one of several variables) takes values from its
 * own quantiles, in the order of ranks that templates have there. Templates carry how places go together and nothing else: past paths that
 * really came (the Schaake shuffle), or paths that a model simulated (ensemble copula coupling). There are as many paths as templates, and
 * each place of them holds the quantiles at the levels (k + ½) ∕ paths exactly.
 * Sources: Clark et al. (2004), Journal of Hydrometeorology 5; Schefzik, Thorarinsdottir & Gneiting (2013), Statistical Science 28.
 * @param templates `[path][place]`; ties keep their order
 * @param quantileAt the quantile of a place at a level between 0 and 1
 * @returns `[path][place]`
 * @throws where the templates are not whole paths, or a template or a quantile is not finite
 */
export function shufflePaths(
  templates: Float64Array,
  places: number,
  quantileAt: (place: number, level: number) => number
): Float64Array {
  const paths = templates.length / places;
  if (!(Number.isInteger(paths) && paths >= 1))
    throw new Error(
      `joint paths: expected whole templates of ${places} places, got ${templates.length} numbers`
    );
  const gap = templates.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0)
    throw new Error(
      `joint paths: expected finite templates, got ${templates[gap]} in path ${Math.floor(gap / places)}, place ${gap % places}`
    );
  const out = new Float64Array(templates.length);
  for (let place = 0; place < places; ++place) {
    const order = Uint32Array.from({length: paths}, (_, i) => i).sort(
      (a, b) => templates[a * places + place] - templates[b * places + place] || a - b
    );
    for (let rank = 0; rank < paths; ++rank) {
      const value = quantileAt(place, (rank + 0.5) / paths);
      if (!Number.isFinite(value))
        throw new Error(`joint paths: expected a finite quantile in place ${place}, got ${value}`);
      out[order[rank] * places + place] = value;
    }
  }
  return out;
}
