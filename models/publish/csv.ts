import {type CsvCell, csvCell} from "../../src/lib/csv-cell.js";

/**
 * A CSV file (RFC 4180) with a header. No text in it is computed by a spreadsheet: see `csvCell`.
 * @throws when a row has another number of cells than the header.
 */
export function csv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [header.map(csvCell).join(",")];
  for (const row of rows) {
    if (row.length !== header.length)
      throw new Error(`a row of ${header.length} cells was expected, got ${row.length}: ${row.join(", ")}`);
    lines.push(row.map(csvCell).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}
