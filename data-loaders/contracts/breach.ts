import type {Breach} from "../../src/lib/artifacts.js";

const shown = 5;

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
  return {code, level, column, message, count: cases.length, sample: cases.slice(0, shown).map(printable)};
}

/** A text without control characters, at most 80 characters: what a publisher sends must not steer a terminal or a page. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]+/g, " ");
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

/** An instant as `2024-12-25T00:00Z`. */
export function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
