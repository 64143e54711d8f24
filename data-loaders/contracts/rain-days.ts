import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";
import type {Town} from "../../src/lib/towns.js";
import type {Cells} from "../columns.js";
import type {Rule} from "../table.js";
import {breach} from "./breach.js";
import {checkExtremes} from "./rain-extremes.js";
import {checkNeighbours} from "./rain-neighbours.js";
import {checkSeason, seasonColumns} from "./rain-season.js";
import type {StationRows} from "./rain-tomorrow.js";
import {nextRow, stationsOf} from "./rain-tomorrow.js";
import {rainVariables} from "./rain-variables.js";
import type {RevisionLimits} from "./revision.js";
import {checkOlder, checkRevision, pairRows, revisionRules} from "./revision.js";

/** The contract of the finished table `rain-days`. */

const recentDays = 28;
/** Days late: a town above `warn` is named; more than a quarter of the towns above `fail` is an error. */
const freshness = {warn: 2, fail: 7, share: 0.25};
/** Share of a column's recent values that may be missing over all towns. */
const missing = {warn: 0.15, fail: 0.5};
/** The columns that nearly every town reports each day: that one of the others is missing is data. */
const steady = [
  "temperature_min",
  "temperature_max",
  "rainfall",
  "wind_speed_9am",
  "wind_speed_3pm",
  "humidity_9am",
  "humidity_3pm",
  "temperature_9am",
  "temperature_3pm"
];

/** The columns in which a pull is compared with the last good table: a town's month may change after its quality control. */
const compared = ["temperature_min", "temperature_max", "rainfall", "humidity_9am", "pressure_9am"];
const revision: RevisionLimits = {lost: 0.2, changed: 0.35, scale: "spread", least: 8};

export const rainRules: readonly Rule[] = [
  {code: "step", level: "error", column: "date", rule: "one row for each station and day, in order"},
  {
    code: "town",
    level: "both",
    column: "station",
    rule: "each town has rows (more than a quarter without is an error), and no row is of another place"
  },
  {
    code: "mapping",
    level: "warning",
    column: "station",
    rule: "a town whose files are not known for certain is left out of them, and has no day after its history"
  },
  {
    code: "gap",
    level: "warning",
    column: "date",
    rule: "no day is missing between two of a station; before a gap, rain tomorrow is unknown"
  },
  {
    code: "month",
    level: "warning",
    column: "date",
    rule: "the Bureau has a file of each town for each month before the present one"
  },
  {
    code: "range",
    level: "error",
    column: "",
    rule: "values lie within Australia's records"
  },
  {
    code: "record",
    level: "error",
    column: "",
    rule: "no value lies farther outside the range of its station's other days than that range is wide; rain reaches at most four times the station's record, evaporation five times"
  },
  {
    code: "season",
    level: "error",
    column: seasonColumns.join(", "),
    rule: "the mean of a town's month lies no farther outside those of the same season in its other years than they lie apart"
  },
  {
    code: "neighbours",
    level: "error",
    column: "pressure_9am",
    rule: "a town's month goes with the pressure of the six towns around it on the same days, not a day apart"
  },
  ...revisionRules(
    compared.join(", "),
    "in any month of a town: at most 20 % lost, at most 0.35 of its deviation changed"
  ),
  {
    code: "missing",
    level: "both",
    column: "",
    rule: `of the last ${recentDays} days of all towns with files, at most 15 % lack rain, temperature, humidity or wind (50 % tolerated); that other values are missing is data`
  },
  {
    code: "freshness",
    level: "both",
    column: "date",
    rule: "each town with files has a row for the day before the edition's (up to 2 days late expected); a quarter of them more than 7 days late is an error"
  }
];

/** Checks the cells of a table of towns as they are known on `today`. */
export function checkRain(towns: readonly Town[], cells: Cells, today: string): Breach[] {
  const rows = stationsOf(cells);
  const steps = checkSteps(cells);
  if (steps.length > 0) return steps;
  return [
    ...checkTowns(towns, rows),
    ...rainVariables.flatMap((variable) => checkExtremes(variable, cells, rows)),
    ...seasonColumns.flatMap((column) => checkSeason(column, cells, rows)),
    ...checkNeighbours(towns, cells, rows),
    ...checkMissing(towns, cells, today),
    ...checkFreshness(towns, cells, today),
    ...checkGaps(cells)
  ];
}

/** Checks what a pull makes of the days of the last good table before the edition's own, whose observations go on. */
export function compareRain(cells: Cells, before: Cells, today: string): Breach[] {
  const {station, date} = before as Readonly<Record<string, readonly string[]>>;
  const last = addDays(today, -1);
  const pairs = pairRows(cells, before, ["station", "date"], (row) => date[row] < last);
  const groupOf = (row: number) => `${station[row]} ${date[row].slice(0, 7)}`;
  const ends = (table: Cells) =>
    new Map(stationsOf(table).map(({station: name, end}) => [name, table.date[end - 1] as string]));
  const now = ends(cells);
  const known = [...ends(before)].map(([series, newest]) => ({series, now: now.get(series), before: newest}));
  return [
    ...checkOlder("date", known, freshness.share),
    ...compared.flatMap((name) => checkRevision(name, cells[name], before[name], pairs, groupOf, revision))
  ];
}

function checkSteps({station, date}: Cells): Breach[] {
  const bad: string[] = [];
  for (let i = 1; i < station.length; ++i) {
    const [before, here] = [i - 1, i].map((row) => `${station[row]} ${date[row]}`);
    if (station[i - 1] === station[i] ? date[i - 1]! >= date[i]! : station[i - 1]! > station[i]!)
      bad.push(`${before} → ${here}`);
  }
  return bad.length === 0 ? [] : [breach("step", "error", "date", "rows out of order, or twice", bad)];
}

function checkTowns(towns: readonly Town[], rows: readonly StationRows[]): Breach[] {
  const unknown = rows.filter(({station}) => !towns.some((town) => town.station === station));
  const without = towns.filter(({station}) => !rows.some((one) => one.station === station));
  const level = without.length > 0.25 * towns.length ? "error" : "warning";
  return [
    ...(unknown.length > 0
      ? [
          breach(
            "town",
            "error",
            "station",
            "rows of places that are not among the towns",
            unknown.map(({station}) => station)
          )
        ]
      : []),
    ...(without.length > 0
      ? [
          breach(
            "town",
            level,
            "station",
            "towns without a row",
            without.map(({station}) => station)
          )
        ]
      : [])
  ];
}

/** Towns whose days go on. */
const withFiles = (towns: readonly Town[]) => towns.filter(({bom}) => bom !== undefined);

/** What is missing of the last weeks: days of towns with files that have no row count too. */
function checkMissing(towns: readonly Town[], cells: Cells, today: string): Breach[] {
  const stations = new Set(withFiles(towns).map(({station}) => station));
  const from = addDays(today, -recentDays);
  const recent = (cells.date as readonly string[]).flatMap((day, i) =>
    day >= from && day < today && stations.has(cells.station[i] as string) ? [i] : []
  );
  const expected = stations.size * recentDays;
  return steady.flatMap((name) => {
    const known = recent.filter((i) => cells[name][i] !== null).length;
    const share = 1 - known / expected;
    if (share <= missing.warn) return [];
    const message = `${(100 * share).toFixed(1)} % of the values of the last ${recentDays} days are missing (at most ${100 * missing.warn} % are expected, ${100 * missing.fail} % tolerated)`;
    return [
      breach("missing", share > missing.fail ? "error" : "warning", name, message, [
        `${expected - known} of ${expected}`
      ])
    ];
  });
}

/** The last day before `today` of each town with files; undefined where it has none. */
export function lastDays(
  towns: readonly Town[],
  cells: Cells,
  today: string
): Map<string, string | undefined> {
  const dates = cells.date as readonly string[];
  const rows = new Map(stationsOf(cells).map((one) => [one.station, one]));
  return new Map(
    withFiles(towns).map(({station}) => {
      const own = rows.get(station);
      let last = own ? own.end - 1 : -1;
      while (own && last >= own.start && dates[last] >= today) last -= 1;
      return [station, own && last >= own.start ? dates[last] : undefined];
    })
  );
}

function checkFreshness(towns: readonly Town[], cells: Cells, today: string): Breach[] {
  const yesterday = addDays(today, -1);
  const late = [...lastDays(towns, cells, today)]
    .map(([station, last]) => ({
      station,
      last,
      days: last === undefined ? Number.POSITIVE_INFINITY : daysBetween(last, yesterday)
    }))
    .filter(({days}) => days > freshness.warn);
  if (late.length === 0) return [];
  const grave = late.filter(({days}) => days > freshness.fail).length;
  const level = grave > freshness.share * withFiles(towns).length ? "error" : "warning";
  const message = `${late.length} of ${withFiles(towns).length} towns have no row for ${addDays(yesterday, -freshness.warn)} or later`;
  return [
    breach(
      "freshness",
      level,
      "date",
      message,
      late.map(({station, last}) => `${station}: ${last ?? "none"}`)
    )
  ];
}

/** Days that are missing between two of a station, told once for all stations that miss the same ones. */
function checkGaps(cells: Cells): Breach[] {
  const {station, date} = cells;
  const gaps = new Map<string, number>();
  for (let i = 0; i + 1 < station.length; ++i) {
    if (station[i + 1] !== station[i] || nextRow(cells, i) >= 0) continue;
    const gap = `${date[i]} → ${date[i + 1]}`;
    gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  }
  if (gaps.size === 0) return [];
  const cases = [...gaps]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([gap, count]) => `${gap}: ${count} stations`);
  return [breach("gap", "warning", "date", "days are missing; rain tomorrow is unknown before them", cases)];
}
