import {readParquet} from "../../data-loaders/parquet.js";
import {asKnown} from "../../src/lib/gas/as-known.js";
import {gasColumn} from "../../src/lib/gas/columns.js";
import type {GasRecord} from "../../src/lib/gas/known.js";
import {normalTemperature} from "../../src/lib/gas/temperature-normal.js";
import {gasVector} from "../../src/lib/gas/vector.js";
import type {Scheme, Truth} from "../../src/lib/rolled.js";
import {seasonalScale} from "../../src/lib/scores/point/mase.js";
import {addDays, dayNumber, daysBetween, weekday} from "../../src/lib/time/zone.js";
import {lastOfWindow, monthFrom} from "../day-slices.js";
import type {Slicing, StudyData, TableFiles} from "../study.js";
import {dayStart, type GasData, horizon, normalBack} from "./data.js";

/** Columns of the table that are read; the first and its like are carried forward where they are late. */
const read = [
  ...["sap", "smp_buy", "smp_sell", "demand", "demand_forecast", "snd", "linepack", "lng_stock"],
  ...["storage_long", "storage_medium", "brent", "henry_hub", "temperature", "power"]
] as const;

/** Origins before the first scored one: what the adaptive width and the aggregation learn from. */
const calibrationOrigins = 150;
/** Rows before the first origin that the models need: of the price, and of every other series of the vector. */
const leastRows = 1100;
const leastOfOthers = 365;

/** How far back scores reach: whole months of target days within so many days. */
const scoredDays = 366;

/**
 * The last day whose roll gives the forecasts of `day` as its own roll does: trainings are counted from the first origin or in the rows of the table, and the first
 * origin moves with the month.
 */
export function lastLikeGas(day: string): string {
  return lastOfWindow(day, scoredDays);
}

/** How much is rolled and scored; both have their defaults. */
export interface GasSpan {
  readonly scored?: number;
  readonly calibration?: number;
}

/**
 * The study's data: an origin at the start of each gas day, 05:00 UTC, when the price of the day before is the last one known; lead 1 is the gas day that
 * starts there. Every target day of the scored months counts at every lead, so that the first origins lie a horizon before them.
 * @throws where prices are missing, or too few for training and scores; where another series of the vector has too few values or stands still.
 */
export async function readGas(
  tables: TableFiles,
  today: string,
  {scored = scoredDays, calibration = calibrationOrigins}: GasSpan = {}
): Promise<StudyData<GasData>> {
  const record = await readRecord(tables["gas-days"]);
  const {first, values} = record;
  const until = Math.min(values.sap.length, daysBetween(first, today));
  const last = values.sap.findLastIndex((price, row) => row < until && !Number.isNaN(price));
  const scoredRow = daysBetween(first, monthFrom(addDays(first, last + 1 - scored)));
  const start = scoredRow - horizon - calibration;
  if (start < leastRows || last < scoredRow + horizon)
    throw new Error(
      `gas: expected ${leastRows + calibration + horizon + scored} gas days with a price up to ${addDays(first, until - 1)}, the record begins on ${first} and its last price is of ${last < 0 ? "no day" : addDays(first, last)}. Pull more history.`
    );
  const gap = values.sap.findIndex((price, row) => row <= last && !(price > 0));
  if (gap >= 0)
    throw new Error(
      `gas: expected a price above 0 for every gas day, got ${values.sap[gap]} on ${addDays(first, gap)}`
    );
  const known = Object.fromEntries(read.map((id) => [id, asKnown(record, gasColumn(id))]));
  for (const {id} of gasVector) checkSeries(id, first, known[id].subarray(0, start + 1));
  const rows = Int32Array.from({length: last - start + 1}, (_, o) => start + o);
  const scheme = schemeOf(first, rows);
  return {
    data: dataOf(first, known, rows),
    scheme,
    truth: truthOf(
      gasVector.map(({id}) => known[id]),
      rows,
      {last: values.sap.length - 1, scoredRow}
    ),
    scoredFrom: calibration,
    scoredTo: rows.length - 1,
    naiveError: seasonalScale(known.sap.slice(0, scoredRow), 1),
    slices: slicesOf(first, rows)
  };
}

/**
 * A series that is forecast jointly must have been there for a while, and move: else no vector autoregression can be fitted.
 * @param values up to the first origin
 */
function checkSeries(id: string, first: string, values: Float64Array): void {
  const begins = values.findIndex((value) => !Number.isNaN(value));
  const dayOf = (row: number) => addDays(first, row);
  const end = dayOf(values.length - 1);
  if (begins < 0 || values.length - begins < leastOfOthers)
    throw new Error(
      `gas: expected values of ${id} in gas-days from ${dayOf(values.length - leastOfOthers)} on or earlier, a year before the first origin on ${end}, got ${begins < 0 ? "none" : `the first on ${dayOf(begins)}`}. Has its item vanished from the publisher? See what the last pull of gas-days said.`
    );
  const own = values.subarray(begins);
  if (own.every((value) => value === own[0]))
    throw new Error(
      `gas: expected values of ${id} in gas-days that change, got ${own[0]} on every day from ${dayOf(begins)} to ${end}, with which the covariance of the series is singular. See what the last pull of gas-days said.`
    );
}

/** The table's columns by gas day, NaN where there is no value. */
async function readRecord(path: string): Promise<GasRecord> {
  const cells = await readParquet(path, [
    {name: "date", type: "VARCHAR", unit: "", description: ""},
    ...read.map((name) => ({name, type: "DOUBLE" as const, unit: "", description: ""}))
  ]);
  const dates = cells.date as readonly string[];
  const skipped = dates.findIndex((date, row) => row > 0 && date !== addDays(dates[row - 1], 1));
  if (skipped >= 0 || dates.length === 0)
    throw new Error(
      `gas-days: expected a row for every gas day, got ${dates[skipped - 1] ?? "none"} and then ${dates[skipped] ?? "none"}`
    );
  const column = (name: string) =>
    Float64Array.from(cells[name] as readonly (number | null)[], (value) => value ?? Number.NaN);
  return {first: dates[0], values: Object.fromEntries(read.map((name) => [name, column(name)]))};
}

/** Everything up to the last known row, and what is known ahead. */
function dataOf(first: string, known: Readonly<Record<string, Float64Array>>, rows: Int32Array): GasData {
  const count = rows[rows.length - 1] + 1;
  const cut = (id: string) => known[id].slice(0, count);
  const vector = gasVector.map(({id}) => cut(id));
  const storage = cut("storage_long").map((stock, i) => stock + known.storage_medium[i]);
  const snd = known.snd;
  const firstNormal = snd.findIndex((value) => !Number.isNaN(value));
  return {
    ...{first, weekday: (dayNumber(first) + 4) % 7, vector, rows},
    columns: {
      ...{sap: cut("sap"), buy: cut("smp_buy"), sell: cut("smp_sell")},
      ...{demand: cut("demand"), demandForecast: cut("demand_forecast"), linepack: cut("linepack")},
      ...{power: cut("power"), temperature: cut("temperature")},
      ...{brent: cut("brent"), henryHub: cut("henry_hub"), lng: cut("lng_stock"), storage}
    },
    vectorFrom: Math.max(
      firstNormal,
      ...vector.map((column) => column.findIndex((value) => !Number.isNaN(value)))
    ),
    // In the first year, which no origin is in, the normal of the day itself.
    normalDemand: Float64Array.from({length: count + horizon}, (_, row) =>
      row - normalBack < firstNormal ? snd[Math.min(row, count - 1)] : snd[row - normalBack]
    ),
    normalTemperature: Float64Array.from({length: count + horizon}, (_, row) =>
      normalTemperature(addDays(first, row))
    )
  };
}

function schemeOf(first: string, rows: Int32Array): Scheme {
  const start = (row: number) => Date.parse(`${addDays(first, row)}T00:00:00Z`) + dayStart;
  return {
    series: gasVector.map(({id}) => id),
    measures: gasVector.map(({unit, decimals}) => ({unit, decimals})),
    origins: Float64Array.from(rows, (row) => start(row + 1)),
    leads: horizon,
    block: 1,
    times: Float64Array.from({length: rows.length * horizon}, (_, i) =>
      start(rows[Math.floor(i / horizon)] + 1 + (i % horizon))
    )
  };
}

/** What came of each series, as it was known on the morning after; only target days from `scoredRow` on count in the scores. */
function truthOf(
  series: readonly Float64Array[],
  rows: Int32Array,
  {last, scoredRow}: {readonly last: number; readonly scoredRow: number}
): Truth {
  const n = rows.length * series.length * horizon;
  const actual = new Float64Array(n).fill(Number.NaN);
  const comparable = new Uint8Array(n);
  for (let i = 0; i < n; ++i) {
    const target = rows[Math.floor(i / (series.length * horizon))] + 1 + (i % horizon);
    if (target > last) continue;
    actual[i] = series[Math.floor(i / horizon) % series.length][target];
    comparable[i] = target >= scoredRow ? 1 : 0;
  }
  return {actual, recorded: actual, comparable};
}

const kinds = ["Monday", "Tuesday to Friday", "weekend"];

/** Ways to split the scores by the target day: its month and its kind. */
function slicesOf(first: string, rows: Int32Array): Record<string, Slicing> {
  const days = Array.from({length: rows.length * horizon}, (_, i) =>
    addDays(first, rows[Math.floor(i / horizon)] + 1 + (i % horizon))
  );
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].sort();
  const place = new Map(months.map((month, i) => [month, i]));
  const kind = (day: string) => (weekday(day) > 4 ? 2 : Math.min(weekday(day), 1));
  return {
    month: {names: months, of: Int16Array.from(days, (day) => place.get(day.slice(0, 7))!)},
    kind: {names: kinds, of: Int16Array.from(days, kind)}
  };
}
