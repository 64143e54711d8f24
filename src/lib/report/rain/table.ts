import type {ReportTown} from "./shapes.js";

/** What the table of towns can be sorted by. */
export type TownKey = "name" | "state" | "probability" | "climatology" | "wet" | "rainToday" | "climate";

/** An order of the table. */
export interface TownSort {
  readonly by: TownKey;
  readonly descending: boolean;
}

/** Climate zones from wet to dry, the order in which they sort. */
const climates = ["tropical", "subtropical", "temperate", "arid", "desert"];

/** The towns in an order; what is not known stands last either way, and equal ones stand in order of name. */
export function sortTowns(towns: readonly ReportTown[], {by, descending}: TownSort): ReportTown[] {
  const sign = descending ? -1 : 1;
  return [...towns].sort((a, b) => {
    const [x, y] = [keyOf(a, by), keyOf(b, by)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    const order = typeof x === "string" || typeof y === "string" ? compare(String(x), String(y)) : x - y;
    return sign * order || byName(a, b);
  });
}

function keyOf(town: ReportTown, by: TownKey): string | number | null {
  if (by === "wet") return Number(town.wet);
  if (by === "climate") return climates.indexOf(town.climate);
  return town[by];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: ReportTown, b: ReportTown) => compare(a.name, b.name);
