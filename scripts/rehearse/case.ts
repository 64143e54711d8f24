import {cp, rm} from "node:fs/promises";
import {join} from "node:path";
import {addDays} from "../../src/lib/time/zone.js";
import type {Case} from "./matrix.js";
import {faultOf, nameOf, yesterday} from "./matrix.js";
import {type Pulling, pullOnce} from "./pull.js";
import type {Replay} from "./replay.js";
import {hashesOf, type Stores} from "./stores.js";
import {wordsOf} from "./words.js";

/** The three ends that a fault may come to. */
export type End = "recovered" | "last good" | "stopped";

/** How a case went. */
export interface Told {
  readonly name: string;
  readonly end: End;
  /** What is not as it must be; nothing where all is well. */
  readonly wrong: readonly string[];
  readonly requests: number;
  readonly seconds: number;
  /** What it would have waited, seconds. */
  readonly waited: number;
  /** What was said of it. */
  readonly message: string;
}

/** Time limits under which a case that gets no answer takes seconds. */
const impatient = {response: 4000, attempts: 2};

/** Runs a case on a copy of its store, and then the next healthy run, and judges both. */
export async function rehearse(replay: Replay, one: Case, stores: Stores, folder: string): Promise<Told> {
  const {target, fault, lastGood} = one;
  const {publisher, table, day} = target;
  const state = join(folder, "case");
  await rm(state, {recursive: true, force: true, maxRetries: 10});
  await cp(lastGood ? stores.lastGood : stores.none, state, {recursive: true});
  const before = hashesOf(state);
  const expected = lastGood ? stores.fromLastGood : stores.fromNone;
  const pulling = {table, today: day, state, upstream: replay.url};
  if (fault === yesterday) await replay.set(addDays(day, -2));
  else await replay.set(day, [faultOf(one)]);
  const ended = await pullOnce({...pulling, limits: fault === "timeout" ? impatient : {}});
  const requests = await replay.requests();
  const after = hashesOf(state);
  const wrong: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || wrong.push(what));
  const mode = ended.result?.tables[table]?.mode;
  const end: End = mode === "live" ? "recovered" : mode === "last-good" ? "last good" : "stopped";
  // Raw bytes and what is told of them may differ, such as rows that came twice: the table must not.
  const isToldLate = () =>
    ended.result!.tables[table]!.breaches.some(({code}) => code === "freshness") &&
    ended.result!.tables[table]!.asOf < addDays(day, -1);
  // What the publisher does not have yet is no wrong answer: the day that is known is older, and the contract says so.
  if (end === "recovered" && fault === yesterday && !equal(tablesIn(after), tablesIn(expected)))
    must(isToldLate(), "nobody is told that the last day is missing");
  else if (end === "recovered")
    must(
      equal(tablesIn(after), tablesIn(expected)),
      `other bytes are stored: ${difference(after, expected)}`
    );
  else must(equal(after, before), `the store was changed: ${difference(after, before)}`);
  if (end === "last good") {
    const {line, health, feed} = wordsOf(ended.result!, new Date(`${day}T12:00:00Z`));
    const {asOf} = ended.result!.tables[table]!;
    must(line.startsWith(`Last good data, known up to ${asOf}, because `), `the page says "${line}"`);
    must(health.includes('"status":"stale"') && health.includes(asOf), "health.json does not tell of it");
    must(feed.includes(`known up to ${asOf}, because`), "the feed does not tell of it");
  }
  if (end === "stopped") must(!lastGood, "there was a last good table");
  if (end !== "recovered") {
    must(ended.message.includes(publisher), "the message does not name the publisher");
    must(ended.message.includes(table) || /data set/.test(ended.message), "it does not name the data");
    must(/expected|breaches|shape|within/.test(ended.message), "it does not say what was expected");
  }
  must(ended.waited <= 600, `it would have waited ${ended.waited.toFixed(0)} s`);
  // The same bytes in the store and the same replies: a healthy run from there is made once for all cases that lead there.
  const left = `${lastGood} ${JSON.stringify(hashesOf(state, true))}`;
  const healed = stores.healed.get(left) ?? (await heal(replay, pulling, expected));
  stores.healed.set(left, healed);
  wrong.push(...healed);
  const {seconds, waited, message} = ended;
  return {name: nameOf(one), end, wrong, requests, seconds, waited, message};
}

/** What is wrong with the next healthy run. */
async function heal(
  replay: Replay,
  pulling: Pulling,
  expected: Readonly<Record<string, string>>
): Promise<string[]> {
  await replay.set(pulling.today);
  const {result, message} = await pullOnce(pulling);
  if (result?.tables[pulling.table]?.mode !== "live") return [`the next healthy run is not live: ${message}`];
  const other = difference(hashesOf(pulling.state), expected);
  return other === "" ? [] : [`after the next healthy run other bytes are stored: ${other}`];
}

/** The tables among the files of a store. */
const tablesIn = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith(".parquet")));

const equal = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
  difference(a, b) === "";

/** The first files that two stores do not share. */
function difference(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): string {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
  return names.slice(0, 3).join(", ");
}
