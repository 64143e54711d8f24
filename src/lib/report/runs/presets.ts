import {type RunRow, type StudyMethod, shortTitle} from "./rows.js";
import type {SeedGroup} from "./seeds.js";
import {MOST} from "./view.js";

/** Selections worth a look: champion and challenger of each study, then the newest seeds of each candidate that has some. */
export function presetsOf(
  rows: readonly RunRow[],
  studies: readonly StudyMethod[],
  groups: readonly SeedGroup[]
): {label: string; chosen: string[]}[] {
  const pairs = studies.flatMap(({study, title}) => {
    const chosen = (["champion", "challenger"] as const).flatMap((alias) => {
      const row = rows.find((known) => known.study === study && known.alias === alias);
      return row ? [row.runId] : [];
    });
    return chosen.length === 2 ? [{label: `Champion and challenger, ${shortTitle(title)}`, chosen}] : [];
  });
  const seen = new Set<string>();
  const seeds = groups.flatMap(({study, candidate, runs}) => {
    const key = `${study} ${candidate}`;
    const row = rows.find(({runId}) => runId === runs[0]!.runId);
    if (seen.has(key) || !row) return [];
    seen.add(key);
    return [
      {
        label: `Seeds of ${row.candidateLabel}, ${shortTitle(row.studyTitle)}`,
        chosen: runs.slice(0, MOST).map(({runId}) => runId)
      }
    ];
  });
  return [...pairs, ...seeds];
}
