import pLimit from "p-limit";
import type {Random} from "../src/lib/random.js";
import {mulberry32} from "../src/lib/random.js";
import {machineTime, stopwatch} from "./clock.js";
import {attemptOnce} from "./http/attempt.js";
import type {Patience} from "./http/patience.js";
import {createPatience} from "./http/patience.js";
import type {Trouble} from "./trouble.js";
import {refusal, troubled} from "./trouble.js";

/**
 * The one HTTP client. make-fetch-happen carries each attempt (agents, proxies, connection time-outs); its cache is off,
 * because the raw bytes of a pull are kept as files of their own, and its retries too, because they know neither
 * Retry-After nor a broken body.
 */
export interface Http {
  /**
   * Gets one resource.
   * @throws {TroubledError} once retrying is pointless: its message names publisher, URL, what was expected and what came.
   */
  get(request: HttpRequest): Promise<HttpReply>;
}

export interface HttpRequest {
  /** Id of the publisher: requests to one publisher share a limit of concurrency. */
  readonly publisher: string;
  /** Id of the data set, by which readers are told whose it is. */
  readonly dataset?: string;
  readonly url: string;
  readonly format: "csv" | "json";
  /** Validators of the copy that the caller has; with them the answer may be 304. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** How to introduce ourselves, where the publisher does not let in the name that all others get. */
  readonly userAgent?: string;
  /** In what the publisher writes a text; UTF-8 unless given. */
  readonly charset?: "latin1";
  /** Least milliseconds from one attempt at this publisher to the next, whichever of its resources they are for. */
  readonly spacing?: number;
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
  /** All attempts of one request with their waits, where the publisher does not say itself how long to wait. */
  readonly budget: number;
  /** All that the client waits in vain for whomever: failed attempts, back-offs and Retry-After. A longer one ends the request. */
  readonly patience: number;
  /** All attempts while the host cannot be reached at all. */
  readonly unreachable: number;
  /** Decoded bytes of one reply. */
  readonly bytes: number;
  /** Requests under way per publisher. */
  readonly concurrency: number;
}

const defaultLimits: HttpLimits = {
  connect: 5_000,
  response: 60_000,
  whole: 120_000,
  attempts: 5,
  firstDelay: 500,
  longestDelay: 30_000,
  budget: 240_000,
  patience: 600_000,
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

/**
 * A client for one run: once it has given up on a publisher, or the publisher has forbidden it (401, 403), all its further
 * requests to it fail at once, as they do once it has sent more than is taken or a redirect that is not followed; a publisher
 * that asks to wait is left alone for so long. What it waits in vain is bounded over all publishers: past that bound each of
 * them is still asked once, within the time of one attempt, and not again.
 */
export function createHttp(limits: Partial<HttpLimits> = {}, effects: Partial<HttpEffects> = {}): Http {
  const bounds = {...defaultLimits, ...limits};
  const world = {...realEffects(), ...effects};
  const queues = new Map<string, ReturnType<typeof pLimit>>();
  const known: Known = {
    down: new Map(),
    next: new Map(),
    asleep: new Map(),
    patience: createPatience(bounds.patience)
  };

  return {
    get(request) {
      let queue = queues.get(request.publisher);
      if (!queue) queues.set(request.publisher, (queue = pLimit(bounds.concurrency)));
      return queue(() => insist(request, bounds, world, known));
    }
  };
}

/** A publisher that was given up on. */
interface Down {
  readonly problem: string;
  readonly trouble: Trouble;
}

/** What the requests of a client know of each other. */
interface Known {
  readonly down: Map<string, Down>;
  /** The earliest instant of the next attempt at a publisher that wants them spaced. */
  readonly next: Map<string, number>;
  /** The instant until which a publisher asked to be left alone. */
  readonly asleep: Map<string, number>;
  readonly patience: Patience;
}

async function insist(
  request: HttpRequest,
  limits: HttpLimits,
  world: HttpEffects,
  known: Known
): Promise<HttpReply> {
  const {down, asleep, patience} = known;
  const {publisher} = request;
  const fail = (why: string, trouble: Trouble) => troubled(messageOf(request, why), [trouble]);
  const start = world.elapsed();
  let delay = limits.firstDelay;
  for (let attempt = 1; ; ++attempt) {
    if (!down.has(publisher)) await turn(request, world, known);
    const before = down.get(publisher);
    if (before !== undefined) throw fail(before.problem, before.trouble);
    const asked = world.elapsed();
    const outcome = await attemptOnce(
      request,
      attempt === 1 ? limits : within(limits, patience.left()),
      world.date
    );
    if ("reply" in outcome) return {...outcome.reply, attempts: attempt};
    const {problem, retry, after, final} = outcome;
    const trouble = refusal(request, outcome);
    if (final) down.set(publisher, {problem, trouble});
    if (!retry) throw fail(problem, trouble);
    const failed = world.elapsed();
    patience.spend(asked, failed);
    const spent = failed - start;
    const wait = after ?? Math.floor(world.random() * Math.min(delay, limits.longestDelay));
    const budget = outcome.unreachable ? limits.unreachable : limits.budget;
    const tooLong = wait > patience.left() || (after === undefined && spent + wait > budget);
    if (attempt >= limits.attempts || tooLong) {
      down.set(publisher, {problem, trouble});
      const wish = after !== undefined && tooLong ? `, and it asks to wait ${Math.ceil(after / 1000)} s` : "";
      throw fail(
        `${problem}${wish} (gave up after ${attempt} attempt${attempt > 1 ? "s" : ""} in ${(spent / 1000).toFixed(1)} s)`,
        trouble
      );
    }
    patience.spend(failed, failed + wait);
    if (after !== undefined) asleep.set(publisher, Math.max(failed + wait, asleep.get(publisher) ?? 0));
    await world.sleep(wait);
    delay *= 2;
  }
}

/** The limits of an attempt for which so much patience is left. */
function within(limits: HttpLimits, left: number): HttpLimits {
  const least = Math.max(left, limits.firstDelay);
  return {...limits, response: Math.min(limits.response, least), whole: Math.min(limits.whole, least)};
}

/** Waits for the request's turn where its publisher wants them spaced, or has asked to wait. */
async function turn({publisher, spacing = 0}: HttpRequest, world: HttpEffects, {next, asleep}: Known) {
  const now = world.elapsed();
  const own = spacing > 0 ? (next.get(publisher) ?? now) : now;
  const at = Math.max(now, own, asleep.get(publisher) ?? now);
  if (spacing > 0) next.set(publisher, at + spacing);
  if (at > now) await world.sleep(Math.ceil(at - now));
}

/** Who failed in what, where, and what was expected of it. */
function messageOf({publisher, dataset, url, format}: HttpRequest, why: string): string {
  const about = [
    ...(dataset === undefined ? [] : [`data set ${dataset}`]),
    ...(/\bexpected\b/.test(why) ? [] : [`${format.toUpperCase()} with status 200 was expected`])
  ];
  return `${publisher}: ${why} at ${shown(url)}${about.length > 0 ? ` (${about.join("; ")})` : ""}`;
}

/** A URL short enough for a message. */
function shown(url: string): string {
  return url.length > 160 ? `${url.slice(0, 160)}…` : url;
}
