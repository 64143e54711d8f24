import type {Realm} from "../runs/runs.js";
import type {Study} from "../study.js";
import {readLedger} from "./ledger.js";
import {type LedgerScore, readScores} from "./score.js";

/**
 * The editions of a study as lines of a table: origin, issue, who forecast, how many of its values have their truth, and the error by the truth
 * that was known first and by the one that is known last. Empty where nothing was issued.
 */
export async function editionLines(
  state: string,
  realm: Realm,
  {id, kind}: Pick<Study, "id" | "kind">
): Promise<string[]> {
  const entries = await readLedger(state, realm, id);
  if (entries.length === 0) return [];
  const scores = await readScores(state, realm, id, entries);
  const metric = kind === "probability" ? "brier" : "mae";
  const header = [
    "origin",
    "issued at",
    "alias",
    "candidate",
    "known",
    `first ${metric}`,
    `last ${metric}`,
    "last change"
  ];
  const rows = entries.flatMap((entry) => {
    const score = scores.get(entry.origin);
    const shown: {alias: string; candidate: string}[] = [...entry.forecasts];
    if (entry.reference) shown.push({alias: "reference", candidate: entry.reference.candidate});
    return shown.map(({alias, candidate}) => [
      ...[entry.origin, entry.issuedAt, alias, candidate],
      ...[
        `${score?.actual.filter((value) => value !== null).length ?? 0}/${entry.times.length * entry.series.length}`
      ],
      ...[numberOf(score?.first.scores, candidate, metric), numberOf(score?.scores, candidate, metric)],
      lastChange(score)
    ]);
  });
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ")
      .trimEnd();
  return [
    `${id}, ${realm} data, ${entries.length} ${entries.length === 1 ? "edition" : "editions"}`,
    line(header),
    ...rows.map(line)
  ];
}

function numberOf(scores: LedgerScore["scores"] | undefined, name: string, metric: "brier" | "mae"): string {
  const value = scores?.find(({candidate}) => candidate === name)?.[metric];
  return value === null || value === undefined ? "–" : String(value);
}

function lastChange(score: LedgerScore | undefined): string {
  return (
    score?.at
      .flatMap((at) => at ?? [])
      .sort()
      .at(-1) ?? "–"
  );
}
