import {cities} from "../../src/lib/load/cities.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import {
  addDays,
  dayNumber,
  localDay,
  localHour,
  midnight,
  offsetAt,
  weekday
} from "../../src/lib/time/zone.js";

/**
 * Invented data in the raw shapes of the publishers, for tests and benchmarks only. Every value is a function of its
 * instant and a seed, so that any window of any length fits its neighbours.
 */

const zone = "Europe/Paris";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Standard normal number of an instant. */
function noise(time: number, seed: number): number {
  return normal(mulberry32(Math.imul(Math.floor(time / MINUTE), 0x9e3779b1) ^ seed))();
}

/** Shape of a day, MW around its mean, by local hour: trough at 04:00, peaks at 12:00 and 19:00. */
const dayShape = [
  -3500, -5500, -6500, -7500, -8500, -7500, -4500, 0, 3000, 3800, 4200, 4800, 5200, 4000, 2500, 1500, 1200,
  2800, 5000, 6000, 4000, 1800, 1500, -800
];

const yearPhase = (time: number) => (2 * Math.PI * (time / (24 * HOUR) - 15)) / 365.25;

/** Invented load of an instant, MW. */
export function loadAt(time: number, seed: number): number {
  const hour = localHour(zone, time);
  const part = (time % HOUR) / HOUR;
  const shape = dayShape[hour] * (1 - part) + dayShape[(hour + 1) % 24] * part;
  const weekend = weekday(localDay(zone, time)) > 4 ? -5000 : 0;
  return Math.round(54_000 + 10_000 * Math.cos(yearPhase(time)) + shape + weekend + 200 * noise(time, seed));
}

/** Invented day-ahead forecast of an instant, MW, in steps of 50 as RTE's. */
export function forecastAt(time: number, seed: number): number {
  const day = Math.floor(time / (24 * HOUR)) * 24 * HOUR;
  return (
    50 * Math.round((loadAt(time, seed) + 500 * noise(day, seed + 1) + 250 * noise(time, seed + 2)) / 50)
  );
}

/** What of éCO2mix to make. */
export interface Eco2mixWish {
  /** First instant and the one after the last, ms UTC. */
  readonly from: number;
  readonly to: number;
  readonly seed?: number;
  /** Minutes between rows. */
  readonly step?: 15 | 30 | 60;
  /** Instant from which on there is a forecast and no load yet. */
  readonly known?: number;
  /** Local days whose load is stamped an hour late. */
  readonly late?: ReadonlySet<string>;
  /** Changes a row's cells before they are written. */
  readonly spoil?: (cells: Record<string, string>, time: number) => void;
}

const eco2mixColumns = [
  "date",
  "heure",
  "date_heure",
  "nature",
  "consommation",
  "prevision_j1",
  "prevision_j",
  "taux_co2"
];

/** An éCO2mix export: CSV with byte order mark, semicolons and CRLF. */
export function eco2mixCsv({from, to, seed = 1, step = 60, known = to, late, spoil}: Eco2mixWish): string {
  const lines = [eco2mixColumns.join(";")];
  for (let time = from; time < to; time += step * MINUTE) {
    const label = new Date(time + offsetAt(zone, time)).toISOString();
    const forecast = forecastAt(time, seed);
    const stamped = late?.has(label.slice(0, 10)) ? time - HOUR : time;
    const cells: Record<string, string> = {
      date: label.slice(0, 10),
      heure: label.slice(11, 16),
      date_heure: new Date(time).toISOString().replace(".000Z", "+00:00"),
      nature: "Données temps réel",
      consommation: time < known ? String(loadAt(stamped, seed)) : "",
      prevision_j1: String(forecast),
      prevision_j: time < known ? String(forecast + 50) : "",
      taux_co2: time < known ? String(40 + Math.round(5 * noise(time, seed + 3))) : ""
    };
    spoil?.(cells, time);
    lines.push(eco2mixColumns.map((name) => cells[name]).join(";"));
  }
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** Invented temperature of an instant at the n-th city, °C with one decimal. */
export function temperatureAt(time: number, city: number, seed: number): number {
  const daily = 4 * Math.cos((2 * Math.PI * (localHour(zone, time) - 15)) / 24);
  return (
    Math.round(
      10 * (13 - 8 * Math.cos(yearPhase(time)) + daily + city * 0.2 + 0.5 * noise(time, seed + city))
    ) / 10
  );
}

/** What of éCO2mix métropoles to make. */
export interface AreaWish {
  readonly code: string;
  readonly name: string;
  /** One row each quarter-hour, or one a local day. */
  readonly rows: "quarter-hours" | "daily";
  /** First instant and the one after the last, ms UTC. */
  readonly from: number;
  readonly to: number;
  /** Load of an instant, MW, as it is written. */
  readonly value?: (time: number) => number | string;
}

const areaHeader =
  "code_insee_epci;libelle_metropole;nature;date;heures;date_heure;consommation;production;echanges_physiques";

/** An export of éCO2mix métropoles: the rows of some areas. */
export function areaCsv(wishes: readonly AreaWish[]): string {
  const lines = [areaHeader];
  for (const {code, name, rows, from, to, value = areaLoadAt} of wishes) {
    for (let time = Math.ceil(from / (15 * MINUTE)) * 15 * MINUTE; time < to; time += 15 * MINUTE) {
      const label = new Date(time + offsetAt(zone, time)).toISOString();
      if (rows === "daily" && label.slice(11, 16) !== "00:00") continue;
      const instant = new Date(time).toISOString().replace(".000Z", "+00:00");
      const cells = [label.slice(0, 10), label.slice(11, 16), instant, value(time)];
      lines.push([code, name, "Données temps réel", ...cells, "ND", "70"].join(";"));
    }
  }
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

/** Invented load of an area, MW: of the size of Brest's. */
export function areaLoadAt(time: number): number {
  return Math.round(100 + 30 * Math.cos(yearPhase(time)) + 5 * noise(time, 7));
}

/** An Open-Meteo reply for the ten cities or other places: whole days (UTC), `first` and `last` included. */
export function openMeteoJson(
  first: string,
  last: string,
  seed = 1,
  at: readonly {latitude: number; longitude: number}[] = cities
): string {
  const start = dayNumber(first) * 24 * HOUR;
  const times = Array.from(
    {length: (dayNumber(last) - dayNumber(first) + 1) * 24},
    (_, i) => start + i * HOUR
  );
  const places = at.map(({latitude, longitude}, city) => {
    const column = (value: (time: number) => number) => times.map((time) => value(time));
    return {
      latitude,
      longitude,
      generationtime_ms: 0,
      utc_offset_seconds: 0,
      timezone: "GMT",
      hourly_units: {
        time: "iso8601",
        temperature_2m: "°C",
        relative_humidity_2m: "%",
        precipitation: "mm",
        wind_speed_10m: "km/h",
        cloud_cover: "%"
      },
      hourly: {
        time: times.map((time) => new Date(time).toISOString().slice(0, 16)),
        temperature_2m: column((time) => temperatureAt(time, city, seed)),
        relative_humidity_2m: column((time) =>
          Math.max(20, Math.min(100, Math.round(75 + 10 * noise(time, seed + 20 + city))))
        ),
        precipitation: column((time) =>
          Math.max(0, Math.round(10 * (noise(time, seed + 40 + city) - 1.5)) / 10)
        ),
        wind_speed_10m: column((time) =>
          Math.abs(Math.round(10 * (12 + 5 * noise(time, seed + 60 + city))) / 10)
        ),
        cloud_cover: column((time) =>
          Math.max(0, Math.min(100, Math.round(50 + 40 * noise(time, seed + 80 + city))))
        )
      }
    };
  });
  // One place comes as an object, several as a list.
  return JSON.stringify(places.length === 1 ? places[0] : places);
}

/** The school calendar of some years: holidays from a Saturday to a Sunday, rows for two towns a zone and for teachers too. */
export function schoolJson(firstYear: number, lastYear: number): string {
  const rows = [];
  const saturday = (day: string) => addDays(day, (12 - weekday(day)) % 7);
  const instant = (day: string) => new Date(midnight(zone, day)).toISOString().replace(".000Z", "+00:00");
  const towns = [
    ["Zone A", "Lyon"],
    ["Zone A", "Limoges"],
    ["Zone B", "Lille"],
    ["Zone C", "Paris"]
  ];
  for (let year = firstYear; year <= lastYear; ++year) {
    const spans: [string, string, string, number][] = [
      ["Vacances d'Hiver", "-", "02-08", 16],
      ["Vacances de Printemps", "-", "04-08", 16],
      ["Vacances d'Été", "Élèves", "07-03", 58],
      ["Vacances d'Été", "Enseignants", "07-03", 40],
      ["Vacances de la Toussaint", "-", "10-17", 16],
      ["Vacances de Noël", "-", "12-19", 16]
    ];
    for (const [description, population, after, days] of spans) {
      const first = saturday(`${year}-${after}`);
      for (const [zones, location] of towns) {
        rows.push({
          description,
          population,
          start_date: instant(first),
          end_date: instant(addDays(first, days)),
          location,
          zones,
          annee_scolaire: `${year}-${year + 1}`
        });
      }
    }
  }
  return JSON.stringify(rows);
}
