import type {GasVerification} from "../../../artifacts/gas.js";
import {sliceName} from "../../scores.js";
import {type PriceUnit, priceText} from "../units.js";
import {listed} from "./leads.js";

type Slice = GasVerification["slices"][string][number];

/** The slice of a group in which the distribution did worst, by CRPS. Undefined of an empty group. */
export function worstOf(rows: readonly Slice[]): Slice | undefined {
  return rows.reduce<Slice | undefined>(
    (worst, row) => (worst === undefined || row.crps > worst.crps ? row : worst),
    undefined
  );
}

/** The slices in which the random walk's CRPS was no larger. */
export function lostOf(rows: readonly Slice[]): Slice[] {
  return rows.filter(({crps, walkCrps}) => crps >= walkCrps);
}

/** Where it fails: the month and the kind of day with the largest CRPS over all thirty gas days, and where the random walk's was no larger. No test stands behind a slice, and none is called better. */
export function failingSentence({slices}: Pick<GasVerification, "slices">, unit: PriceUnit): string {
  const told = (group: string) => {
    const worst = worstOf(slices[group] ?? []);
    return worst
      ? `${sliceName(group, worst.slice)} (${priceText(worst.crps, unit)}, the random walk’s ${priceText(worst.walkCrps, unit)})`
      : "";
  };
  const [month, kind] = [told("month"), told("kind")];
  const worst = [month, kind].filter((text) => text !== "");
  if (worst.length === 0) return "No slice of the scores is known.";
  const lost = lostOf(slices.month ?? []);
  const walk =
    lost.length === 0
      ? "In every month the random walk’s was larger."
      : `The random walk’s was no larger ${listed(lost.map(({slice}) => sliceName("month", slice)))}.`;
  return `Over all thirty gas days the CRPS was largest ${listed(worst)}. ${walk}`;
}

/** The title of the chart of slices: where the distribution was worst, and how often the random walk's did no worse. */
export function slicesTitle(rows: readonly Slice[], group: string): string {
  const worst = worstOf(rows);
  if (!worst) return "No slice of the scores is known";
  const name = sliceName(group, worst.slice);
  const lost = lostOf(rows).length;
  const walk =
    lost === 0
      ? "everywhere below the random walk’s"
      : `in ${lost} of ${rows.length} no smaller than the random walk’s`;
  return `The error was largest ${name}; ${walk}`;
}
