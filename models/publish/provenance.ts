import type {TableRecord} from "../../data-loaders/record.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {Breach, Table} from "../../src/lib/artifacts/tables.js";
import type {Realm} from "../runs/runs.js";

/** A table as it went into an edition. */
export interface TableState {
  readonly id: string;
  readonly mode: Provenance["mode"];
  /** True where it was cut at an earlier day. */
  readonly replayed?: true;
  /** The last whole local day that it describes. */
  readonly asOf: string;
  readonly record: TableRecord;
  /** Why it is not live, where it is not, in one short sentence for readers. */
  readonly reason?: string;
  readonly breaches: readonly Breach[];
}

const freshness = ["live", "last-good", "recorded"] as const;

/** The least fresh of some modes. @throws when there is none. */
export function leastFresh(modes: readonly Provenance["mode"][]): Provenance["mode"] {
  const worst = freshness.findLast((mode) => modes.includes(mode));
  if (!worst)
    throw new Error(
      "the freshness of nothing was asked for: an edition needs at least one study with a table"
    );
  return worst;
}

/**
 * Where a study's figures come from: the mode of its least fresh table, the earliest of their days, all
 * sources.
 */
export function provenanceOf(tables: readonly TableState[]): Provenance {
  const sources = tables.flatMap(({record}) => record.sources);
  const cited = sources.map(({publisher, dataset, title, url, licence, pulledAt, sha256}) => ({
    ...{publisher, dataset, title, url, licence, pulledAt, sha256}
  }));
  const key = ({publisher, dataset, url, sha256}: (typeof cited)[number]) =>
    [publisher, dataset, url, sha256].join("\n");
  const unique = new Map(cited.map((source) => [key(source), source]));
  return {
    mode: leastFresh(tables.map(({mode}) => mode)),
    ...(tables.some(({replayed}) => replayed) ? {replayed: true} : {}),
    asOf: tables.map(({asOf}) => asOf).sort()[0]!,
    sources: [...unique.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  };
}

/** Which data is shown and why, in one line. Live figures are as old as the source that was pulled longest ago. */
export function sourceLine({mode, replayed, asOf, sources}: Provenance, reason?: string): string {
  if (replayed)
    return `Replayed: made afterwards with what was known up to ${asOf}, from ${mode === "recorded" ? "recorded data" : "tables pulled later"}.`;
  const why = reason ? `, because ${reason.replace(/[.\s]+$/, "")}` : "";
  if (mode === "recorded")
    return `Recorded data, known up to ${asOf}${why || ", because the recorded sample was asked for"}.`;
  if (mode === "last-good") return `Last good data, known up to ${asOf}${why}.`;
  const pulled = sources
    .map(({pulledAt}) => pulledAt)
    .sort()
    .at(0);
  return `Live data, known up to ${asOf}${pulled ? `, pulled ${pulled.slice(0, 16).replace("T", " ")} UTC` : ""}.`;
}

/**
 * Why a study's data is not live: the reason of the whole, else those of its tables; undefined where it is
 * live.
 */
export function reasonOf(tables: readonly TableState[], whole?: string): string | undefined {
  const reasons = [...new Set(tables.flatMap(({reason}) => (reason ? [reason] : [])))];
  return whole ?? (reasons.length > 0 ? reasons.join("; ") : undefined);
}

/** The tables as the data page shows them. */
export function publishedTables(tables: readonly TableState[]): Table[] {
  return tables.map(({id, mode, asOf, record, reason, breaches}) => {
    const {title, timeZone, today, madeAt, from, to, rows, bytes, sha256, columns, sources, contract, days} =
      record;
    const about = {title, timeZone, today, madeAt, from, to, rows, bytes, sha256};
    return {
      id,
      mode,
      asOf,
      ...(reason ? {reason} : {}),
      ...about,
      columns,
      sources,
      contract,
      days,
      breaches: [...breaches]
    };
  });
}

/**
 * When a forecast counts as issued: now, if it is for the present; one from recorded data, or of a day that is replayed, at its
 * origin, since nothing of it describes today.
 */
export function issueInstant(realm: Realm, origin: number, now: Date): string {
  return realm === "live" ? now.toISOString() : new Date(origin).toISOString();
}
