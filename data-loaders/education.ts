import {z} from "zod";
import type {Source} from "../src/lib/source.js";
import {addDays, daysBetween, localDay} from "../src/lib/time/zone.js";
import type {Chunk} from "./pulls.js";

/** School holidays of the three zones of metropolitan France, from the ministry of education's open-data portal. */
const origin = "https://data.education.gouv.fr";
const dataset = "fr-en-calendrier-scolaire";
const zone = "Europe/Paris";

export const educationSource: Source = {
  publisher: "education",
  dataset,
  title: "Le calendrier scolaire",
  licence: "Licence Ouverte 2.0 (Etalab)",
  citation: "Ministère de l'Éducation nationale, Le calendrier scolaire",
  url: `${origin}/explore/dataset/${dataset}/`
};

/**
 * The whole calendar of the three zones from 2020 on, one small request: the ministry changes it a few times a year,
 * without a pattern, so it is asked for in every run.
 */
export function educationChunk(): Chunk {
  const query = new URLSearchParams({
    select: "description,population,start_date,end_date,location,zones,annee_scolaire",
    where: "zones in ('Zone A','Zone B','Zone C') AND end_date >= date'2020-09-01'",
    order_by: "start_date,zones,location,description,population",
    timezone: "UTC"
  });
  return {
    publisher: "education",
    dataset,
    name: "zones",
    origin,
    path: `/api/explore/v2.1/catalog/datasets/${dataset}/exports/json?${query}`,
    format: "json",
    settled: Number.POSITIVE_INFINITY,
    every: 0
  };
}

/** Days that school holidays may last: a summer has some 60. */
const longest = 150;

const rowsSchema = z.array(
  z.object({
    description: z.string(),
    population: z.string(),
    start_date: z.iso.datetime({offset: true}),
    end_date: z.iso.datetime({offset: true}),
    location: z.string(),
    zones: z.enum(["Zone A", "Zone B", "Zone C"]),
    annee_scolaire: z.string()
  })
);

/** Days on which the pupils of each zone have holidays. */
export type SchoolDays = Readonly<Record<"zone_a" | "zone_b" | "zone_c", ReadonlySet<string>>>;

/**
 * Reads the calendar. Instants are local midnights in UTC (22:00Z or 23:00Z of the eve): the first is the first day off, the
 * second the day on which school begins again. Rows for teachers alone do not count. A row whose two instants are the same is
 * one day off, or (`Début des Vacances d'Été`) the start of a summer whose end is not published yet: then until 31 August.
 * @throws where the reply is not JSON of the documented shape.
 */
export function readSchoolDays(bytes: Uint8Array): SchoolDays {
  const {data, error} = rowsSchema.safeParse(parse(bytes));
  if (error) {
    const {path, message} = error.issues[0];
    throw new Error(
      `school calendar: the reply has another shape than documented: ${path.join(".")}: ${message}`
    );
  }
  const days = {zone_a: new Set<string>(), zone_b: new Set<string>(), zone_c: new Set<string>()};
  for (const row of data) {
    if (row.population !== "-" && row.population !== "Élèves") continue;
    const first = localDay(zone, Date.parse(row.start_date));
    const back = localDay(zone, Date.parse(row.end_date));
    const openSummer = first === back && row.description.startsWith("Début des Vacances");
    const end = openSummer ? `${first.slice(0, 4)}-09-01` : first === back ? addDays(first, 1) : back;
    if (end < first)
      throw new Error(
        `school calendar: "${row.description}" of ${row.zones} ends on ${back}, before its start on ${first}`
      );
    if (daysBetween(first, end) > longest)
      throw new Error(
        `school calendar: "${row.description}" of ${row.zones} lasts from ${first} to ${end}: at most ${longest} days were expected`
      );
    const set = days[`zone_${row.zones.slice(-1).toLowerCase()}` as keyof typeof days];
    for (let day = first; day < end; day = addDays(day, 1)) set.add(day);
  }
  return days;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(bytes));
  } catch (error) {
    throw new Error(
      `school calendar: JSON was expected, and ${bytes.length} bytes came that are not: ${(error as Error).message}`
    );
  }
}
