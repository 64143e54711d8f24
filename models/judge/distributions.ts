import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Bands, FineQuantiles, Quantiles} from "../../src/lib/rolled.js";
import {crpsEvenQuantiles, crpsOfQuantiles} from "../../src/lib/scores/distribution/crps-quantiles.js";
import {pitHistogram, pitOf} from "../../src/lib/scores/distribution/pit.js";
import {pinball} from "../../src/lib/scores/interval/pinball.js";
import type {Judged, RollOutput} from "../study.js";
import {compare} from "./compare.js";
import {levelColumn, takeLevel} from "./levels.js";
import {digits} from "./metrics.js";
import {type Judging, scoredRows, take} from "./rows.js";

type Scores = BacktestReport["candidates"][number];

/** Classes of the histogram of probability integral transforms. */
const bins = 10;

/** The 80 % and 95 % intervals that a candidate's own quantiles make. */
export function quantileBands(quantiles: Quantiles): Bands {
  const [lo95, lo80, hi80, hi95] = [0.025, 0.1, 0.9, 0.975].map((level) => levelColumn(quantiles, level));
  return {lo80: lo80!, hi80: hi80!, lo95: lo95!, hi95: hi95!};
}

/** The quantiles of one forecast: a view. */
function quantilesOf({levels, values}: Quantiles, row: number): Float64Array {
  return values.subarray(row * levels.length, (row + 1) * levels.length);
}

/**
 * The continuous ranked probability score of each forecast that may count, in the unit of its series; NaN where truth or quantiles are missing. Of the
 * first series it is that of the fine quantiles, where there are some (see `crpsEvenQuantiles`), of the others that of those published, joined (see
 * `crpsOfQuantiles`).
 */
export function crpsColumn(
  {scheme, truth}: Pick<Judging, "scheme" | "truth">,
  quantiles: Quantiles,
  fine?: FineQuantiles
): Float64Array {
  const {series, leads} = scheme;
  const size = series.length * leads;
  const score = crpsOfQuantiles(quantiles.levels);
  return truth.actual.map((value, row) => {
    if (!Number.isFinite(value) || truth.comparable[row] !== 1) return Number.NaN;
    if (fine && row % size < leads) {
      const from = (Math.floor(row / size) * leads + (row % leads)) * fine.count;
      return crpsEvenQuantiles(fine.values.subarray(from, from + fine.count), value);
    }
    const own = quantilesOf(quantiles, row);
    return own.every(Number.isFinite) ? score(own, value) : Number.NaN;
  });
}

/** By lead, of the series that are scored together: the pinball loss of each level, and how the transforms of the truth spread over ten classes. */
export function distributionScores(data: Judging, quantiles: Quantiles): NonNullable<Scores["distribution"]> {
  const {actual} = data.truth;
  const {levels} = quantiles;
  const byLead = scoredRows(data).flatMap((all, b) => {
    const rows = all.filter((row) => quantilesOf(quantiles, row).every(Number.isFinite));
    if (rows.length === 0) return [];
    const truth = take(actual, rows);
    const transforms = Float64Array.from(rows, (row) =>
      pitOf(levels, quantilesOf(quantiles, row), actual[row]!)
    );
    const losses = Array.from(levels, (level) =>
      digits(pinball(truth, takeLevel(quantiles, level, rows), level))
    );
    return [{lead: b + 1, n: rows.length, pinball: losses, pit: [...pitHistogram(transforms, bins)]}];
  });
  return {levels: [...levels], byLead};
}

/** The mean energy score of the joint distributions by lead, over the origins whose first series is scored there. */
export function energyByLead(data: Judging, energy: Float64Array): NonNullable<Scores["energy"]> {
  const {leads, series} = data.scheme;
  return scoredRows(data, {only: 0}).flatMap((rows, b) => {
    const places = rows.map((row) => Math.floor(row / (series.length * leads)) * leads + (row % leads));
    const known = take(energy, places).filter(Number.isFinite);
    if (known.length === 0) return [];
    return [
      {lead: b + 1, n: known.length, score: digits(known.reduce((sum, e) => sum + e, 0) / known.length)}
    ];
  });
}

/**
 * A candidate's scores over those of a baseline by lead: root mean squared error, CRPS with its Diebold–Mariano test, and energy score where both have
 * one. Below 1 it is better.
 */
export function ratiosTo(
  data: Judging,
  own: {readonly judged: Judged; readonly scores: Scores},
  baseline: {readonly judged: Judged; readonly scores: Scores}
): NonNullable<Scores["ratios"]> {
  const over = (a: number | null | undefined, b: number | null | undefined) =>
    a == null || b == null || b === 0 ? null : digits(a / b);
  const name = baseline.scores.name;
  return {
    name,
    byLead: own.scores.byLead.flatMap((row) => {
      const {lead} = row;
      const theirs = baseline.scores.byLead.find((one) => one.lead === lead);
      if (!theirs) return [];
      const energy = (scores: Scores) => scores.energy?.find((one) => one.lead === lead)?.score;
      const [mine, other] = [own.judged.crps, baseline.judged.crps];
      const test = mine && other ? compare("crps", data, mine, {name, values: other}, [lead]) : null;
      return [
        {
          lead,
          rmse: over(row.rmse, theirs.rmse),
          crps: over(row.crps, theirs.crps),
          dm: test?.dm ?? null,
          p: test?.p ?? null,
          energy: over(energy(own.scores), energy(baseline.scores))
        }
      ];
    })
  };
}

/** How many numbers a candidate's quantiles and energy scores must have. @throws when there are others. */
export function checkDistribution(
  candidate: string,
  {origins, series, leads}: Judging["scheme"],
  {quantiles, fine, energy}: Pick<RollOutput, "quantiles" | "fine" | "energy">
): void {
  const values = origins.length * series.length * leads;
  if (quantiles && quantiles.values.length !== values * quantiles.levels.length)
    throw new Error(
      `The candidate "${candidate}" gave ${quantiles.values.length} quantiles, and ${values} × ${quantiles.levels.length} were expected: origins × series × leads × levels.`
    );
  const fines = origins.length * leads * (fine?.count ?? 0);
  if (fine && fine.values.length !== fines)
    throw new Error(
      `The candidate "${candidate}" gave ${fine.values.length} fine quantiles, and ${fines} were expected: origins × leads × ${fine.count}.`
    );
  if (energy && energy.length !== origins.length * leads)
    throw new Error(
      `The candidate "${candidate}" gave ${energy.length} energy scores, and ${origins.length * leads} were expected: origins × leads.`
    );
}
