import {directions, measures, type RainRecord, type Variable} from "../../src/lib/rain/record.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {addDays} from "../../src/lib/time/zone.js";

/** Three towns, the second without reports since 2017. */
export const invented = ["Cairns", "Perth", "Sydney"];

/**
 * Invented weather of three towns as long as the study's record: from the end of 2013 to 2017-06-25, then from 2024-08-01 to 2024-12-24. Rain comes
 * over the towns from west to east, after humid afternoons.
 */
export function inventedTowns(): RainRecord {
  const first = "2013-11-01";
  const days = Array.from({length: 4072}, (_, d) => addDays(first, d));
  const n = invented.length;
  const random = mulberry32(7);
  const draw = normal(random);
  const values = Object.fromEntries(
    [...measures, ...directions].map((name) => [name, new Float64Array(days.length * n).fill(Number.NaN)])
  ) as Record<Variable, Float64Array>;
  let front = 0;
  let before = 0;
  days.forEach((day, d) => {
    [before, front] = [front, 0.5 * front + draw()];
    if (day > "2017-06-25" && day < "2024-08-01") return;
    for (let t = 0; t < n; ++t) {
      if (t === 1 && day > "2017-06-25") continue;
      const at = d * n + t;
      for (const name of measures) values[name][at] = 20 + draw();
      for (const name of directions) values[name][at] = Math.floor(16 * random());
      values.rainfall[at] = Math.max(0, Math.round(40 * (before + 0.5 * draw() - 0.6)) / 10);
      values.humidity_3pm[at] = Math.min(100, Math.max(5, Math.round(50 + 15 * front + 5 * draw())));
      if (random() < 0.3) values.sunshine[at] = Number.NaN;
    }
  });
  return {towns: invented, days, values};
}

/** The record with some of its rain turned round: dry where it was wet, and wet where it was dry. */
export function turned(record: RainRecord, when: (day: string, town: number) => boolean): RainRecord {
  const n = record.towns.length;
  const rainfall = record.values.rainfall.map((rain, i) =>
    Number.isNaN(rain) || !when(record.days[Math.floor(i / n)], i % n) ? rain : rain > 1 ? 0 : 9
  );
  return {...record, values: {...record.values, rainfall}};
}
