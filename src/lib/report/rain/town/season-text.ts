import {formatCount, formatDate, formatDay, formatMonth, formatNumber} from "../../../format.js";
import {rainyAbove} from "../../../rain/record.js";
import {addDays} from "../../../time/zone.js";
import type {Gap} from "./gaps.js";
import type {Quartiles, TownReport, TownSeason} from "./shapes.js";
import {capital, formatDays, formatRain, formatRainRange} from "./words.js";

/** What has been read of a season. */
export interface SeasonSum {
  /** Days before the origin, and those with a reading. */
  readonly known: number;
  readonly read: number;
  readonly mm: number;
  readonly rainy: number;
  /** Earlier sums on the same days; null where there are none, or nothing is known. */
  readonly usual: Quartiles | null;
  readonly against: "wetter" | "drier" | "usual" | null;
}

/** The sum of the days of a season that were read, beside the quartiles of earlier seasons on the same days. */
export function seasonSum({rain, usual}: TownSeason): SeasonSum {
  const read = rain.flatMap((mm) => mm ?? []);
  const mm = read.reduce((sum, x) => sum + x, 0);
  const then = read.length === 0 ? null : (usual?.sums[rain.length - 1] ?? null);
  return {
    known: rain.length,
    read: read.length,
    mm,
    rainy: read.filter((x) => x > rainyAbove).length,
    usual: then,
    // Sums of binary fractions do not decide.
    against: then === null ? null : mm > then[2] + 0.05 ? "wetter" : mm < then[0] - 0.05 ? "drier" : "usual"
  };
}

const verdicts = {wetter: "more than usual", drier: "less than usual", usual: "about as usual"} as const;

/** The finding of the season's chart: "Summer 2024–25 so far: 212 mm, more than usual". */
export function seasonTitle(season: TownSeason): string {
  const name = capital(season.label);
  const {known, read, mm, against} = seasonSum(season);
  if (known === 0) return `${name} has just begun`;
  if (read === 0) return `${name} was not observed`;
  return `${name} so far: ${mm === 0 ? "no rain" : formatRain(mm)}${against ? `, ${verdicts[against]}` : ""}`;
}

/** What the season's chart shows. */
export function seasonSubtitle(town: string, {name, rain, usual}: TownSeason): string {
  const own = rain.every((mm) => mm === null) ? "" : ": each day as a bar, added up as a line";
  if (usual === null)
    return `Rain in ${town}, mm${own}; too few earlier ${name}s are recorded for a comparison`;
  const days = own === "" ? "day by day to their end" : "on the same days";
  return `Rain in ${town}, mm${own}; the band is the middle half of ${formatNumber(usual.seasons.length)} earlier ${name}s added up ${days}, the dashed line their median`;
}

/** Which earlier seasons it is compared with: "Compared with the summers 2016–17, 2015–16 …". Empty where there are too few. */
export function comparedText({name, usual}: TownSeason): string {
  return usual === null
    ? ""
    : `Compared with the ${name}s of ${usual.seasons.map((label) => label.slice(name.length + 1)).join(", ")}.`;
}

/** How much it has rained this season, on how many days, and how much and how often it usually had by then. */
export function seasonText(town: Pick<TownReport, "name" | "season" | "lastDay">): string {
  const {name, season, lastDay} = town;
  const {known, read, mm, rainy} = seasonSum(season);
  const since = `since ${formatDay(season.from)}`;
  const said =
    known === 0
      ? `${capital(season.label)} begins with the day that is forecast: nothing of it is known yet.`
      : read === 0
        ? `No gauge of ${name} has been read this ${season.name}${lastDay === null ? "" : `: the last reading is of ${formatDate(lastDay)}`}.`
        : mm === 0
          ? `It has not rained in ${name} ${since}, on ${formatCount(read, "day")} with a reading.`
          : `${formatRain(mm)} have fallen in ${name} ${since}; ${rainyDays(rainy)} of ${formatCount(read, "day")} with a reading.`;
  return [said, ...missingText(season), usualText(season)].join(" ");
}

function rainyDays(n: number): string {
  return n === 0
    ? "it rained more than 1.0\u00a0mm on none"
    : `it rained more than 1.0\u00a0mm on ${formatNumber(n)}`;
}

/** Which days of the season have no reading, and that they count nowhere. */
function missingText({name, from, rain}: TownSeason): string[] {
  const missing = rain.filter((mm) => mm === null).length;
  if (missing === 0 || missing === rain.length) return [];
  const first = rain.findIndex((mm) => mm !== null);
  const start =
    first < 2
      ? []
      : [
          `The readings begin on ${formatDay(addDays(from, first))}: the ${formatCount(first, "day")} before are left out, here and in earlier ${name}s.`
        ];
  const others = missing - (first < 2 ? 0 : first);
  return others === 0
    ? start
    : [
        ...start,
        `${capital(formatDays(others))} without a reading ${others === 1 ? "is" : "are"} left out, here and in earlier ${name}s; the reading after may hold the rain of several days.`
      ];
}

/** What earlier seasons brought: on the same days, or on the whole where nothing of this one is known. */
function usualText({name, rain, usual}: TownSeason): string {
  if (usual === null) return `Too few ${name}s have been recorded whole to say what is usual.`;
  const whole = rain.every((mm) => mm === null);
  const [low, middle, high] = usual.sums[whole ? usual.sums.length - 1 : rain.length - 1];
  const half = low === high ? "" : ` (${formatRainRange(low, high)} in the middle half of them)`;
  const days = whole ? "" : `, on ${formatRainy(usual.rainy)} rainy days`;
  return `In the ${formatNumber(usual.seasons.length)} ${name}s that were recorded well enough, ${whole ? "the whole" : "these days"} brought ${formatRain(middle)}${half}${days}.`;
}

function formatRainy([low, middle, high]: Quartiles): string {
  const [from, to] = [formatNumber(low), formatNumber(high)];
  return from === to ? formatNumber(middle) : `${formatNumber(middle)} (${from} to ${to})`;
}

/** When the gauge was not read for four weeks and more, so that no season of that time counts. Empty where it always was. */
export function gapText({gaps}: Pick<TownReport, "gaps">): string {
  if (gaps.length === 0) return "";
  const spans = gaps.map(spanText);
  const listed = spans.length < 2 ? spans[0] : `${spans.slice(0, -1).join(", ")} and ${spans.at(-1)}`;
  return `The record has no readings ${listed}; nothing is added up across a gap.`;
}

/** "in April 2011" of a whole month, else "from 26 Jun 2017 to 31 Jul 2024". */
function spanText({from, to}: Gap): string {
  const month = from.slice(0, 7);
  const whole = from.endsWith("-01") && to.startsWith(month) && !addDays(to, 1).startsWith(month);
  return whole ? `in ${formatMonth(month, {long: true})}` : `from ${formatDate(from)} to ${formatDate(to)}`;
}
