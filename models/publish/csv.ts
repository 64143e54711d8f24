/** One cell of a CSV file: a text, a number, or nothing. */
export type CsvCell = string | number | null;

/**
 * A CSV file (RFC 4180) with a header. A text that begins like a formula (= + - @, also full-width, a tab, a line feed or a carriage
 * return) gets an apostrophe in front, so that a spreadsheet shows it and does not compute it; one that holds what some
 * spreadsheet takes for a separator is quoted. Numbers stay numbers, those below zero too.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 * @throws when a row has another number of cells than the header.
 */
export function csv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [header.map(cellText).join(",")];
  for (const row of rows) {
    if (row.length !== header.length)
      throw new Error(`a row of ${header.length} cells was expected, got ${row.length}: ${row.join(", ")}`);
    lines.push(row.map(cellText).join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const safe = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
