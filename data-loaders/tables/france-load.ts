import {addDays, localDay, midnight} from "../../src/lib/time/zone.js";
import type {Cell, Cells, Column} from "../columns.js";
import type {Value} from "../contracts/clock-defect.js";
import {lateDays, repairLateDays} from "../contracts/clock-defect.js";
import type {Hourly} from "../contracts/eco2mix-rows.js";
import {hourlyMeans} from "../contracts/eco2mix-rows.js";
import {checkLoad, compareLoad, loadRules} from "../contracts/france-load.js";
import {hasTwice, nationalColumns, odreChunks, odreSources, readOdre} from "../odre.js";
import type {Pulled} from "../pulls.js";
import {withDoubts} from "../pulls.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";

const zone = "Europe/Paris";
const HOUR = 3_600_000;
/** The first day of the archived weather that the study learns from. */
const from = "2021-03-23";

const columns: readonly Column[] = [
  {name: "time", type: "TIMESTAMP", unit: "UTC", description: "start of the hour"},
  {
    name: "load",
    type: "DOUBLE",
    unit: "MW",
    description: "national consumption, mean of the hour, in true time"
  },
  {
    name: "load_recorded",
    type: "DOUBLE",
    unit: "MW",
    description: "the same as the publisher stamped it"
  },
  {
    name: "repaired",
    type: "BOOLEAN",
    unit: "",
    description: "whether the day was stamped an hour late and moved back"
  },
  {
    name: "forecast_j1",
    type: "DOUBLE",
    unit: "MW",
    description: "RTE's forecast of the day before"
  },
  {
    name: "forecast_j",
    type: "DOUBLE",
    unit: "MW",
    description: "RTE's forecast of the day itself"
  },
  {
    name: "co2",
    type: "DOUBLE",
    unit: "g/kWh",
    description: "CO₂ per kWh generated in France, RTE's estimate"
  }
];

/** The days of France's sample. */
export const franceSample = {today: "2024-12-25", recordedTo: "2024-12-31"};

/** National electricity load with RTE's own forecasts, hourly. */
export const franceLoad: TableDefinition = {
  id: "france-load",
  title: "France: electricity load and RTE's forecasts, hourly",
  publishers: ["odre"],
  timeZone: zone,
  columns,
  from,
  limitDays: 7,
  contract: loadRules,
  make,
  check: checkLoad,
  compare: compareLoad,
  sample: {
    ...franceSample,
    columns: ["time", "load_recorded", "forecast_j1", "forecast_j", "co2"],
    restore: repair
  }
};

async function make({pulls, today, now, recordedTo}: MakeContext): Promise<Made> {
  const start = midnight(zone, from);
  const endOfToday = midnight(zone, addDays(recordedTo ?? today, 1));
  // RTE's forecast for tomorrow may stand beside what is known of today.
  const end = recordedTo ? endOfToday : midnight(zone, addDays(today, 2));
  const pulled = await pulls.pull(odreChunks(start, end, now.getTime()));
  const mended = new Set<Pulled>();
  const rowsOf = (one: Pulled) => {
    const rows = readOdre(one.bytes, nationalColumns);
    if (hasTwice(rows)) mended.add(one);
    return rows;
  };
  const read = ({dataset}: {dataset: string}) =>
    hourlyMeans(dataset, pulled.filter(({chunk}) => chunk.dataset === dataset).flatMap(rowsOf));
  const history = read(odreSources.history);
  const realTime = read(odreSources.realTime);
  const column = (name: keyof Hourly) => (time: number) =>
    history.hourly[name].get(time) ?? realTime.hourly[name].get(time) ?? null;
  const [observed, dayAhead, intraday, carbon] = [
    column("consommation"),
    column("prevision_j1"),
    column("prevision_j"),
    column("taux_co2")
  ];

  const times: number[] = [];
  for (let time = start; time < end; time += HOUR) times.push(time);
  const lastUsed = times.findLastIndex(
    (time) => (time < endOfToday && observed(time) !== null) || dayAhead(time) !== null
  );
  times.length = lastUsed + 1;
  const past = (value: (time: number) => Value) =>
    times.map((time) => (time < endOfToday ? value(time) : null));
  const cells = repair({
    time: times,
    load_recorded: past(observed),
    forecast_j1: times.map(dayAhead),
    forecast_j: times.map(intraday),
    co2: past(carbon)
  });
  const known = (cells.load_recorded as readonly Value[]).findLastIndex(
    (value, i) => value !== null && times[i] < midnight(zone, today)
  );
  return {
    cells,
    breaches: [...history.breaches, ...realTime.breaches],
    pulled: withDoubts(pulled, mended),
    sources: Object.values(odreSources).map((source) => ({
      ...source,
      pulled: pulled.filter(({chunk}) => chunk.dataset === source.dataset)
    })),
    asOf: known < 0 ? from : lastWholeDay(times[known]),
    days: {
      repaired: [...new Set(times.filter((_, i) => cells.repaired[i]).map((time) => localDay(zone, time)))]
    }
  };
}

/** The last local day that is over with the hour that starts at `time`. */
function lastWholeDay(time: number): string {
  const day = localDay(zone, time);
  return time + HOUR >= midnight(zone, addDays(day, 1)) ? day : addDays(day, -1);
}

/** Adds true time to what was recorded: finds the days that are stamped late and moves them back. */
function repair(cells: Cells): Cells {
  const {time, load_recorded, forecast_j1, forecast_j, co2} = cells as Record<string, readonly Value[]>;
  const times = time as readonly number[];
  const start = times[0];
  const days: string[] = [];
  const last = times.length > 0 ? localDay(zone, times[times.length - 1]) : "";
  for (let day = times.length > 0 ? localDay(zone, start) : "~"; day <= last; day = addDays(day, 1))
    days.push(day);
  const at = (instant: number) => {
    const i = (instant - start) / HOUR;
    return {observed: load_recorded[i] ?? null, forecast: forecast_j1[i] ?? null};
  };
  const {values, repaired} = repairLateDays(zone, lateDays(zone, days, at), start, load_recorded);
  const table: Record<string, readonly Cell[]> = {
    time,
    load: values,
    load_recorded,
    repaired,
    forecast_j1,
    forecast_j,
    co2
  };
  return table;
}
