import type {Source} from "./source.js";
import {daysBetween} from "./time/zone.js";

/** A place whose weather stands for an area. */
export interface Place {
  readonly name: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** An area whose daily electricity load is published under a code of éCO2mix métropoles. */
export interface Area {
  /** Its id in addresses: `[a-z0-9-]`. */
  readonly id: string;
  /** `code_insee_epci` as published. */
  readonly code: string;
  /** `libelle_metropole` as published: its name on every page. */
  readonly name: string;
  /** What it is, in one plain sentence, where it is not a métropole. */
  readonly about?: string;
  /** Its weather is the mean over these. */
  readonly places: readonly Place[];
  /** Zone of its school holidays. */
  readonly schoolZone: "a" | "b" | "c";
  /** Between which the mean load of a day must lie, MW. */
  readonly range: readonly [low: number, high: number];
  /**
   * What a day's row holds: the mean of its quarter-hours, or (`daily`) one value at 00:00, the day's energy over 24 hours,
   * whatever the day's length.
   */
  readonly rows: "quarter-hours" | "daily";
  /** Whose data set its load is, where it is not RTE's. */
  readonly source?: Source;
  /** The last local day that the publisher will ever have: later days are not asked for. */
  readonly until?: string;
}

/**
 * The métropoles: codes and names as published (https://odre.opendatasoft.com/explore/dataset/eco2mix-metropoles-tr/), the
 * main town, the zone of its academy's school holidays (https://www.education.gouv.fr/calendrier-scolaire), and generous
 * bounds, MW: about a quarter and about three and a half times the mean load of 2025-01-01. Dijon's load of that day, 0 to
 * 31 MW, is too low to derive bounds from.
 */
const published: readonly (readonly [
  id: string,
  code: string,
  name: string,
  town: string,
  latitude: number,
  longitude: number,
  schoolZone: Area["schoolZone"],
  low: number,
  high: number
])[] = [
  [
    "aix-marseille",
    "200054807",
    "Métropole d'Aix-Marseille-Provence",
    "Marseille",
    43.3,
    5.37,
    "b",
    550,
    7700
  ],
  ["bordeaux", "243300316", "Bordeaux Métropole", "Bordeaux", 44.84, -0.58, "a", 200, 2900],
  ["brest", "242900314", "Brest Métropole", "Brest", 48.39, -4.49, "b", 25, 370],
  ["clermont", "246300701", "Clermont Auvergne Métropole", "Clermont-Ferrand", 45.78, 3.09, "a", 50, 700],
  ["dijon", "242100410", "Dijon Métropole", "Dijon", 47.32, 5.04, "a", 1, 450],
  ["grenoble", "200040715", "Métropole Grenoble-Alpes-Métropole", "Grenoble", 45.19, 5.72, "a", 110, 1550],
  ["lille", "245900410", "Métropole Européenne de Lille", "Lille", 50.63, 3.06, "b", 240, 3300],
  ["lyon", "200046977", "Métropole de Lyon", "Lyon", 45.76, 4.84, "a", 300, 4200],
  [
    "montpellier",
    "243400017",
    "Montpellier Méditerranée Métropole",
    "Montpellier",
    43.61,
    3.88,
    "c",
    100,
    1500
  ],
  ["nancy", "245400676", "Métropole du Grand Nancy", "Nancy", 48.69, 6.18, "b", 30, 420],
  ["nantes", "244400404", "Nantes Métropole", "Nantes", 47.22, -1.55, "b", 100, 1400],
  ["nice", "200030195", "Métropole Nice Côte d'Azur", "Nice", 43.71, 7.26, "b", 100, 1400],
  ["orleans", "244500468", "Orléans Métropole", "Orléans", 47.9, 1.91, "b", 70, 960],
  ["paris", "200054781", "Métropole du Grand Paris", "Paris", 48.86, 2.35, "c", 1100, 16_000],
  ["rennes", "243500139", "Métropole Rennes Métropole", "Rennes", 48.12, -1.68, "b", 55, 800],
  ["rouen", "200023414", "Métropole Rouen Normandie", "Rouen", 49.44, 1.1, "b", 80, 1150],
  ["saint-etienne", "244200770", "Saint-Etienne Métropole", "Saint-Étienne", 45.44, 4.39, "a", 60, 860],
  ["strasbourg", "246700488", "Eurométropole de Strasbourg", "Strasbourg", 48.57, 7.75, "b", 100, 1400],
  ["toulon", "248300543", "Métropole Toulon-Provence-Méditerranée", "Toulon", 43.12, 5.93, "b", 75, 1080],
  ["toulouse", "243100518", "Toulouse Métropole", "Toulouse", 43.6, 1.44, "c", 120, 1660],
  ["tours", "243700754", "Tours Métropole Val de Loire", "Tours", 47.39, 0.68, "b", 70, 1000]
];

/** The 21 métropoles of RTE's éCO2mix métropoles. */
export const metropoles: readonly Area[] = published.map(
  ([id, code, name, town, latitude, longitude, schoolZone, low, high]) => ({
    id,
    code,
    name,
    places: [{name: town, latitude, longitude}],
    schoolZone,
    range: [low, high],
    rows: "quarter-hours"
  })
);

/**
 * Mean load of Bretagne's small sites: the only area whose history is recorded, so that the sample needs it. It is no
 * métropole; it stands in for one where no live data can be had.
 */
const bretagne: Area = {
  id: "bretagne-enedis",
  code: "53",
  name: "Bretagne (Enedis < 36 kVA)",
  about:
    "The electricity drawn in the region Bretagne by the sites connected below 36 kVA to the network of Enedis, homes and small businesses: an area of its own, not a métropole.",
  places: [
    {name: "Brest", latitude: 48.39, longitude: -4.49},
    {name: "Nantes", latitude: 47.22, longitude: -1.55}
  ],
  schoolZone: "b",
  range: [500, 4000],
  rows: "daily",
  source: {
    publisher: "enedis",
    dataset: "conso-inf36-region",
    title: "Consumption of the sites below 36 kVA by region (Enedis)",
    licence: "Licence Ouverte 2.0 (Etalab)",
    citation:
      "Enedis, Agrégats segmentés de consommation électrique au pas ½ h des points de soutirage ≤ 36 kVA, maille région",
    url: "https://opendata.enedis.fr/datasets/conso-inf36-region"
  },
  until: "2024-03-31"
};

/** The areas that are forecast. A further one is a line here: `metropole("nantes")`. */
export const areas: readonly Area[] = [metropole("brest"), bretagne];

/** The métropole with an id; throws with the ids that there are. */
export function metropole(id: string): Area {
  const found = metropoles.find((area) => area.id === id);
  if (found) return found;
  throw new Error(
    `unknown métropole "${id}": éCO2mix has ${metropoles.map((area) => area.id).join(", ")}. Give one of them in src/lib/areas.ts.`
  );
}

/** Days after an area's last day in which its publisher is still asked. */
const grace = 7;

/** The areas that the publisher is asked for on a day: all but those that ended more than a week before. */
export function areasAsked(among: readonly Area[], today: string): Area[] {
  return among.filter(({until}) => until === undefined || daysBetween(until, today) <= grace);
}
