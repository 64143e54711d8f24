import type {Provenance} from "../artifacts/provenance.js";
import {formatCount, formatDate, formatInstant} from "../format.js";
import {daysBetween} from "../time/zone.js";

/** The state of a study's data in words; the colour that goes with its mode is only the second sign. */
export interface State {
  readonly mode: Provenance["mode"];
  /** True where the edition is that of an earlier day, made afterwards. */
  readonly replayed?: true;
  /** "live", "last good, 2 days old", "recorded data, 24 Dec 2024", "replayed, known up to 14 Nov 2024". */
  readonly label: string;
  /** One sentence that says what it means. */
  readonly meaning: string;
}

/** Whether figures are of the present, so that a weekday alone says which day is meant. */
export function isOfToday({mode, replayed}: Pick<Provenance, "mode" | "replayed">): boolean {
  return mode === "live" && !replayed;
}

/** The state of data at an edition; the age of last-good data counts from its oldest pull. `edition` is an instant in ISO 8601. */
export function stateOf(provenance: Provenance, edition: string): State {
  const {mode, asOf} = provenance;
  if (provenance.replayed)
    return {
      mode,
      replayed: true,
      label: `replayed, known up to ${formatDate(asOf)}`,
      meaning: `The edition of an earlier day, made afterwards as it would have been: from ${mode === "recorded" ? "recorded data" : "tables pulled later"} cut at ${formatDate(asOf)}, in which what a publisher revised later stands revised and the weather that came stands for its forecast. Nothing here describes today, and nothing of it was issued.`
    };
  if (mode === "live")
    return {
      mode,
      label: "live",
      meaning: `Pulled from the publishers for this edition; observed up to ${formatDate(asOf)}.`
    };
  if (mode === "recorded")
    return {
      mode,
      label: `recorded data, ${formatDate(asOf)}`,
      meaning: `Real data recorded up to ${formatDate(asOf)}, shown as that day saw it. Nothing here describes today.`
    };
  const pulls = provenance.sources.map(({pulledAt}) => pulledAt.slice(0, 10)).sort();
  const age = pulls.length ? Math.max(0, daysBetween(pulls[0]!, edition.slice(0, 10))) : null;
  return {
    mode,
    label:
      age === null
        ? "last good"
        : `last good, ${age === 0 ? "from earlier today" : `${formatCount(age, "day")} old`}`,
    meaning: `The last pull failed, so this is the last good one; observed up to ${formatDate(asOf)}.`
  };
}

/**
 * Which studies are not live, by mode, where they are in different states: [{name: "Recorded data", text: "France up to 24 Dec 2024, … . Real
 * data …"}]. Empty where all are live.
 */
export function statesText(
  states: readonly (State & {readonly title: string; readonly asOf: string})[]
): {name: string; text: string}[] {
  const of = (mode: State["mode"]) => states.filter((state) => state.mode === mode && !state.replayed);
  const replayed = states.filter((state) => state.replayed);
  const listed = (some: typeof states) =>
    some.map(({title, asOf}) => `${title}, up to ${formatDate(asOf)}`).join("; ");
  const recorded = of("recorded");
  const late = of("last-good");
  return [
    ...(replayed.length ? [{name: "Replayed", text: `${listed(replayed)}. ${replayed[0]!.meaning}`}] : []),
    ...(late.length
      ? [
          {
            name: "Last good data",
            text: `${listed(late)}. The last pull failed, so these are the last good ones.`
          }
        ]
      : []),
    ...(recorded.length
      ? [
          {
            name: "Recorded data",
            text: `${listed(recorded)}. Real data, shown as that day saw them: nothing in them describes today.`
          }
        ]
      : [])
  ];
}

/** Publishers by id as a reader knows them, in the order in which they are named. */
const PUBLISHERS: Readonly<Record<string, string>> = {
  odre: "ODRÉ",
  enedis: "Enedis",
  "open-meteo": "Open-Meteo",
  bom: "the Bureau of Meteorology",
  rattle: "Togaware",
  nationalgas: "National Gas",
  github: "the EIA (via GitHub)",
  hadcet: "the Met Office",
  ember: "Ember",
  education: "the French ministry of education",
  "date-holidays": "date-holidays"
};

/** A publisher's name on a page; RTE's data sets are RTE's, whoever serves them. An id without a name stands for itself. */
export function publisherName({
  publisher,
  dataset
}: Pick<Provenance["sources"][number], "publisher" | "dataset">): string {
  return publisher === "odre" && dataset.startsWith("eco2mix")
    ? "RTE (via ODRÉ)"
    : (PUBLISHERS[publisher] ?? publisher);
}

/** Who published the data, for a standfirst: the first `most` by name, then "and 2 others". */
export function publishersOf({sources}: Provenance, {most = 2}: {most?: number} = {}): string {
  const order = Object.keys(PUBLISHERS);
  const place = (publisher: string) => (order.includes(publisher) ? order.indexOf(publisher) : order.length);
  const sorted = [...sources].sort((a, b) => place(a.publisher) - place(b.publisher));
  const names = [...new Set(sorted.map(publisherName))];
  if (names.length > most + 1) names.splice(most, names.length, `${names.length - most} others`);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** When the oldest of the sources was pulled, which is how old a page made of all of them is, ISO 8601, or null where none is recorded. */
export function pulledAt({sources}: Provenance): string | null {
  return sources.map((source) => source.pulledAt).sort()[0] ?? null;
}

/** Whose data a figure shows and when they were pulled, for the line below it; the instant in the local time of a zone. */
export function sourceLine(provenance: Provenance, zone: string): string {
  const pulled = pulledAt(provenance);
  const when = pulled === null ? "" : `, pulled ${formatInstant(zone, Date.parse(pulled))}`;
  return `Source: ${publishersOf(provenance)}${when}; Almanac`;
}

/**
 * What the observed load of a page is called: its owner's record where it was pulled from there, and on recorded data, which are a
 * copy, "the recorded load" with the copy that its citation names. The tables are those of the data page; the first with an id counts.
 */
export function recordName(
  tables: readonly {id: string; mode: Provenance["mode"]; sources: readonly {citation: string}[]}[],
  id: string,
  owner: string
): string {
  const table = tables.find((known) => known.id === id);
  if (table && table.mode !== "recorded") return `${owner}’s record`;
  const copy = table?.sources.map(({citation}) =>
    /In this sample (as recorded by [^(,]+)/.exec(citation)?.[1]?.trim()
  );
  const named = copy?.find((text) => text);
  return named ? `the recorded load (${owner}’s load ${named})` : "the recorded load";
}
