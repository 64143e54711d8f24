import type {GasColumn} from "../../src/lib/gas/columns.js";
import {gasColumn, gasColumns, gasFrom} from "../../src/lib/gas/columns.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";
import type {Cell, Cells, Column} from "../columns.js";
import {checkGas, compareGas, gasRules} from "../contracts/gas-days.js";
import type {Publications} from "../contracts/gas-rows.js";
import {gasRowRules, readItems} from "../contracts/gas-rows.js";
import {gasSeriesRules, isClockChange, readSeries} from "../contracts/gas-series.js";
import {eiaChunk, eiaPrices, readEia} from "../eia.js";
import {emberChunk, emberSource, readEmber} from "../ember.js";
import {hadcetChunk, hadcetSource, readHadcet} from "../hadcet.js";
import {nationalGasChunks, nationalGasSource, readNationalGas} from "../nationalgas.js";
import {withDoubts} from "../pulls.js";
import type {Made, MakeContext, TableDefinition} from "../table.js";

/** Days before the first gas day of which a price may be carried forward. */
const before = 14;

const columns: readonly Column[] = [
  {
    name: "date",
    type: "VARCHAR",
    unit: "YYYY-MM-DD",
    description: "gas day: from 05:00 UTC of this day to 05:00 UTC of the next"
  },
  ...gasColumns.flatMap(describe)
];

/** The columns of a variable: its value, and what goes with it. */
function describe({id, title, unit, lag, days, firstValue, age, decimals}: GasColumn): Column[] {
  const known = `known ${lag} ${days} day${lag > 1 ? "s" : ""} later`;
  const carried = age === undefined ? "" : "; carried forward until the next price";
  return [
    {name: id, type: "DOUBLE", unit, description: `${title}; ${known}${carried}`, decimals},
    ...(firstValue === undefined
      ? []
      : [
          {
            ...{name: firstValue, type: "DOUBLE" as const, unit, decimals},
            description: `${title}, as generated first, where it was restated`
          }
        ]),
    ...(age === undefined
      ? []
      : [
          {
            ...{name: age, type: "DOUBLE" as const, unit: "d", decimals: 0},
            description: `days since the price in ${id}`
          }
        ])
  ];
}

/** Prices of gas in Great Britain with demand, stocks, flows, oil, temperature and power, one row for each gas day. */
export const gasDays: TableDefinition = {
  id: "gas-days",
  title: "Gas in Great Britain: prices, demand and what goes with them, by gas day",
  publishers: ["nationalgas", "github", "hadcet", "ember"],
  timeZone: "UTC",
  columns,
  from: gasFrom,
  limitDays: 7,
  contract: [...gasRules, ...gasRowRules, ...gasSeriesRules],
  make,
  check: checkGas,
  compare: compareGas,
  sample: {
    today: "2024-12-25",
    recordedTo: "2024-12-31",
    columns: columns.map(({name}) => name),
    restore: (cells) => cells
  }
};

async function make({pulls, today, now, recordedTo}: MakeContext): Promise<Made> {
  const span = {from: gasFrom, to: recordedTo ?? addDays(today, -1)};
  const portal = nationalGasChunks(span.from, span.to, now.getTime());
  const files = [eiaChunk(eiaPrices.brent), eiaChunk(eiaPrices.henry_hub), hadcetChunk(), emberChunk()];
  const pulled = await pulls.pull([...portal, ...files]);
  const items = pulled.slice(0, portal.length);
  const [brent, henryHub, temperature, power] = pulled.slice(portal.length);
  const asked = {from: span.from, to: recordedTo ?? addDays(today, 31)};
  const rows = items.map(({bytes}) => readNationalGas(bytes));
  const read = readItems(gasColumns, rows.flat(), asked);
  const mended = new Set(items.filter((_, i) => rows[i].some((row) => read.leftOut.has(row))));
  const early = {...span, from: addDays(gasFrom, -before)};
  const series = {
    brent: readSeries(gasColumn("brent"), readEia(brent.bytes), early),
    henry_hub: readSeries(gasColumn("henry_hub"), readEia(henryHub.bytes), early),
    temperature: readSeries(gasColumn("temperature"), readHadcet(temperature.bytes), span),
    power: readSeries(gasColumn("power"), readEmber(power.bytes), span, isClockChange)
  };
  const values = Object.fromEntries(Object.entries(series).map(([id, one]) => [id, one.values]));
  const cells = cellsOf(span, read.items, values);
  const date = cells.date as readonly string[];
  const last = date.findLastIndex((day, i) => day < today && cells.sap[i] !== null);
  const restated = date.filter((_, i) =>
    gasColumns.some(({firstValue}) => firstValue !== undefined && cells[firstValue][i] !== null)
  );
  return {
    cells,
    breaches: [...read.breaches, ...Object.values(series).flatMap(({breaches}) => breaches)],
    pulled: withDoubts(pulled, mended),
    sources: [
      {...nationalGasSource, pulled: items},
      {...eiaPrices.brent.source, pulled: [brent]},
      {...eiaPrices.henry_hub.source, pulled: [henryHub]},
      {...hadcetSource, pulled: [temperature]},
      {...emberSource, pulled: [power]}
    ],
    asOf: last < 0 ? addDays(today, -1) : date[last],
    days: {restated}
  };
}

/** One row for each gas day of a span: the value of the day, or the last one before it of a series on business days. */
function cellsOf(
  {from, to}: {readonly from: string; readonly to: string},
  items: ReadonlyMap<string, Publications>,
  series: Readonly<Record<string, ReadonlyMap<string, number>>>
): Cells {
  const date = Array.from({length: daysBetween(from, to) + 1}, (_, i) => addDays(from, i));
  const cells: Record<string, Cell[]> = {date};
  for (const {id, item, firstValue, age} of gasColumns) {
    if (item) {
      const own = items.get(id)!;
      cells[id] = date.map((day) => own.get(day)?.value ?? null);
      if (firstValue) cells[firstValue] = date.map((day) => own.get(day)?.first ?? null);
    } else if (age) {
      const carried = carriedForward(date, series[id]);
      cells[id] = carried.map((one) => one?.value ?? null);
      cells[age] = carried.map((one) => one?.age ?? null);
    } else cells[id] = date.map((day) => series[id].get(day) ?? null);
  }
  return cells;
}

/** The last price up to each day, with its age in days; undefined where there is none in the two weeks before the first day. */
function carriedForward(
  date: readonly string[],
  prices: ReadonlyMap<string, number>
): ({readonly value: number; readonly age: number} | undefined)[] {
  let last: {value: number; age: number} | undefined;
  for (let back = before; back > 0; --back) {
    const value = prices.get(addDays(date[0], -back));
    if (value !== undefined) last = {value, age: back - 1};
  }
  return date.map((day) => {
    const value = prices.get(day);
    last = value === undefined ? last && {...last, age: last.age + 1} : {value, age: 0};
    return last;
  });
}
