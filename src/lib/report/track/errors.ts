import type {TrackRecord} from "../../artifacts/track.js";

export type TrackAlias = TrackRecord["errors"][number]["alias"];

/** The error of one forecast of one edition. */
export interface EditionError {
  /** Milliseconds since 1970. */
  readonly origin: number;
  readonly alias: TrackAlias;
  readonly candidate: string;
  readonly error: number;
}

/** The errors at a lead, or over all of them (lead 0), in the order of the editions; those that are not known are left out. */
export function errorsAt({errors}: TrackRecord, lead: number): EditionError[] {
  return errors.flatMap(({origin, alias, candidate, error, byLead}) => {
    const value = lead === 0 ? error : (byLead[lead - 1] ?? null);
    return value === null ? [] : [{origin: Date.parse(origin), alias, candidate, error: value}];
  });
}

/** The number of leads that any error is known of. */
export function leadsOf({errors}: TrackRecord): number {
  return Math.max(0, ...errors.map(({byLead}) => byLead.findLastIndex((value) => value !== null) + 1));
}

/** The mean error of each alias at a lead, over the editions in which all that are asked for have one. */
export interface LeadMean {
  readonly lead: number;
  readonly editions: number;
  readonly means: Readonly<Partial<Record<TrackAlias, number>>>;
}

/**
 * Mean errors by lead of the champion and of the others, each pair on the editions that all of them have at that lead; an alias that has none
 * there is left out of that lead.
 */
export function leadMeans(record: TrackRecord): LeadMean[] {
  return Array.from({length: leadsOf(record)}, (_, i): LeadMean => {
    const rows = errorsAt(record, i + 1);
    const present = (["champion", "challenger", "reference"] as const).filter((alias) =>
      rows.some((row) => row.alias === alias)
    );
    const whole = [...byOrigin(rows).values()].filter((some) => some.length === present.length);
    const means = present.map((alias): [TrackAlias, number] => {
      const errors = whole.flatMap((some) => some.flatMap((one) => (one.alias === alias ? [one.error] : [])));
      return [alias, errors.reduce((sum, error) => sum + error, 0) / errors.length];
    });
    return {lead: i + 1, editions: whole.length, means: Object.fromEntries(means)};
  });
}

function byOrigin(rows: readonly EditionError[]): Map<number, EditionError[]> {
  const groups = new Map<number, EditionError[]>();
  for (const row of rows) groups.set(row.origin, [...(groups.get(row.origin) ?? []), row]);
  return groups;
}
