import {formatCount, formatDate, formatNumber, withUnit} from "../../format.js";
import {formatChance, formatChances} from "./headline.js";
import type {ReportTown} from "./shapes.js";
import {againstUsual} from "./usual.js";

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"]
];

/** The month of a day, which what is usual belongs to: "December". */
export function monthOf(day: string): string {
  return MONTHS[Number(day.slice(5, 7)) - 1]!;
}

/** How a day compares with the usual one of its month: "wetter than usual for December", "about as usual for December". */
export function againstText(town: ReportTown, month: string): string {
  const against = againstUsual(town);
  return `${against === "usual" ? "about as usual" : `${against} than usual`} for ${month}`;
}

/** Rain of the last day as a cell says it: "3.2 mm"; "not reported" where it is not known. */
export function rainText({rainToday}: Pick<ReportTown, "rainToday">): string {
  return rainToday === null ? "not reported" : withUnit(formatNumber(rainToday, 1), "mm");
}

/** All that a map says of a town, in one line: for a screen reader, and below the pointer. */
export function townInWords(town: ReportTown, month: string): string {
  const {name, state, probability, lo80, hi80, climatology, wet} = town;
  return `${name}, ${state}: ${formatChance(probability)}, 80 % interval ${formatChances(lo80, hi80)}, usual for ${month} ${formatChance(climatology)}; forecast ${wet ? "wet" : "dry"}`;
}

/** What is said of the towns without observations, a sentence each; none where all report. */
export function withoutText(towns: readonly Pick<ReportTown, "name" | "without" | "lastDay">[]): string[] {
  return towns.flatMap(({name, without, lastDay}) => {
    if (without === undefined) return [];
    const since = lastDay === null ? "no observations" : `no observations since ${formatDate(lastDay)}`;
    return [`${name} has ${since}, because ${without}: its forecast is made from the other towns alone.`];
  });
}

/** How many towns are wetter, drier and about as usual: "12 towns are wetter than usual for December, 5 drier, 32 about as usual". */
export function againstCounts(towns: readonly ReportTown[], month: string): string {
  const count = (which: ReturnType<typeof againstUsual>) =>
    towns.filter((town) => againstUsual(town) === which).length;
  return `${formatCount(count("wetter"), "town is", "towns are")} wetter than usual for ${month}, ${formatNumber(count("drier"))} drier, ${formatNumber(count("usual"))} about as usual`;
}
