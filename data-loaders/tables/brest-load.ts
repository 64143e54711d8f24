import type {Area} from "../../src/lib/areas.js";
import {areasAsked, areas as configured} from "../../src/lib/areas.js";
import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays, midnight} from "../../src/lib/time/zone.js";
import type {Cell, Cells, Column} from "../columns.js";
import type {AreaDays} from "../contracts/area-days.js";
import {areaDays, restoreDays, zone} from "../contracts/area-days.js";
import {breach} from "../contracts/breach.js";
import {
  areaRules,
  checkArea,
  checkAreas,
  compareAreas,
  daysIn,
  historyOf,
  leastHistory
} from "../contracts/brest-load.js";
import {readRows} from "../contracts/eco2mix-rows.js";
import {checkRepeated} from "../contracts/repeated.js";
import {
  areaChunks,
  areaColumns,
  codesChunk,
  hasHole,
  hasTwice,
  metropolesSource,
  readCodes,
  readOdre
} from "../odre.js";
import type {Pulled, Pulls} from "../pulls.js";
import {withDoubts} from "../pulls.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";

/** The first local day with archived weather throughout. */
const from = "2021-03-24";

/** Days in a row that a reply may lack: of more, the publisher is asked again in the next run. */
const outage = 2;

/** The days of the sample of `brest`. */
export const brestSample = {today: "2024-03-24", recordedTo: "2024-03-31"};

const columns: readonly Column[] = [
  {name: "area", type: "VARCHAR", unit: "", description: "code of the area (code_insee_epci)"},
  {name: "date", type: "VARCHAR", unit: "YYYY-MM-DD", description: "local day, Europe/Paris"},
  {
    name: "load",
    type: "DOUBLE",
    unit: "MW",
    description:
      "consumption, mean over the true hours of the day; none where the day is not whole or not believed"
  },
  {
    name: "load_recorded",
    type: "DOUBLE",
    unit: "MW",
    description: "as published: the mean of the day's quarter-hours, or its daily value",
    decimals: 3
  },
  {
    name: "share",
    type: "DOUBLE",
    unit: "",
    description: "share of the day's rows that have a value, 1 for a whole day"
  },
  {
    name: "repaired",
    type: "BOOLEAN",
    unit: "",
    description: "whether the load was corrected for the length of its day"
  }
];

/** The daily load of some areas. */
export function areaLoad(areas: readonly Area[]): TableDefinition {
  return {
    id: "brest-load",
    title: "Areas: electricity load, daily",
    publishers: ["odre"],
    timeZone: zone,
    columns,
    from,
    limitDays: 7,
    contract: areaRules,
    make: (context) => make(areas, context),
    check: (cells, today) => checkAreas(areas, cells, today),
    compare: compareAreas,
    sample: {
      ...brestSample,
      columns: ["area", "date", "load_recorded", "share"],
      restore: (cells) =>
        cellsOf(areas.map((area) => ({area, days: restoreDays(area, daysIn(cells, area.code))})))
    }
  };
}

/** The daily load of the configured areas. */
export const brestLoad = areaLoad(configured);

/** An area with what was pulled of it and what is wrong with that. */
interface Reading {
  readonly area: Area;
  readonly days: AreaDays;
  readonly pulled: readonly Pulled[];
  /** Found while reading: `check` does not see it in the finished cells. */
  readonly found: readonly Breach[];
  /** All that is wrong, in the finished cells too. */
  readonly all: readonly Breach[];
}

const isFine = ({all, days}: Reading, today: string) =>
  all.every(({level}) => level !== "error") && historyOf(days, today) >= leastHistory;

async function make(areas: readonly Area[], context: MakeContext): Promise<Made> {
  const {pulls, today, recordedTo} = context;
  const to = recordedTo ?? addDays(today, -1);
  const readings = await Promise.all(areasAsked(areas, today).map((area) => read(area, to, context)));
  const present = readings.filter(({days}) => days.date.length > 0);
  const absent = readings.filter(({days}) => days.date.length === 0);
  const oneIsFine = present.some((reading) => isFine(reading, today));
  // Areas do not depend on each other: one that is broken must not cost the others their forecasts.
  const broken = oneIsFine ? present.filter(({all}) => all.some(({level}) => level === "error")) : [];
  const kept = present.filter((reading) => !broken.includes(reading));
  const others = absent.length > 0 ? await published(pulls, context.now, to) : "";
  const level = present.length > 0 ? "warning" : "error";
  const lacking = [
    ...absent.flatMap(({found}) => found.map((one): Breach => ({...one, level}))),
    ...absent.map(({area: {name, code}}) => {
      const message = `${name}: ${metropolesSource.dataset} has no load under the code ${code} from ${from} to ${to}${others}`;
      return breach("area", level, "area", message, [code]);
    })
  ];
  const cells = cellsOf(kept);
  return {
    cells,
    breaches: [...lacking, ...broken.flatMap(setAside), ...kept.flatMap(({found}) => found)],
    pulled: kept.flatMap(({pulled}) => pulled),
    sources: sourcesOf(kept),
    asOf: asOf(kept, today),
    days: {
      repaired: [...new Set((cells.date as readonly string[]).filter((_, i) => cells.repaired[i] === true))]
    }
  };
}

async function read(area: Area, to: string, {pulls, today, now}: MakeContext): Promise<Reading> {
  const last = area.until !== undefined && area.until < to ? area.until : to;
  const end = midnight(zone, addDays(last, 1));
  const pulled = await pulls.pull(areaChunks(area.code, midnight(zone, from), end, now.getTime()));
  const mended = new Set<Pulled>();
  const raw = pulled.flatMap((one) => {
    const rows = readOdre(one.bytes, areaColumns);
    if (hasTwice(rows) || hasHole(rows, outage)) mended.add(one);
    return rows;
  });
  const own = raw.filter(({code_insee_epci}) => code_insee_epci === area.code);
  const {rows, breaches} = readRows(`${metropolesSource.dataset}, ${area.name}`, own, {
    measures: ["consommation"],
    label: "heures"
  });
  const days = areaDays(area, rows, from, last);
  const found = [
    ...checkForeign(area, raw),
    ...checkName(area, own),
    ...breaches,
    ...(area.rows === "daily" ? [] : repeatedIn(area, rows))
  ];
  return {
    ...{area, days, found},
    pulled: withDoubts(pulled, mended),
    all: [...found, ...checkArea(area, days, today)]
  };
}

/** Days whose quarter-hours are those of another day. */
function repeatedIn(
  {name}: Area,
  rows: ReadonlyMap<number, {readonly consommation: number | null}>
): Breach[] {
  const times = [...rows.keys()].sort((a, b) => a - b);
  const values = times.map((time) => rows.get(time)!.consommation);
  const found = checkRepeated("load", times, values, {step: 15 * 60_000});
  return found.map((one) => ({...one, message: `${name}: ${one.message}`}));
}

/** Rows that belong to another area are dropped; many of them mean that the publisher did not select. */
function checkForeign({code, name}: Area, raw: readonly {code_insee_epci: string; date: string}[]): Breach[] {
  const foreign = raw.filter(({code_insee_epci}) => code_insee_epci !== code);
  if (foreign.length === 0) return [];
  const level = foreign.length > 0.005 * raw.length ? "error" : "warning";
  const cases = foreign.map(({code_insee_epci, date}) => `${code_insee_epci} ${date}`);
  return [breach("area", level, "code_insee_epci", `${name}: rows of other areas than ${code}`, cases)];
}

function checkName({name}: Area, own: readonly {libelle_metropole: string}[]): Breach[] {
  const others = [...new Set(own.map(({libelle_metropole}) => libelle_metropole))].filter(
    (one) => one !== name
  );
  if (others.length === 0) return [];
  return [breach("name", "warning", "libelle_metropole", `${name}: published under another name`, others)];
}

/** The breaches of an area that is left out. */
function setAside({area, all}: Reading): Breach[] {
  const errors = all.filter(({level}) => level === "error");
  const message = `${area.name}: left out of this edition, because it breaches the contract`;
  return [
    breach(
      "set-aside",
      "warning",
      "area",
      message,
      errors.map(({code, message}) => `${code}: ${message}`)
    ),
    ...all.map((one): Breach => ({...one, level: "warning"}))
  ];
}

/** Which areas the publisher has had in the last two days, as the end of a sentence; nothing where it cannot be told. */
async function published(pulls: Pulls, now: Date, to: string): Promise<string> {
  const span = {
    name: "latest",
    start: midnight(zone, addDays(to, -1)),
    end: midnight(zone, addDays(to, 1))
  };
  try {
    const [{bytes}] = await pulls.pull([codesChunk(span, now.getTime())]);
    const codes = readCodes(bytes);
    if (codes.length === 0) return `, nor any other area's from ${addDays(to, -1)} on`;
    return `; its newest rows are of ${codes.join(", ")}`;
  } catch {
    return "";
  }
}

/** RTE's data set and those of areas that are another publisher's, each with what was pulled of it. */
function sourcesOf(kept: readonly Reading[]): Made["sources"] {
  const sources = new Set(kept.map(({area}) => area.source ?? metropolesSource));
  return [...sources].map((source) => ({
    ...source,
    pulled: kept
      .filter(({area}) => (area.source ?? metropolesSource) === source)
      .flatMap(({pulled}) => pulled)
  }));
}

/** The rows of areas one after the other, by code. */
function cellsOf(readings: readonly {area: Area; days: AreaDays}[]): Cells {
  const sorted = [...readings].sort((a, b) => (a.area.code < b.area.code ? -1 : 1));
  const column = (name: keyof AreaDays): Cell[] => sorted.flatMap(({days}) => [...days[name]]);
  return {
    area: sorted.flatMap(({area, days}) => days.date.map(() => area.code)),
    date: column("date"),
    load: column("load"),
    load_recorded: column("load_recorded"),
    share: column("share"),
    repaired: column("repaired")
  };
}

/** The last day that every area with enough history knows. */
function asOf(readings: readonly Reading[], today: string): string {
  const last = readings
    .filter(({days}) => historyOf(days, today) >= leastHistory)
    .map(({days: {date, load}}) => date[date.findLastIndex((day, i) => day < today && load[i] !== null)]);
  return last.sort()[0] ?? from;
}
