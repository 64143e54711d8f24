import {rm} from "node:fs/promises";
import {dirname} from "node:path";
import type {DuckDBConnection, DuckDBValue} from "@duckdb/node-api";
import {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTimestampValue,
  TIMESTAMP,
  VARCHAR
} from "@duckdb/node-api";
import type {Cell, Cells, Column} from "./columns.js";
import {rowsOf} from "./columns.js";
import {diskError} from "./store/disk.js";
import {makeFolder, place, temporaryFor} from "./store/files.js";

const types = {TIMESTAMP, DOUBLE, BOOLEAN, VARCHAR};
const chunkRows = 2048;

/** Runs a task with an in-memory database of one thread (so that equal rows give equal bytes), and closes it. */
export async function withDatabase<T>(task: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {threads: "1", memory_limit: "1GB"});
  const connection = await instance.connect();
  try {
    return await task(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** How a column stands in a Parquet file: as itself, or in fewer bytes. */
export interface Encoding {
  /** The SELECT list that turns the table's columns into the file's. */
  readonly select: string;
  /** Further options of DuckDB's COPY. */
  readonly options: string;
}

const plain: Encoding = {select: "*", options: "PARQUET_VERSION v1"};

/**
 * Writes rows as a Parquet file (zstd), atomically, with each column's unit and description as key-value metadata.
 * The same cells give the same bytes.
 */
export async function writeParquet(
  path: string,
  columns: readonly Column[],
  cells: Cells,
  {select, options}: Encoding = plain
): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = temporaryFor(path);
  try {
    await withDatabase(async (connection) => {
      await load(connection, columns, cells);
      const metadata = columns.flatMap(({name, unit, description}) => [
        [`unit:${name}`, unit],
        [`description:${name}`, description]
      ]);
      const pairs = metadata.map(([key, value]) => `${quoted(key)}: ${quoted(value)}`).join(", ");
      await connection.run(
        `COPY (SELECT ${select} FROM cells) TO ${quoted(temporary)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${pairs}}, ${options})`
      );
    });
    await place(temporary, path);
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => {});
    throw diskError(error, path);
  }
}

/** Makes the table `cells` of a connection. */
async function load(connection: DuckDBConnection, columns: readonly Column[], cells: Cells): Promise<void> {
  await connection.run(
    `CREATE TABLE cells (${columns.map(({name, type}) => `"${name}" ${type}`).join(", ")})`
  );
  const appender = await connection.createAppender("cells");
  const rows = rowsOf(cells);
  for (let start = 0; start < rows; start += chunkRows) {
    const chunk = DuckDBDataChunk.create(columns.map(({type}) => types[type]));
    chunk.setColumns(
      columns.map((column) => valuesOf(column, cells[column.name].slice(start, start + chunkRows)))
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function valuesOf({name, type}: Column, cells: readonly Cell[]): DuckDBValue[] {
  return cells.map((cell) => {
    if (cell === null) return null;
    if (type !== "TIMESTAMP") {
      if (typeof cell === "number" && !Number.isFinite(cell))
        throw new Error(`column ${name}: ${cell} is not a number; a missing value is null`);
      return cell;
    }
    return new DuckDBTimestampValue(BigInt(cell as number) * 1000n);
  });
}

/**
 * Reads the columns of a Parquet file, scaled integers and decimals as plain numbers.
 * @throws where the file is not Parquet or lacks a column: the message names both.
 */
export async function readParquet(path: string, columns: readonly Column[]): Promise<Cells> {
  return withDatabase(async (connection) => {
    const list = columns.map(({name, type}) =>
      type === "TIMESTAMP" ? `epoch_ms("${name}")::DOUBLE` : `"${name}"::${type}`
    );
    const reader = await connection
      .runAndReadAll(`SELECT ${list.join(", ")} FROM read_parquet(${quoted(path)})`)
      .catch((error: Error) => {
        throw new Error(
          `${path}: a Parquet table with the columns ${columns.map(({name}) => name).join(", ")} was expected: ${error.message}`
        );
      });
    const values = reader.getColumns();
    return Object.fromEntries(columns.map(({name}, i) => [name, values[i] as Cell[]]));
  });
}

/** A text as a literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
