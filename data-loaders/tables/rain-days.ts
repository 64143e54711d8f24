import type {Breach} from "../../src/lib/artifacts/tables.js";
import {formatCount} from "../../src/lib/format.js";
import {addDays} from "../../src/lib/time/zone.js";
import type {Town} from "../../src/lib/towns.js";
import {towns as all} from "../../src/lib/towns.js";
import {bomChunk, bomMonths, bomSource, bomUserAgent, pullBom, readBom} from "../bom.js";
import type {Cell, Cells, Column} from "../columns.js";
import {breach} from "../contracts/breach.js";
import {checkRain, compareRain, lastDays, rainRules} from "../contracts/rain-days.js";
import type {RainDay} from "../contracts/rain-rows.js";
import {bomDays, rainRowRules, rattleDays} from "../contracts/rain-rows.js";
import {withRain} from "../contracts/rain-tomorrow.js";
import {rainVariables, rainyAbove} from "../contracts/rain-variables.js";
import type {Pulled} from "../pulls.js";
import {withDoubts} from "../pulls.js";
import {rattleChunk, rattleSource, readRattle} from "../rattle.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";

const columns: readonly Column[] = [
  {name: "station", type: "VARCHAR", unit: "", description: "the town, named as in weatherAUS"},
  {name: "date", type: "VARCHAR", unit: "YYYY-MM-DD", description: "local day"},
  ...rainVariables.map(({name, type, unit, description, decimals}) => ({
    ...{name, type, unit, description},
    ...(decimals === undefined ? {} : {decimals})
  })),
  {
    name: "rain_today",
    type: "BOOLEAN",
    unit: "",
    description: `whether rainfall is more than ${rainyAbove.toFixed(1)} mm`
  },
  {
    name: "rain_tomorrow",
    type: "BOOLEAN",
    unit: "",
    description:
      "rain_today of the next local day, which is rain from 9 am of this day to 9 am of the next; none before a gap"
  }
];

/**
 * The daily weather of some towns: weatherAUS up to 2017, and the Bureau of Meteorology's files from August 2024 on. It has the
 * row of the edition's own day as far as it is published, which whoever reads the table must not use for that day's forecast.
 */
export function rainDaysOf(towns: readonly Town[]): TableDefinition {
  return {
    id: "rain-days",
    title: "Australian towns: weather and rain, daily",
    publishers: ["bom", "rattle"],
    // The last of the towns' zones to begin a day, so that a day which has ended here has ended in all towns.
    timeZone: "Australia/Perth",
    columns,
    from: "2007-11-01",
    limitDays: 7,
    contract: [...rainRules, ...rainRowRules],
    make: (context) => make(towns, context),
    check: (cells, today) => checkRain(towns, cells, today),
    compare: compareRain,
    sample: {
      today: "2024-12-25",
      recordedTo: "2024-12-31",
      columns: ["station", "date", ...rainVariables.map(({name}) => name)],
      restore: withRain
    }
  };
}

/** The daily weather of the 49 towns. */
export const rainDays = rainDaysOf(all);

async function make(towns: readonly Town[], context: MakeContext): Promise<Made> {
  const {pulls, today, recordedTo} = context;
  const to = recordedTo ?? today;
  const [history] = await pulls.pull([rattleChunk()]);
  const wanted = [
    "Date",
    "Location",
    "RainToday",
    "RainTomorrow",
    ...rainVariables.map(({rattle}) => rattle)
  ];
  // Read only once the files are there: where they are not to be had, 145,000 rows are read for nothing.
  const files = await readFiles(towns, to, context);
  const recorded = rattleDays(towns, readRattle(history.bytes, wanted));
  const days = new Map(
    towns.map(({station}) => {
      const own = new Map(recorded.days.get(station));
      for (const [date, day] of files.days.get(station) ?? []) own.set(date, day);
      return [station, own];
    })
  );
  const cells = cellsOf(days, to);
  const last = [...lastDays(towns, cells, today).values()].map((day) => day ?? "").sort();
  return {
    cells,
    breaches: [...mapping(towns), ...recorded.breaches, ...files.breaches],
    pulled: [...withDoubts([history], new Set(isMended(recorded) ? [history] : [])), ...files.pulled],
    sources: [
      {...bomSource, pulled: files.pulled},
      {...rattleSource, pulled: [history]}
    ],
    asOf: last[last.length >> 1] || addDays(today, -1)
  };
}

/** The days of the Bureau's files, by station. */
async function readFiles(
  towns: readonly Town[],
  to: string,
  {pulls, today}: MakeContext
): Promise<{days: Map<string, Map<string, RainDay>>; breaches: Breach[]; pulled: readonly Pulled[]}> {
  const userAgent = bomUserAgent();
  const asked = towns.flatMap((town) =>
    town.bom === undefined
      ? []
      : bomMonths(to).map((month) => ({town, month, chunk: bomChunk(town.bom!, month, today, userAgent)}))
  );
  const pulled =
    asked.length === 0
      ? []
      : await pullBom(
          pulls,
          asked.map(({chunk}) => chunk)
        );
  const byChunk = new Map(pulled.map((one) => [one.chunk.name, one]));
  const days = new Map<string, Map<string, RainDay>>();
  const breaches: Breach[] = [];
  const absent: string[] = [];
  const mended = new Set<Pulled>();
  for (const {town, month, chunk} of asked) {
    const one = byChunk.get(chunk.name);
    if (!one) {
      // The present month's file appears with its first day.
      if (!chunk.keptOnly && month < today.slice(0, 7)) absent.push(`${town.name} ${month}`);
      continue;
    }
    const reading = bomDays(town, month, fileOf(one, town, month));
    breaches.push(...reading.breaches);
    if (isMended(reading)) mended.add(one);
    const own = days.get(town.station) ?? new Map<string, RainDay>();
    days.set(town.station, own);
    for (const [date, day] of reading.days) own.set(date, day);
  }
  if (absent.length > 0)
    breaches.push(breach("month", "warning", "date", "months of which the Bureau has no file", absent));
  return {days, breaches: together(breaches), pulled: withDoubts(pulled, mended)};
}

/** Whether days came twice. */
const isMended = ({breaches}: {readonly breaches: readonly Breach[]}) =>
  breaches.some(({code}) => code === "duplicate");

/** Breaches of the same kind in several files as one. */
function together(breaches: readonly Breach[]): Breach[] {
  const kinds = new Map<string, Breach[]>();
  for (const one of breaches) {
    const kind = `${one.level} ${one.code}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return [...kinds.values()].map((same) => ({
    ...same[0],
    message:
      same[0].message + (same.length > 1 ? `; and so in ${formatCount(same.length - 1, "other file")}` : ""),
    count: same.reduce((sum, {count}) => sum + count, 0)
  }));
}

function fileOf({bytes}: Pulled, town: Town, month: string) {
  try {
    return readBom(
      bytes,
      rainVariables.map(({bom}) => bom)
    );
  } catch (error) {
    throw new Error(
      `daily weather observations of ${town.name} (${town.bom!.product}), ${month}: ${(error as Error).message}`
    );
  }
}

/** Towns that the Bureau's files would give the weather of another place. */
function mapping(towns: readonly Town[]): Breach[] {
  const without = towns.filter(({bom}) => bom === undefined);
  if (without.length === 0) return [];
  const reasons = without.map(({name, withoutFiles}) => `${name}, because ${withoutFiles}`);
  return [
    breach(
      "mapping",
      "warning",
      "station",
      `left out of the Bureau's files: ${reasons.join("; ")}`,
      without.map(({station}) => station)
    )
  ];
}

/** The rows up to `to`, by station and date. */
function cellsOf(days: ReadonlyMap<string, ReadonlyMap<string, RainDay>>, to: string): Cells {
  const cells: Record<string, Cell[]> = {station: [], date: []};
  for (const {name} of rainVariables) cells[name] = [];
  for (const station of [...days.keys()].sort()) {
    const own = [...days.get(station)!.values()].filter(({date}) => date <= to);
    own.sort((a, b) => (a.date < b.date ? -1 : 1));
    for (const {date, values} of own) {
      cells.station.push(station);
      cells.date.push(date);
      for (const [i, {name}] of rainVariables.entries()) cells[name].push(values[i]);
    }
  }
  return withRain(cells);
}
