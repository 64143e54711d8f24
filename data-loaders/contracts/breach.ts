import type {Breach} from "../../src/lib/artifacts/tables.js";

const shown = 5;
const longest = 2000;

/**
 * One way in which a table fails its contract.
 * @param cases every case as a short text; the first few are kept as the sample.
 */
export function breach(
  code: string,
  level: Breach["level"],
  column: string,
  message: string,
  cases: readonly string[]
): Breach {
  const sample = cases.slice(0, shown).map((text) => printable(text));
  return {code, level, column, message: printable(message, longest), count: cases.length, sample};
}

/** A text without control characters and of a bounded length: what a publisher sends must not steer a terminal, a workflow or a page. */
export function printable(text: string, most = 80): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;
  // Runners of workflows take "##[" for a command wherever it stands in a line.
  const line = text.replace(controls, " ").replaceAll("##[", "## [");
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** An instant as `2024-12-25T00:00Z`. */
export function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
