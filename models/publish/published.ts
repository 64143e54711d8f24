import type {BacktestReport, Drift, Forecast, StudyReport} from "../../src/lib/artifacts.js";

/** What one study published, this time or, where it failed now, before. */
export interface PublishedStudy {
  readonly report: StudyReport;
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
  readonly drift?: Drift;
  /** Why this edition has nothing new of it. */
  readonly failure?: string;
}

/** What the files about all studies are made of. */
export interface EditionInput {
  /** The instant of the edition, ISO 8601. */
  readonly edition: string;
  readonly studies: readonly PublishedStudy[];
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
