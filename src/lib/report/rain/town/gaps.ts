import type {RainDays} from "./season.js";

/** Days without a reading between two with one: the first and the last of them. */
export interface Gap {
  readonly from: string;
  readonly to: string;
}

/** The gaps of at least `least` days between the first and the last reading, in order. */
export function gapsOf({days, rain}: RainDays, least = 28): Gap[] {
  const gaps: Gap[] = [];
  let before = -1;
  days.forEach((_, d) => {
    if (Number.isNaN(rain[d])) return;
    if (before >= 0 && d - before > least) gaps.push({from: days[before + 1], to: days[d - 1]});
    before = d;
  });
  return gaps;
}
