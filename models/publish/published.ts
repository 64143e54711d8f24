import type {BacktestReport, Card, Drift, Forecast, StudyReport} from "../../src/lib/artifacts.js";

/** What one study published, this time or, where it failed now, before. */
export interface PublishedStudy {
  readonly report: StudyReport;
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
  readonly drift?: Drift;
  /** Its card on the front page, where it made one itself. */
  readonly card?: Card;
  /** Why this edition has nothing new of it. */
  readonly failure?: string;
}

/** A study that never published anything, and why. */
export interface AbsentStudy {
  readonly study: string;
  readonly title: string;
  readonly question: string;
  readonly failure: string;
}

/** What the files about all studies are made of. */
export interface EditionInput {
  /** The instant of the edition, ISO 8601. */
  readonly edition: string;
  readonly studies: readonly PublishedStudy[];
  readonly absent?: readonly AbsentStudy[];
  /** What the tasks of the last refresh took. */
  readonly tasks?: readonly TaskSeconds[];
  /** The URL that the site is published under, where it is known. */
  readonly site?: string;
}

/** What one task of the last refresh took. */
export interface TaskSeconds {
  readonly task: string;
  readonly seconds: number;
  readonly peakMemoryMB: number;
}
