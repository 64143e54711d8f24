import type {Breach} from "../src/lib/artifacts/tables.js";
import type {Source} from "../src/lib/source.js";
import type {Cells, Column} from "./columns.js";
import type {Pulled, Pulls} from "./pulls.js";

/** A table: what it holds, what it must satisfy, and how it is made from pulls. */
export interface TableDefinition {
  readonly id: string;
  readonly title: string;
  readonly publishers: readonly string[];
  readonly timeZone: string;
  readonly columns: readonly Column[];
  /** The first local day that it describes. */
  readonly from: string;
  /** Days after its `asOf` for which the last good table may stand in for a failed pull. */
  readonly limitDays: number;
  /** The contract in words, one entry for each code of breach, for the data page. */
  readonly contract: readonly Rule[];
  /** Pulls what the table is made of, and makes it as it is known on `today`. Throws where that cannot be done at all. */
  make(context: MakeContext): Promise<Made>;
  /** Checks finished cells; the same for a table made from pulls and one read from the sample. */
  check(cells: Cells, today: string): Breach[];
  /** Checks what a pull makes of what the last good table, made for an earlier day or the same, knew. */
  compare?(cells: Cells, before: Cells, today: string): Breach[];
  /** How the sample keeps it in few bytes. */
  readonly sample: {
    /** The day that it is as of: the same for all tables of a study. */
    readonly today: string;
    /** The last day that it records. */
    readonly recordedTo: string;
    /** The columns that are kept; the others follow from them. */
    readonly columns: readonly string[];
    /** The cells as they are when they are read back on `today`. */
    restore(cells: Cells, today: string): Cells;
  };
}

export interface Rule {
  readonly code: string;
  readonly level: "error" | "warning" | "both";
  readonly column: string;
  readonly rule: string;
}

export interface MakeContext {
  readonly pulls: Pulls;
  /** The local day that the edition is for; what is dated later is not used. */
  readonly today: string;
  readonly now: Date;
  /**
   * For a sample: the last day that is recorded, some days after `today`. What the record holds from `today` on is kept,
   * as the truth for later scores, and archived weather stands in for a forecast.
   */
  readonly recordedTo?: string;
}

export interface Made {
  readonly cells: Cells;
  /** What was found while reading; `check` adds what the finished cells show. */
  readonly breaches: readonly Breach[];
  readonly pulled: readonly Pulled[];
  /** Each with the bytes that were pulled from it, or with what it computed as text. */
  readonly sources: readonly (Source & {readonly pulled: readonly Pulled[]; readonly computed?: string})[];
  /** The last whole local day that the table describes. */
  readonly asOf: string;
  /** Remarkable days by kind, such as those that were repaired. */
  readonly days?: Readonly<Record<string, readonly string[]>>;
}
