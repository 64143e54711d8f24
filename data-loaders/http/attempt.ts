import makeFetchHappen from "make-fetch-happen";
import type {HttpLimits, HttpReply, HttpRequest} from "../http.js";
import type {TransportReply} from "./body.js";
import {quote, readBody, unfitness} from "./body.js";
import {excess} from "./bulk.js";
import {followed} from "./redirect.js";

export const userAgent =
  "almanac/0.1 (open forecasting almanac; nightly pulls, at most two requests at a time)";

/** How one attempt ended: with a reply, or with a problem that may be worth another attempt. */
export type Outcome =
  | {readonly reply: Omit<HttpReply, "attempts">}
  | {
      readonly problem: string;
      readonly retry: boolean;
      readonly after?: number;
      readonly unreachable?: boolean;
      /** The status that came instead of 200. */
      readonly status?: number;
      /** Whether nothing else is to be asked of the publisher: it forbids it, or sends what is not taken from anybody. */
      readonly final?: boolean;
    };

type Transport = (url: string, options: Readonly<Record<string, unknown>>) => Promise<TransportReply>;
const transport = makeFetchHappen as unknown as Transport;

/**
 * One attempt, redirects within the same host included. The time-outs of the agent other than for connecting are not used:
 * their timers outlive the request and keep a finished process waiting.
 */
export async function attemptOnce(
  request: HttpRequest,
  limits: HttpLimits,
  date: () => Date
): Promise<Outcome> {
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
        const {outcome, excessive} = await judge(request, response, limits, date);
        // Else what was refused would go on arriving.
        if (excessive) controller.abort();
        return excessive && "problem" in outcome ? {...outcome, retry: false, final: true} : outcome;
      }
      const {excessive} = await readBody(response, limits);
      const next = followed(url, location, response.status);
      if (excessive || "problem" in next) controller.abort();
      if ("problem" in next) return {problem: next.problem, retry: false, final: true};
      if (excessive) return {problem: "a redirect with a body past the limit", retry: false, final: true};
      url = next.url;
    }
    return {problem: "more than three redirects", retry: false, final: true};
  } catch (error) {
    return late === undefined ? troubleOf(error as NodeJS.ErrnoException) : {problem: late, retry: true};
  } finally {
    clearTimeout(whole);
    clearTimeout(answer);
  }
}

function headersOf({
  format,
  etag,
  lastModified,
  userAgent: own = userAgent
}: HttpRequest): Record<string, string> {
  return {
    accept: format === "csv" ? "text/csv" : "application/json",
    "accept-encoding": "gzip",
    "user-agent": own,
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

/** Reads a response and decides whether it is what was asked for, and whether more of it was sent than is taken. */
async function judge(
  request: HttpRequest,
  response: TransportReply,
  limits: HttpLimits,
  date: () => Date
): Promise<{outcome: Outcome; excessive?: boolean}> {
  const {status, headers} = response;
  const etag = headers.get("etag") ?? undefined;
  const lastModified = headers.get("last-modified") ?? undefined;
  const {bytes, problem, excessive} = await readBody(response, limits);
  if (status === 304) {
    if (request.etag || request.lastModified)
      return {outcome: {reply: {status, bytes: new Uint8Array(), etag, lastModified}}, excessive};
    return {outcome: {problem: "304 Not Modified to a request without validators", retry: true}, excessive};
  }
  if (status !== 200) {
    const said = problem === undefined ? quote(bytes) : problem;
    const retry = status === 408 || status === 429 || status >= 500;
    const after = retryAfter(headers.get("retry-after"), date);
    const final = status === 401 || status === 403;
    return {outcome: {problem: `status ${status}: ${said}`, retry, status, after, final}, excessive};
  }
  if (problem !== undefined) return {outcome: {problem, retry: !excessive}, excessive};
  const unfit = unfitness(request, headers.get("content-type") ?? "", bytes);
  if (unfit !== undefined) return {outcome: {problem: unfit, retry: true}};
  const tooMuch = excess(request.format, bytes);
  if (tooMuch !== undefined) return {outcome: {problem: tooMuch, retry: false, final: true}};
  return {outcome: {reply: {status: 200, bytes, etag, lastModified}}};
}

/** Milliseconds that a Retry-After header asks to wait (RFC 9110, 10.2.3: seconds, or a date). */
function retryAfter(value: string | null, date: () => Date): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - date().getTime()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds * 1000);
}
