import {csvParseRows} from "d3";
import type {Source} from "../src/lib/source.js";
import type {Chunk} from "./pulls.js";

/**
 * The Bureau of Meteorology's daily observations of 49 towns, collected as `weatherAUS.csv` for the R package rattle
 * (https://rattle.togaware.com). Its table of variables: https://rdrr.io/cran/rattle.data/man/weatherAUS.html
 */
const origin = "https://rattle.togaware.com";

export const rattleSource: Source = {
  publisher: "rattle",
  dataset: "weatherAUS",
  title: "weatherAUS: daily observations of 49 towns (Bureau of Meteorology, collected by Togaware)",
  licence: "© Commonwealth of Australia, Bureau of Meteorology (its terms)",
  citation:
    "Bureau of Meteorology (Commonwealth of Australia), as collected in weatherAUS (rattle, Togaware)",
  url: `${origin}/weatherAUS.csv`
};

/** The instant from which on the collection, which ends on 2017-06-25, is not asked for again. */
const settled = Date.UTC(2017, 8, 1);

/** The whole collection, 14 MB. */
export function rattleChunk(): Chunk {
  return {
    publisher: "rattle",
    dataset: rattleSource.dataset,
    name: "weatherAUS",
    origin,
    path: "/weatherAUS.csv",
    format: "csv",
    settled,
    every: 0
  };
}

/**
 * Reads the given columns of the collection: the texts of each row in their order.
 * @throws where a column is missing: the message names it and the columns that came.
 */
export function readRattle(bytes: Uint8Array, columns: readonly string[]): string[][] {
  let at: number[] = [];
  return csvParseRows(new TextDecoder("utf-8").decode(bytes), (cells, row) => {
    if (row > 0) return at.map((i) => cells[i] ?? "");
    const missing = columns.filter((name) => !cells.includes(name));
    if (missing.length > 0)
      throw new Error(
        `weatherAUS: expected the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}, got ${cells.slice(0, 24).join(", ") || "none"}`
      );
    at = columns.map((name) => cells.indexOf(name));
    return null;
  }) as string[][];
}
