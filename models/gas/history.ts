import type {Column} from "../../data-loaders/columns.js";
import {readParquet} from "../../data-loaders/parquet.js";
import type {GasHistory} from "../../src/lib/artifacts/gas.js";
import {gasColumn, gasColumns} from "../../src/lib/gas/columns.js";
import {gasVector} from "../../src/lib/gas/vector.js";
import {dailyReturns} from "../../src/lib/returns/rolled.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";
import {ewmaDeviation} from "../../src/lib/volatility/ewma.js";
import type {ArtifactsInput, TableFiles} from "../study.js";
import type {GasData} from "./data.js";

/** The series that the record is explored by. */
const explored = ["sap", "temperature", "brent", "power"];
/** Half-life of the volatility, gas days: that of the candidate EWMA. */
const halfLife = 15;

/** The columns of which the first value is kept beside the latest. */
const revised = gasColumns.flatMap(({id, firstValue}) => (firstValue ? [{id, firstValue}] : []));

/** The whole record of the series that a page explores, as known, with the price's volatility (%) and the days whose value was restated. */
export async function gasHistory({
  data,
  tables,
  forecast
}: Pick<ArtifactsInput<GasData>, "data" | "tables" | "forecast">): Promise<GasHistory> {
  const {study, unit, issuedAt, provenance, origin} = forecast;
  const {first, vector, rows} = data.data;
  const count = rows[rows.length - 1] + 1;
  const numbers = (values: Float64Array, decimals: number) =>
    Array.from(values, (value) => (Number.isNaN(value) ? null : Number(value.toFixed(decimals))));
  const sap = vector[gasVector.findIndex(({id}) => id === "sap")].subarray(0, count);
  const deviation = ewmaDeviation(dailyReturns(sap.map(Math.log)), halfLife).map((value) => 100 * value);
  return {
    ...{study, unit, issuedAt, provenance, origin, from: first},
    series: explored.map((id) => {
      const place = gasVector.findIndex((one) => one.id === id);
      const {unit, decimals} = gasVector[place];
      const values = numbers(vector[place].subarray(0, count), decimals);
      return {...{id, title: gasColumn(id).title, unit, decimals}, values};
    }),
    volatility: {halfLife, values: numbers(deviation, 2)},
    restated: await readRestated(tables, addDays(first, count - 1))
  };
}

/**
 * Of each column that is ever restated in the record: the days up to `last` whose value was, with the first and the latest value.
 * @throws where the table lacks a column
 */
export async function readRestated(tables: TableFiles, last: string): Promise<GasHistory["restated"]> {
  const number = (name: string): Column => ({name, type: "DOUBLE", unit: "", description: ""});
  const cells = await readParquet(tables["gas-days"], [
    {name: "date", type: "VARCHAR", unit: "", description: ""},
    ...revised.flatMap(({id, firstValue}) => [number(id), number(firstValue)])
  ]);
  const dates = (cells.date as readonly string[]).filter((day) => daysBetween(day, last) >= 0);
  return revised.flatMap(({id, firstValue}) => {
    const {title, unit, decimals} = gasColumn(id);
    const column = (name: string) => cells[name] as readonly (number | null)[];
    const [latest, early] = [column(id), column(firstValue)];
    const places = dates.flatMap((_, i) => (early[i] === null || latest[i] === null ? [] : [i]));
    if (places.length === 0) return [];
    const rounded = (values: readonly (number | null)[]) =>
      places.map((i) => Number((values[i] as number).toFixed(decimals)));
    return [
      {
        ...{id, title, unit, decimals, known: dates.filter((_, i) => latest[i] !== null).length},
        ...{days: places.map((i) => dates[i]), first: rounded(early), latest: rounded(latest)}
      }
    ];
  });
}
