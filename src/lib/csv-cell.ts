/** One cell of a CSV file: a text, a number, a yes or no, or nothing. */
export type CsvCell = string | number | boolean | null | undefined;

/**
 * A cell as it stands in a CSV file (RFC 4180). A text that begins like a formula (= + - @, also full-width, a tab, a line feed or a
 * carriage return) gets an apostrophe in front, so that a spreadsheet shows it and does not compute it; one that holds what
 * some spreadsheet takes for a separator is quoted. Numbers stay numbers, those below zero too; one that is not finite is empty.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const text = String(cell);
  const safe = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
