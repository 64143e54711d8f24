import {formatCount, formatDay, formatGW, formatHour, formatNumber} from "../format.js";
import {localHour} from "../time/zone.js";
import type {ForecastDay} from "./peak.js";
import type {Usual} from "./season.js";

/**
 * The finding of the week, as a sentence without its full stop: "Demand peaks at 71.2 GW on Thu 26 Dec at 19:00, 3 GW
 * above the season"; with its year where it is `dated`, as a week that is not the coming one must be. `usualPeak` is null where the
 * record is too short to say what is usual.
 */
export function peakHeadline(
  day: ForecastDay,
  usualPeak: Usual | null,
  zone: string,
  {dated = false} = {}
): string {
  const when = `on ${formatDay(day.day, {dated})} at ${formatHour(localHour(zone, day.peak.time))}`;
  const against = usualPeak ? `, ${againstUsual(day.peak.value, usualPeak.value)}` : "";
  return `Demand peaks at ${formatGW(day.peak.value)} ${when}${against}`;
}

/** A load beside the usual one, both MW: "3 GW above the season", "as usual for the season" within half a gigawatt. */
export function againstUsual(value: number, usualValue: number): string {
  const difference = value - usualValue;
  if (Math.abs(difference) < 500) return "as usual for the season";
  return `${formatGW(Math.abs(difference), Math.abs(difference) < 2000 ? 1 : 0)} ${difference > 0 ? "above" : "below"} the season`;
}

/** A change against an earlier figure as a share of it: "3.2 % more than last week", "about the same as last week". */
export function change(value: number, earlier: number, than: string): string {
  const percent = (100 * (value - earlier)) / earlier;
  if (!Number.isFinite(percent)) return `${than} is not known`;
  if (Math.abs(percent) < 0.5) return `about the same as ${than}`;
  return `${formatNumber(Math.abs(percent), Math.abs(percent) < 10 ? 1 : 0)}\u00a0% ${percent > 0 ? "more" : "less"} than ${than}`;
}

/**
 * An amount of power in a reader's terms, next to its figure: large French reactors give 1,300 MW, which is the measure here.
 * Null where no plain comparison fits.
 */
export function inReactors(mw: number): string | null {
  const reactors = mw / 1300;
  if (!(reactors >= 0.2)) return null;
  if (reactors < 0.29) return "a quarter of a large reactor";
  if (reactors < 0.42) return "a third of a large reactor";
  if (reactors < 0.6) return "half a large reactor";
  if (reactors < 0.85) return "three quarters of a large reactor";
  if (reactors < 1.25) return "one large reactor";
  return `about ${formatCount(Math.round(reactors), "large reactor")}`;
}
