import {rainyAbove} from "../../../rain/record.js";
import {addDays} from "../../../time/zone.js";
import type {TownRecent} from "./shapes.js";

/** What came of a forecast: said and came, said in vain, came unsaid, neither. */
export type Outcome = "hit" | "alarm" | "miss" | "rejection";

/** One of the last days. */
export interface RecentDay {
  readonly day: string;
  readonly probability: number | null;
  /** mm in the 24 hours to 9 am. */
  readonly rain: number | null;
  /** Null where the forecast or the reading is missing. */
  readonly outcome: Outcome | null;
}

/** The last days with what came of each forecast, wet being said from `threshold` on. */
export function recentDays({from, probability, rain}: TownRecent, threshold: number): RecentDay[] {
  return probability.map((chance, i) => ({
    day: addDays(from, i),
    probability: chance,
    rain: rain[i],
    outcome:
      chance === null || rain[i] === null || threshold === null
        ? null
        : outcomeOf(chance >= threshold, rain[i])
  }));
}

function outcomeOf(said: boolean, mm: number): Outcome {
  const rained = mm > rainyAbove;
  return said ? (rained ? "hit" : "alarm") : rained ? "miss" : "rejection";
}

/** How many of the days had each outcome. */
export function outcomes(days: readonly RecentDay[]): Record<Outcome, number> {
  const count = {hit: 0, alarm: 0, miss: 0, rejection: 0};
  for (const {outcome} of days) if (outcome) count[outcome] += 1;
  return count;
}
