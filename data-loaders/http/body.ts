import {gunzipSync} from "node:zlib";
import type {HttpLimits, HttpRequest} from "../http.js";

/** What the transport gives: the body is still to be read. */
export interface TransportReply {
  readonly status: number;
  readonly headers: {get(name: string): string | null};
  readonly body: AsyncIterable<Uint8Array> & {destroy?: () => void};
}

/**
 * Reads a body to its end, whole and unpacked, or says what is wrong with it. One that is past the limit, as promised, as it comes or
 * unpacked, is not read on: `excessive`.
 */
export async function readBody(
  {headers, body, status}: TransportReply,
  limits: HttpLimits
): Promise<{bytes: Uint8Array; problem?: string; excessive?: boolean}> {
  const tooLarge = {bytes: new Uint8Array(), problem: `more than ${limits.bytes} bytes`, excessive: true};
  const promised = headers.get("content-length");
  if (promised !== null && Number(promised) > limits.bytes) {
    body.destroy?.();
    return tooLarge;
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > limits.bytes) {
      body.destroy?.();
      return tooLarge;
    }
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  if (status !== 304 && promised !== null && Number(promised) !== length) {
    return {bytes, problem: `half a body: ${promised} bytes were promised, ${length} came`};
  }
  const coding = headers.get("content-encoding") ?? "identity";
  if (coding === "identity" || length === 0) return {bytes};
  if (coding !== "gzip") return {bytes, problem: `gzip was asked for, and the content coding is "${coding}"`};
  try {
    return {bytes: gunzipSync(bytes, {maxOutputLength: limits.bytes})};
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return code === "ERR_BUFFER_TOO_LARGE" ? tooLarge : {bytes, problem: `a broken gzip body (${message})`};
  }
}

/** Why a body cannot be of the format asked for; undefined where it may be. */
export function unfitness(
  {format, charset}: Pick<HttpRequest, "format" | "charset">,
  type: string,
  bytes: Uint8Array
): string | undefined {
  if (bytes.length === 0) return `${format.toUpperCase()} was expected, and an empty body came`;
  const start = quote(bytes);
  const head = Buffer.from(bytes.subarray(0, 512))
    .toString(charset ?? "utf8")
    .replace(/^\uFEFF/, "");
  if (/^text\/html\b/i.test(type) || /^\s*<(!doctype|html)/i.test(head)) {
    return `${format.toUpperCase()} was expected, and an HTML page came: ${start}`;
  }
  const expected = format === "csv" ? /\bcsv\b|text\/plain/i : /\bjson\b/i;
  if (!expected.test(type)) return `${format.toUpperCase()} was expected, and the content type is "${type}"`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what noise has and text has not
  const noise = (head.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g) ?? []).length;
  if (noise > 2) return `${format.toUpperCase()} was expected, and bytes came that are no text`;
  if (format === "json" && !/^\s*[[{]/.test(head)) return `JSON was expected, and this came: ${start}`;
  return undefined;
}

/** The start of a body as one short printable line. */
export function quote(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 400)).toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing that a publisher sends may steer a terminal
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return `"${line.length > 160 ? `${line.slice(0, 160)}…` : line}"`;
}
