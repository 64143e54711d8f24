import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Card} from "../../src/lib/artifacts/cards.js";
import type {Drift} from "../../src/lib/artifacts/drift.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Night} from "../../src/lib/artifacts/pipeline.js";
import type {StudyReport} from "../../src/lib/artifacts/study.js";

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
  readonly tasks?: readonly TaskCost[];
  /** Earlier runs on record, the oldest first. */
  readonly nights?: readonly Night[];
  /** The URL that the site is published under, where it is known. */
  readonly site?: string;
}

/** What one task took when it last ran. */
export interface TaskCost {
  readonly task: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Highest memory of the whole process meanwhile, in MB of 2²⁰ bytes. */
  readonly peakMemoryMB: number;
  readonly rows: number;
  /** Bytes that it wrote. */
  readonly bytes: number;
  readonly bytesRead: number;
}
