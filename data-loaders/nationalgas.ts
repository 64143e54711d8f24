import {gasColumns} from "../src/lib/gas/columns.js";
import type {Source} from "../src/lib/source.js";
import {addDays} from "../src/lib/time/zone.js";
import {readCsv} from "./csv.js";
import type {Chunk} from "./pulls.js";
import {spansOf} from "./pulls.js";

/**
 * The data portal of National Gas Transmission: published items of the gas system, by gas day.
 * https://data.nationalgas.com/find-gas-data
 */
const origin = "https://data.nationalgas.com";

export const nationalGasSource: Source = {
  publisher: "nationalgas",
  dataset: "find-gas-data",
  title: "Data portal: published items of the gas system (National Gas Transmission)",
  licence: "National Gas Transmission (its site terms)",
  citation: "National Gas Transmission, data portal (data.nationalgas.com)",
  url: `${origin}/find-gas-data`
};

/**
 * What is revised: prices for about a month, flows for up to 15 months. So months are asked for in every run while they are younger than
 * 45 days, every 30 days until 18 months after their end, and then never again.
 */
const young = 45;
const settled = 550;
const DAY = 86_400_000;

/** The items that are asked for. */
const ids = gasColumns.flatMap(({item}) => (item ? [item.id] : [])).sort();

/** The chunks of all items, with every generation of a value, for the gas days from `from` to `to`. */
export function nationalGasChunks(from: string, to: string, now: number): Chunk[] {
  const start = (day: string) => Date.parse(`${day}T00:00:00Z`);
  return spansOf(start(from), start(addDays(to, 1)), now, settled).map(({name, start: first, end}) => {
    const day = (time: number) => new Date(time).toISOString().slice(0, 10);
    const query = new URLSearchParams({
      applicableFor: "Y",
      dateFrom: day(first),
      dateTo: day(end - DAY),
      dateType: "GASDAY",
      latestFlag: "N",
      type: "CSV"
    });
    return {
      publisher: "nationalgas",
      dataset: nationalGasSource.dataset,
      name,
      origin,
      path: `/api/find-gas-data-download?${query}&ids=${ids.join(",")}`,
      format: "csv",
      settled: end + settled * DAY,
      every: now < end + young * DAY ? 0 : 30,
      spacing: 500
    };
  });
}

const names = ["Applicable For", "Data Item", "Value", "Generated Time"] as const;

/** A row of the portal's CSV as texts: gas day, title of the item, value, and when it was generated. */
export interface NationalGasRow {
  readonly day: string;
  readonly item: string;
  readonly value: string;
  readonly generated: string;
}

/**
 * Reads a CSV of the portal, whose columns may stand in any order.
 * @throws where a column is missing: the message names it and the columns that came.
 */
export function readNationalGas(bytes: Uint8Array): NationalGasRow[] {
  return readCsv("National Gas data portal", bytes, names).map(([day, item, value, generated]) => ({
    day,
    item,
    value,
    generated
  }));
}
