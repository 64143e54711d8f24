import {csvParseRows} from "d3";
import {printable} from "./contracts/breach.js";

/**
 * The rows of a CSV with a header, in UTF-8: the trimmed cells of some columns, in their order, wherever these stand; without empty lines.
 * @throws where a column is missing: the message begins with `what`, names it and the columns that came.
 */
export function readCsv(what: string, bytes: Uint8Array, names: readonly string[]): string[][] {
  const [head = [], ...rows] = csvParseRows(new TextDecoder("utf-8").decode(bytes));
  const at = columnsAt(
    what,
    head.map((name) => name.trim()),
    names
  );
  return rows
    .filter((cells) => cells.some((cell) => cell.trim() !== ""))
    .map((cells) => at.map((i) => (cells[i] ?? "").trim()));
}

/** Where columns stand in a header. @throws where one is missing: the message begins with `what`, names it and the columns that came. */
export function columnsAt(what: string, found: readonly string[], names: readonly string[]): number[] {
  const missing = names.filter((name) => !found.includes(name));
  if (missing.length === 0) return names.map((name) => found.indexOf(name));
  throw new Error(
    `${what}: expected the column${missing.length > 1 ? "s" : ""} ${missing.join(", ")}, got ${printable(found.slice(0, 12).join(", "), 200) || "none"}`
  );
}
