import {mulberry32} from "../random.js";
import type {Bands, Scheme, Truth} from "../rolled.js";
import {blockLength} from "../rolled.js";
import {logistic} from "../trees/logistic.js";
import {fitPlatt, type Platt} from "./platt.js";

/** Origins of a block: towns rain together, and so do the days of a week. */
const BLOCK = 7;
/** Fewest blocks that say anything about how well a chance is known. */
const LEAST_BLOCKS = 10;
const DRAWS = 200;
const SEED = 1;
/** Chances are taken between 10⁻⁴ and 1 − 10⁻⁴: beyond lies no log-odds that a few hundred days could tell from these. */
const MOST = Math.log((1 - 1e-4) / 1e-4);
const CELLS = 40;
const POINTS = 80;
const shares = [0.025, 0.1, 0.9, 0.975] as const;

/**
 * How well each probability is known: the central 80 % and 95 % of what it would be under recalibrations from other samples of the days that it
 * was judged on. It is the uncertainty of the chance, not of the outcome, which either happens or does not. Blocks of seven consecutive
 * origins are drawn with replacement, each draw is fitted by Platt's calibration of the log-odds, and the bounds are the 2.5, 10, 90 and 97.5 %
 * quantiles over the draws, widened where need be to contain the value itself. Where fewer than ten blocks hold a known outcome, or only
 * one outcome occurs, nothing is known about how good the chances are: the bounds are then 0 and 1. NaN where the value is NaN.
 * Sources: Künsch (1989), Annals of Statistics 17, for the bootstrap of blocks; Platt (1999).
 * @param values probabilities, `[origin][series][lead]`
 * @param window indices of the first origin to learn from and of that after the last; its known and comparable rows count
 * @throws where a length disagrees with the scheme, a value is outside 0 … 1, or an outcome is neither 0 nor 1
 */
export function chanceBands(
  scheme: Scheme,
  values: Float64Array,
  truth: Pick<Truth, "actual" | "comparable">,
  window: {readonly from: number; readonly to: number}
): Bands {
  checkValues(scheme, values, truth, window);
  const blocks = countBlocks(scheme, values, truth, window);
  const bounds = blocks.counts.length < LEAST_BLOCKS ? undefined : quantilesOf(blocks);
  const [lo95, lo80, hi80, hi95] = shares.map((share, k) =>
    values.map((value) => {
      if (Number.isNaN(value)) return value;
      const known = bounds ? logistic(along(bounds[k], oddsOf(value))) : share < 0.5 ? 0 : 1;
      return share < 0.5 ? Math.min(known, value) : Math.max(known, value);
    })
  );
  return {lo80, hi80, lo95, hi95};
}

/** Outcomes by cells of log-odds: for each block with any, those that did not happen, then those that did. */
interface Blocks {
  readonly counts: readonly Float64Array[];
  /** Mean log-odds of the rows in each cell. */
  readonly means: Float64Array;
}

function countBlocks(
  {origins, series, leads}: Scheme,
  values: Float64Array,
  {actual, comparable}: Pick<Truth, "actual" | "comparable">,
  {from, to}: {readonly from: number; readonly to: number}
): Blocks {
  const width = series.length * leads;
  const sums = new Float64Array(CELLS);
  const totals = new Float64Array(CELLS);
  const counts: Float64Array[] = [];
  for (let first = from; first < Math.min(to, origins.length); first += BLOCK) {
    const own = new Float64Array(2 * CELLS);
    let known = 0;
    for (let i = first * width; i < Math.min(first + BLOCK, to) * width; ++i) {
      if (!comparable[i] || Number.isNaN(actual[i]) || Number.isNaN(values[i])) continue;
      const odds = oddsOf(values[i]);
      const cell = Math.min(Math.floor(((odds + MOST) / (2 * MOST)) * CELLS), CELLS - 1);
      sums[cell] += odds;
      totals[cell] += 1;
      own[actual[i] * CELLS + cell] += 1;
      known += 1;
    }
    if (known) counts.push(own);
  }
  return {counts, means: sums.map((sum, cell) => (totals[cell] ? sum / totals[cell] : 0))};
}

/** By share, the quantile of the recalibrated log-odds at each point of an even grid; undefined where no draw can be fitted. */
function quantilesOf({counts, means}: Blocks): readonly Float64Array[] | undefined {
  const random = mulberry32(SEED);
  const margins = Float64Array.of(...means, ...means);
  const happened = margins.map((_, i) => (i < CELLS ? 0 : 1));
  const fits: Platt[] = [];
  for (let draw = 0; draw < DRAWS; ++draw) {
    const sums = new Float64Array(2 * CELLS);
    for (let i = 0; i < counts.length; ++i) {
      const block = counts[Math.floor(random() * counts.length)];
      for (let k = 0; k < sums.length; ++k) sums[k] += block[k];
    }
    const yes = sums.reduce((sum, count, k) => sum + happened[k] * count, 0);
    const no = sums.reduce((sum, count, k) => sum + (1 - happened[k]) * count, 0);
    if (yes > 0 && no > 0) fits.push(fitPlatt(margins, happened, sums));
  }
  if (fits.length < DRAWS / 2) return undefined;
  const bounds = shares.map(() => new Float64Array(POINTS + 1));
  for (let point = 0; point <= POINTS; ++point) {
    const odds = MOST * ((2 * point) / POINTS - 1);
    const drawn = Float64Array.from(fits, ({a, b}) => a + b * odds).sort();
    shares.forEach((share, k) => {
      bounds[k][point] = quantile(drawn, share);
    });
  }
  return bounds;
}

/** The quantile of sorted numbers, straight between them. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.min(Math.floor(place), sorted.length - 2);
  return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}

/** The value at some log-odds of a curve on the grid. */
function along(curve: Float64Array, odds: number): number {
  const place = ((odds + MOST) / (2 * MOST)) * POINTS;
  const below = Math.min(Math.max(Math.floor(place), 0), POINTS - 1);
  return curve[below] + (place - below) * (curve[below + 1] - curve[below]);
}

function oddsOf(probability: number): number {
  return Math.min(Math.max(Math.log(probability / (1 - probability)), -MOST), MOST);
}

function checkValues(
  scheme: Scheme,
  values: Float64Array,
  {actual, comparable}: Pick<Truth, "actual" | "comparable">,
  {from, to}: {readonly from: number; readonly to: number}
): void {
  const n = blockLength(scheme);
  if (values.length !== n || actual.length !== n || comparable.length !== n)
    throw new Error(
      `chance bands: expected ${n} values, truths and marks of the comparable, got ${values.length}, ${actual.length} and ${comparable.length}`
    );
  const most = scheme.origins.length;
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= most))
    throw new Error(`chance bands: expected origins within 0 … ${most} to learn from, got ${from} … ${to}`);
  const outside = values.findIndex((value) => value < 0 || value > 1);
  if (outside >= 0)
    throw new Error(
      `chance bands: expected probabilities from 0 to 1, got ${values[outside]} in row ${outside}`
    );
  const odd = actual.findIndex((value) => value !== 0 && value !== 1 && !Number.isNaN(value));
  if (odd >= 0)
    throw new Error(`chance bands: expected outcomes of 0 or 1, got ${actual[odd]} in row ${odd}`);
}
