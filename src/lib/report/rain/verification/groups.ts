import {formatCount, formatMonth, formatNumber, formatPercent} from "../../../format.js";
import type {CandidateRow, GroupRow, RocPoint, TownRow, Verification} from "./shapes.js";

/** A group whose F1 is defined. */
export type KnownGroup = GroupRow & {readonly f1: number};

/** The rows of one candidate in which it rained at all, in their order. */
export function knownGroups(rows: readonly GroupRow[], candidate: string): KnownGroup[] {
  return rows.flatMap((row) =>
    row.candidate === candidate && row.f1 !== null ? [{...row, f1: row.f1}] : []
  );
}

/** The groups in which it never rained, and so has nothing to find: "Jan 2016". */
export function dryGroups(rows: readonly GroupRow[]): string[] {
  return [...new Set(rows.filter(({wet}) => wet === 0).map(({group}) => group))];
}

const f1Of = ({f1}: {readonly f1: number}) => f1;
const least = <Row>(rows: readonly Row[], of: (row: Row) => number): Row =>
  rows.reduce((low, row) => (of(row) < of(low) ? row : low));
const most = <Row>(rows: readonly Row[], of: (row: Row) => number): Row =>
  rows.reduce((high, row) => (of(row) > of(high) ? row : high));

/** The candidate's row. Throws, naming those there are, where there is none. */
export function rowOf({candidates}: Pick<Verification, "candidates">, name: string): CandidateRow {
  const found = candidates.find((row) => row.name === name);
  if (found) return found;
  throw new Error(
    `verification.json: expected a candidate "${name}", got ${candidates.map((row) => row.name).join(", ")}`
  );
}

/** What F1 by month shows, as a title: its range, and in how many months it was above climatology's. */
export function monthsTitle({groups, champion}: Pick<Verification, "groups" | "champion">): string {
  const months = knownGroups(groups.month, champion);
  if (months.length === 0) return "No month has been scored yet";
  const [low, high] = [least(months, f1Of), most(months, f1Of)];
  const usual = new Map(knownGroups(groups.month, "climatology").map(({group, f1}) => [group, f1]));
  const compared = months.filter(({group}) => usual.has(group));
  const above = compared.filter(({group, f1}) => f1 > usual.get(group)!).length;
  const against =
    compared.length === 0
      ? ""
      : above === compared.length
        ? ", above climatology in each month"
        : `, above climatology in ${above} of ${formatCount(compared.length, "month")}`;
  return `F1 from ${formatNumber(low.f1, 2)} in ${formatMonth(low.group)} to ${formatNumber(high.f1, 2)} in ${formatMonth(high.group)}${against}`;
}

/** How groups of a kind are called where a title names one: "in winter", "in tropical towns". */
export function groupPlace(kind: "season" | "climate", group: string): string {
  return kind === "climate" ? `in ${group} towns` : `in ${group}`;
}

/** What F1 by season or by climate shows, as a title. */
export function groupsTitle(
  {groups, champion}: Pick<Verification, "groups" | "champion">,
  kind: "season" | "climate"
): string {
  const rows = knownGroups(groups[kind], champion);
  if (rows.length === 0) return `No ${kind} has been scored yet`;
  const [low, high] = [least(rows, f1Of), most(rows, f1Of)];
  return `F1 is highest ${groupPlace(kind, high.group)} (${formatNumber(high.f1, 2)}) and lowest ${groupPlace(kind, low.group)} (${formatNumber(low.f1, 2)})`;
}

/** A town in which it rained at all. */
type KnownTown = TownRow & {readonly f1: number};

/** The towns in which it rained, from the lowest F1 up. */
export function townsByF1(towns: readonly TownRow[]): KnownTown[] {
  return towns
    .flatMap((town) => (town.f1 === null ? [] : [{...town, f1: town.f1}]))
    .sort((a, b) => a.f1 - b.f1 || (a.name < b.name ? -1 : 1));
}

/** Where it fails, in sentences: the climate, the season and the towns with the lowest F1, with how often it rains there. Empty where nothing is scored. */
export function failingSentence({groups, champion, towns}: Verification): string {
  const parts: string[] = [];
  const wetShare = ({wet, n}: GroupRow) => formatPercent((100 * wet) / n, 0);
  const climates = knownGroups(groups.climate, champion);
  if (climates.length > 1) {
    const low = least(climates, f1Of);
    parts.push(
      `F1 is lowest ${groupPlace("climate", low.group)}, at ${formatNumber(low.f1, 2)}: there ${wetShare(low)} of days are wet.`
    );
    const errors = climates.flatMap(({group, brier}) => (brier === null ? [] : [{group, brier}]));
    const [right, wrong] =
      errors.length > 1 ? [least(errors, ({brier}) => brier), most(errors, ({brier}) => brier)] : [];
    if (right && wrong && wrong.group !== low.group)
      parts.push(
        `The probabilities themselves err most ${groupPlace("climate", wrong.group)} (Brier score ${formatNumber(wrong.brier, 3)}) and least ${groupPlace("climate", right.group)} (${formatNumber(right.brier, 3)}).`
      );
  }
  const seasons = knownGroups(groups.season, champion);
  if (seasons.length > 1) {
    const [low, high] = [least(seasons, f1Of), most(seasons, f1Of)];
    parts.push(
      `Of the seasons, ${low.group} is the hardest: ${formatNumber(low.f1, 2)} against ${formatNumber(high.f1, 2)} in ${high.group}.`
    );
  }
  const [first, second, third] = townsByF1(towns);
  if (third) {
    const named = ({name, f1, hits, misses}: KnownTown) =>
      `${name} (${formatNumber(f1, 2)}, on ${formatCount(hits + misses, "wet day")})`;
    parts.push(`Of the towns, the lowest are ${named(first)}, ${named(second)} and ${named(third)}.`);
  }
  const negative = towns.filter(({skill}) => skill !== null && skill < 0);
  if (negative.length > 0)
    parts.push(
      `In ${negative.map(({name}) => name).join(", ")} climatology’s probabilities were closer to what happened.`
    );
  return parts.join(" ");
}

/** What the curves show, as a title. */
export function rocTitle(report: Pick<Verification, "candidates" | "champion">): string {
  const ours = rowOf(report, report.champion).auc;
  const usual = rowOf(report, "climatology").auc;
  if (ours === null || usual === null) return "Wet days have not been told from dry ones yet";
  return `In ${formatNumber(1000 * ours)} of 1,000 pairs of a wet and a dry day the wet one was given the higher probability; by climatology in ${formatNumber(1000 * usual)}`;
}

/** A point of a curve in words. */
export function rocPointText({falseAlarms, hits}: RocPoint): string {
  return `${formatPercent(100 * hits, 0)} of wet days found, ${formatPercent(100 * falseAlarms, 0)} of dry days called wet`;
}
