import type {TownRow} from "./shapes.js";

/** What towns can be sorted by: a column of their row, or the share of wet days. */
export type TownKey =
  | "name"
  | "state"
  | "climate"
  | "wet"
  | "hits"
  | "alarms"
  | "misses"
  | "rejections"
  | "f1"
  | "brier"
  | "skill";

/** Towns in the order of a column, those without a value last whichever way; of equals by name. */
export function sortTowns(
  towns: readonly TownRow[],
  {by, descending}: {readonly by: TownKey; readonly descending: boolean}
): TownRow[] {
  const way = descending ? -1 : 1;
  return [...towns].sort((a, b) => {
    const [x, y] = [cellOf(a, by), cellOf(b, by)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return x < y ? -way : x > y ? way : byName(a, b);
  });
}

function cellOf(town: TownRow, by: TownKey): string | number | null {
  if (by !== "wet") return town[by];
  return town.n === 0 ? null : (town.hits + town.misses) / town.n;
}

function byName(a: TownRow, b: TownRow): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
