import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {type Health, healthSchema} from "../../../src/lib/artifacts/health.js";
import {formatDate} from "../../../src/lib/format.js";
import {stateOf} from "../../../src/lib/report/state.js";

/** The published state of all studies, or undefined where nothing was published yet or it cannot be read. */
export function readHealth(state: string): Health | undefined {
  const file = join(state, "artifacts/api/health.json");
  if (!existsSync(file)) return undefined;
  try {
    return healthSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** "Edition of 25 Dec 2024": the day that the edition was made, or what is missing. */
export function editionText(health: Health | undefined): string {
  return health
    ? `Edition of ${formatDate(health.edition.slice(0, 10))}`
    : "No edition yet: run “npm run refresh”";
}

/** The state of the data in words, for each distinct state with its studies: [{label, mode, replayed, studies}]. */
export function dataStates(
  health: Health
): {label: string; mode: string; replayed: boolean; studies: string[]}[] {
  const states = new Map<string, {label: string; mode: string; replayed: boolean; studies: string[]}>();
  for (const {study, provenance} of health.studies) {
    const {label, mode, replayed = false} = stateOf(provenance, health.edition);
    const known = states.get(label) ?? {label, mode, replayed, studies: []};
    known.studies.push(study);
    states.set(label, known);
  }
  return [...states.values()];
}

/** One line for a terminal: which data the site shows and why. */
export function dataLine(health: Health | undefined): string {
  if (!health) return "Data: none yet. Run “npm run refresh”.";
  const said = new Map<string, string[]>();
  for (const {study, provenance, message} of health.studies) {
    const line = message ?? `${stateOf(provenance, health.edition).label}.`;
    said.set(line, [...(said.get(line) ?? []), study]);
  }
  return `Data: ${[...said].map(([line, of]) => (said.size > 1 ? `${of.join(", ")}: ${line}` : line)).join(" ")}`;
}
