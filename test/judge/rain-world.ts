import type {JudgedStudy} from "../../models/judge/judge.js";
import type {Judging} from "../../models/judge/rows.js";
import type {Candidate} from "../../models/study.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {logistic} from "../../src/lib/trees/logistic.js";
import {dailyScheme} from "./world.js";

/** A small made-up study of a chance in several towns. */
export interface RainWorld {
  readonly study: JudgedStudy;
  readonly data: Judging;
  readonly rolled: readonly Rolled[];
}

/**
 * Towns that are wet together: the log-odds of a day have a part that lasts some days, and one of the town. `steady` says the mean
 * chance, `good` sees half of what there is and says it rightly, `bold` sees the same and says it too loudly: the same order with a worse Brier score, and
 * `vague` sees less. The first `scoredFrom` origins are not scored, and the last five have no truth.
 */
export function rainWorld({origins = 240, towns = 6, scoredFrom = 80, seed = 4} = {}): RainWorld {
  const scheme = {
    ...dailyScheme(origins, 1, 1),
    series: Array.from({length: towns}, (_, s) => `town ${s}`)
  };
  const random = mulberry32(seed);
  const draw = normal(random);
  const n = origins * towns;
  let weather = 0;
  const odds = new Float64Array(n);
  const seen = new Float64Array(n);
  const actual = new Float64Array(n).fill(Number.NaN);
  for (let o = 0; o < origins; ++o) {
    weather = 0.7 * weather + draw();
    for (let s = 0; s < towns; ++s) {
      const row = o * towns + s;
      odds[row] = -1.2 + 1.1 * weather + 0.3 * (s % 6);
      seen[row] = odds[row]! + 0.5 * draw();
      if (o < origins - 5) actual[row] = Number(random() < logistic(odds[row]!));
    }
  }
  const chances: Record<string, (row: number) => number> = {
    steady: (row) => logistic(-1.2 + 0.3 * ((row % towns) % 6)),
    good: (row) => logistic(0.9 * seen[row]! - 0.05),
    bold: (row) => logistic(2.5 * seen[row]! - 0.05),
    vague: (row) => logistic(0.2 * seen[row]! - 0.7)
  };
  const rolled = Object.entries(chances).map(
    ([candidate, chance]): Rolled => ({
      candidate,
      kind: candidate === "steady" ? "baseline" : "model",
      values: Float64Array.from({length: n}, (_, row) => chance(row))
    })
  );
  const season = Int16Array.from({length: origins}, (_, o) => Number(o >= origins / 2));
  const month = Int16Array.from({length: origins}, (_, o) => Math.floor(o / 30));
  return {
    study: {
      id: "made-up-rain",
      candidates: rolled.map(
        ({candidate, kind}): Candidate => ({
          name: candidate,
          label: `The ${candidate} one`,
          kind,
          description: `How the ${candidate} one works.`,
          params: {},
          module: new URL("file:///nowhere.ts")
        })
      ),
      rule: {metric: "f1", leads: [1], words: "the highest F1 on the day"},
      ...{season: 1, decimals: 3, kind: "probability", seed: 9}
    },
    data: {
      scheme,
      truth: {actual, recorded: actual, comparable: new Uint8Array(n).fill(1)},
      scoredFrom,
      scoredTo: origins - 5,
      slices: {
        season: {names: ["early", "late"], of: season},
        month: {names: Array.from({length: Math.ceil(origins / 30)}, (_, m) => `month ${m}`), of: month}
      }
    },
    rolled
  };
}
