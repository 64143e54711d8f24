/**
 * How much a body may hold when it is read, whatever its bytes: a parser makes many times as much of it, and a gigabyte of complaints where
 * every value is wrong. Of the publishers' own the whole of weatherAUS is 145,000 lines and 3.3 million cells, and a year of weather at all
 * 21 métropoles 1.1 million values.
 */
export const most = {lines: 1_000_000, cells: 8_000_000, values: 1_200_000, depth: 32} as const;

const [lineFeed, quotation, comma, semicolon, backslash] = [0x0a, 0x22, 0x2c, 0x3b, 0x5c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Why a body is too much to be read, found in one pass over its bytes and without building anything; undefined where it is not. */
export function excess(format: "csv" | "json", bytes: Uint8Array): string | undefined {
  return format === "csv" ? ofCsv(bytes) : ofJson(bytes);
}

function ofCsv(bytes: Uint8Array): string | undefined {
  let [lines, separators] = [1, 0];
  for (let i = 0; i < bytes.length; ++i) {
    const byte = bytes[i];
    if (byte === lineFeed) lines += 1;
    else if (byte === comma || byte === semicolon) separators += 1;
  }
  if (lines > most.lines) return `more than ${most.lines} lines of CSV`;
  return lines + separators > most.cells ? `more than ${most.cells} cells of CSV` : undefined;
}

function ofJson(bytes: Uint8Array): string | undefined {
  let [values, depth, isText] = [1, 0, false];
  for (let i = 0; i < bytes.length; ++i) {
    const byte = bytes[i];
    if (isText) {
      if (byte === backslash) i += 1;
      else if (byte === quotation) isText = false;
    } else if (byte === quotation) isText = true;
    else if (byte === comma) values += 1;
    else if (byte === openList || byte === openObject) {
      values += 1;
      depth += 1;
      if (depth > most.depth) return `JSON that nests more than ${most.depth} deep`;
    } else if (byte === closeList || byte === closeObject) depth -= 1;
    if (values > most.values) return `more than ${most.values} values of JSON`;
  }
  return undefined;
}
