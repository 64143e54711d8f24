import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Forecast} from "../../artifacts/forecast.js";
import type {Run} from "../../artifacts/runs.js";
import type {StudyReport} from "../../artifacts/study.js";

/** Text of a card: plain, a hash or an id in a fixed pitch, or words that lead to an address. */
export type CardText = string | {readonly code: string} | {readonly text: string; readonly href: string};

/** A row of a card: what it is about, and what there is to say. */
export interface CardRow {
  readonly term: string;
  readonly text: readonly CardText[];
}

/** A part of a card. */
export interface CardSection {
  readonly title: string;
  readonly rows: readonly CardRow[];
}

/** What a card is made of. */
export interface CardInput {
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
  readonly runs: readonly Run[];
  readonly study: StudyReport;
}

/** A candidate’s label; its name where the study has none of that name. */
export function labelOf({candidates}: Pick<StudyReport, "candidates">, name: string): string {
  return candidates.find((candidate) => candidate.name === name)?.label ?? name;
}

/** Whether a study's values are probabilities. */
export function isChance({kind}: Pick<StudyReport, "kind">): boolean {
  return kind === "probability";
}

/** A row of a card. */
export function row(term: string, ...text: CardText[]): CardRow {
  return {term, text};
}
