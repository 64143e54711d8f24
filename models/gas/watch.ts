import {gasVector} from "../../src/lib/gas/vector.js";
import {addDays} from "../../src/lib/time/zone.js";
import type {TableFiles, WatchedColumn} from "../study.js";
import {readGas} from "./read.js";

/** The columns that are watched for drift, by gas day: every series of the vector, as far as it is known. */
export async function watchGas(tables: TableFiles, today: string): Promise<WatchedColumn[]> {
  const {
    data: {first, vector, vectorFrom}
  } = await readGas(tables, today);
  const days = vector[0].subarray(vectorFrom);
  return gasVector.map(({id, unit}, s) => ({
    ...{column: id, unit},
    days: Array.from(days, (_, i) => addDays(first, vectorFrom + i)),
    values: vector[s].slice(vectorFrom)
  }));
}
