import {gunzipSync} from "node:zlib";
import makeFetchHappen from "make-fetch-happen";
import pLimit from "p-limit";
import type {Random} from "../src/lib/random.js";
import {mulberry32} from "../src/lib/random.js";
import {machineTime, stopwatch} from "./clock.js";

/**
 * The one HTTP client. make-fetch-happen carries each attempt (agents, proxies, connection time-outs); its cache is off,
 * because the raw bytes of a pull are kept as files of their own, and its retries too, because they know neither
 * Retry-After nor a broken body.
 */
export interface Http {
  /**
   * Gets one resource.
   * @throws an Error that names publisher, URL, what was expected and what came, once retrying is pointless.
   */
  get(request: HttpRequest): Promise<HttpReply>;
}

export interface HttpRequest {
  /** Id of the publisher: requests to one publisher share a limit of concurrency. */
  readonly publisher: string;
  readonly url: string;
  readonly format: "csv" | "json";
  /** Validators of the copy that the caller has; with them the answer may be 304. */
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface HttpReply {
  /** 304: the caller's copy still holds, `bytes` is empty. */
  readonly status: 200 | 304;
  readonly bytes: Uint8Array;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly attempts: number;
}

/** How long and how often to try; milliseconds. */
export interface HttpLimits {
  readonly connect: number;
  /** Until the headers are there. */
  readonly response: number;
  /** Until the whole body is there. */
  readonly whole: number;
  readonly attempts: number;
  /** First back-off; it doubles with each attempt, up to `longestDelay`, and is drawn between 0 and itself. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** All attempts of one request with their waits; a longer Retry-After ends it. */
  readonly budget: number;
  /** All attempts while the host cannot be reached at all. */
  readonly unreachable: number;
  /** Decoded bytes of one reply. */
  readonly bytes: number;
  /** Requests under way per publisher. */
  readonly concurrency: number;
}

export const defaultLimits: HttpLimits = {
  connect: 5_000,
  response: 60_000,
  whole: 120_000,
  attempts: 5,
  firstDelay: 500,
  longestDelay: 30_000,
  budget: 240_000,
  unreachable: 2_000,
  bytes: 64 * 1024 * 1024,
  concurrency: 2
};

/** What a client asks of the world, so that a test can answer instead. */
export interface HttpEffects {
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
  /** The date, for Retry-After. */
  readonly date: () => Date;
  readonly random: Random;
}

const realEffects = (): HttpEffects => ({
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  elapsed: stopwatch,
  date: machineTime,
  random: mulberry32(20_250_101)
});

export const userAgent =
  "almanac/0.1 (open forecasting almanac; nightly pulls, at most two requests at a time)";

type Outcome =
  | {readonly reply: Omit<HttpReply, "attempts">}
  | {
      readonly problem: string;
      readonly retry: boolean;
      readonly after?: number;
      readonly unreachable?: boolean;
    };

/** A client for one run: once it has given up on a publisher's host, all its further requests to it fail at once. */
export function createHttp(limits: Partial<HttpLimits> = {}, effects: Partial<HttpEffects> = {}): Http {
  const bounds = {...defaultLimits, ...limits};
  const world = {...realEffects(), ...effects};
  const queues = new Map<string, ReturnType<typeof pLimit>>();
  const down = new Map<string, string>();

  return {
    get(request) {
      let queue = queues.get(request.publisher);
      if (!queue) queues.set(request.publisher, (queue = pLimit(bounds.concurrency)));
      return queue(() => insist(request, bounds, world, down));
    }
  };
}

async function insist(
  request: HttpRequest,
  limits: HttpLimits,
  world: HttpEffects,
  down: Map<string, string>
): Promise<HttpReply> {
  const host = `${request.publisher} ${new URL(request.url).host}`;
  const fail = (why: string) => new Error(`${request.publisher}: ${why} at ${shown(request.url)}`);
  const start = world.elapsed();
  let delay = limits.firstDelay;
  for (let attempt = 1; ; ++attempt) {
    const known = down.get(host);
    if (known !== undefined) throw fail(known);
    const outcome = await once(request, limits, world);
    if ("reply" in outcome) return {...outcome.reply, attempts: attempt};
    const {problem, retry, after} = outcome;
    if (!retry) throw fail(problem);
    const budget = outcome.unreachable ? limits.unreachable : limits.budget;
    const spent = world.elapsed() - start;
    const wait = after ?? Math.floor(world.random() * Math.min(delay, limits.longestDelay));
    if (attempt >= limits.attempts || spent + wait > budget) {
      down.set(host, problem);
      const asked =
        after !== undefined && spent + after > budget
          ? `, and it asks to wait ${Math.ceil(after / 1000)} s`
          : "";
      throw fail(
        `${problem}${asked} (gave up after ${attempt} attempt${attempt > 1 ? "s" : ""} in ${(spent / 1000).toFixed(1)} s)`
      );
    }
    await world.sleep(wait);
    delay *= 2;
  }
}

interface TransportReply {
  readonly status: number;
  readonly headers: {get(name: string): string | null};
  readonly body: AsyncIterable<Uint8Array> & {destroy?: () => void};
}
type Transport = (url: string, options: Readonly<Record<string, unknown>>) => Promise<TransportReply>;
const transport = makeFetchHappen as unknown as Transport;

/**
 * One attempt, redirects within the same host included. The time-outs of the agent other than for connecting are not used:
 * their timers outlive the request and keep a finished process waiting.
 */
async function once(request: HttpRequest, limits: HttpLimits, world: HttpEffects): Promise<Outcome> {
  const controller = new AbortController();
  let late: string | undefined;
  const abort = (what: string, ms: number) =>
    setTimeout(() => {
      late = `${what} within ${ms / 1000} s`;
      controller.abort();
    }, ms);
  const whole = abort("no whole answer", limits.whole);
  const answer = abort("no answer", limits.response);
  try {
    let url = request.url;
    for (let hop = 0; hop <= 3; ++hop) {
      const response = await transport(url, {
        signal: controller.signal,
        cache: "no-store",
        retry: {retries: 0},
        redirect: "manual",
        compress: false,
        timeouts: {connection: limits.connect},
        maxSockets: limits.concurrency,
        headers: headersOf(request)
      });
      const location = response.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) {
        clearTimeout(answer);
        return await judge(request, response, limits, world);
      }
      await readBody(response, limits);
      const next = new URL(location, url);
      const from = new URL(url);
      if (next.host !== from.host || (from.protocol === "https:" && next.protocol !== "https:")) {
        return {
          problem: `a redirect (${response.status}) to another host, ${next.origin}, is refused`,
          retry: false
        };
      }
      url = next.href;
    }
    return {problem: "more than three redirects", retry: false};
  } catch (error) {
    return late === undefined ? troubleOf(error as NodeJS.ErrnoException) : {problem: late, retry: true};
  } finally {
    clearTimeout(whole);
    clearTimeout(answer);
  }
}

function headersOf({format, etag, lastModified}: HttpRequest): Record<string, string> {
  return {
    accept: format === "csv" ? "text/csv" : "application/json",
    "accept-encoding": "gzip",
    "user-agent": userAgent,
    ...(etag ? {"if-none-match": etag} : lastModified ? {"if-modified-since": lastModified} : {})
  };
}

const absent = [
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ECONNECTIONTIMEOUT"
];

function troubleOf({code = "", message}: NodeJS.ErrnoException): Outcome {
  const unreachable = absent.includes(code);
  const what = unreachable ? "the host cannot be reached" : "the connection broke";
  return {problem: `${what} (${code || message})`, retry: true, unreachable};
}

/** Reads a response and decides whether it is what was asked for. */
async function judge(
  request: HttpRequest,
  response: TransportReply,
  limits: HttpLimits,
  world: HttpEffects
): Promise<Outcome> {
  const {status, headers} = response;
  const etag = headers.get("etag") ?? undefined;
  const lastModified = headers.get("last-modified") ?? undefined;
  const {bytes, problem} = await readBody(response, limits);
  if (status === 304) {
    if (request.etag || request.lastModified)
      return {reply: {status, bytes: new Uint8Array(), etag, lastModified}};
    return {problem: "304 Not Modified to a request without validators", retry: true};
  }
  if (status !== 200) {
    const said = problem === undefined ? quote(bytes) : problem;
    const retry = status === 408 || status === 429 || status >= 500;
    return {
      problem: `status ${status}: ${said}`,
      retry,
      after: retryAfter(headers.get("retry-after"), world)
    };
  }
  if (problem !== undefined) return {problem, retry: !problem.startsWith("more than")};
  const unfit = unfitness(request.format, headers.get("content-type") ?? "", bytes);
  if (unfit !== undefined) return {problem: unfit, retry: true};
  return {reply: {status: 200, bytes, etag, lastModified}};
}

/** Milliseconds that a Retry-After header asks to wait (RFC 9110, 10.2.3: seconds, or a date). */
function retryAfter(value: string | null, {date}: HttpEffects): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - date().getTime()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds * 1000);
}

async function readBody(
  {headers, body, status}: TransportReply,
  limits: HttpLimits
): Promise<{bytes: Uint8Array; problem?: string}> {
  const tooLarge = {bytes: new Uint8Array(), problem: `more than ${limits.bytes} bytes`};
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
  const promised = headers.get("content-length");
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
function unfitness(format: "csv" | "json", type: string, bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return `${format.toUpperCase()} was expected, and an empty body came`;
  const start = quote(bytes);
  const head = Buffer.from(bytes.subarray(0, 512))
    .toString("utf8")
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
function quote(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 400)).toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing that a publisher sends may steer a terminal
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return `"${line.length > 160 ? `${line.slice(0, 160)}…` : line}"`;
}

/** A URL short enough for a message. */
function shown(url: string): string {
  return url.length > 160 ? `${url.slice(0, 160)}…` : url;
}
