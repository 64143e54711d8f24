import {describe, expect, it} from "vitest";
import type {LedgerEntry} from "../../models/ledger/ledger.js";
import type {LedgerScore} from "../../models/ledger/score.js";
import {issuedTrack, shownEditions, trackRecord} from "../../models/ledger/track.js";
import {trackRecordSchema} from "../../src/lib/artifacts/track.js";
import {entryOf} from "./entry.js";

const head = "0".repeat(64);

function scoreOf(entry: LedgerEntry, actual: (number | null)[], first = actual): [string, LedgerScore] {
  const at = actual.map(() => null);
  const {study, origin} = entry;
  return [origin, {study, origin, actual, at, scores: [], first: {actual: first, at, scores: []}}];
}

describe("what was issued and how it went", () => {
  const official = {candidate: "official", value: [104, 104]};
  const [champion] = entryOf(1).forecasts;
  const challenger = {...champion!, candidate: "naive", alias: "challenger" as const, value: [90, 121]};
  const entries = [
    entryOf(1, {forecasts: [champion!, challenger], reference: official}),
    entryOf(2),
    entryOf(3)
  ];
  const scores = new Map([scoreOf(entries[0]!, [100, 121], [80, 121]), scoreOf(entries[1]!, [116, null])]);
  const {ledger, record} = issuedTrack(entries, scores, {kind: "number", block: 1, head});

  it("counts editions, those of which something is known, and values that were revised", () => {
    expect(ledger).toEqual({
      editions: 3,
      known: 2,
      revised: 1,
      from: entries[0]!.origin,
      to: entries[2]!.origin,
      head
    });
  });

  it("lays all editions on one axis of time, with the truth of the newest that knows it", () => {
    expect(trackRecordSchema.parse(record)).toEqual(record);
    expect(record.times.map((time) => time.slice(8, 10))).toEqual(["01", "02", "03", "04"]);
    expect(record.actual).toEqual([100, 116, null, null]);
    expect(record.editions.map(({from, steps}) => [from, steps])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2]
    ]);
    const [first] = record.editions;
    expect(first!.forecasts.map(({alias, value, lo80}) => [alias, value, lo80])).toEqual([
      ["champion", [100, 110], [95, 105]],
      ["challenger", [90, 121], undefined],
      ["reference", [104, 104], undefined]
    ]);
  });

  it("gives each forecast's error by lead, by the last truth and by the first", () => {
    const error = (alias: string, i = 0) => record.errors.filter((one) => one.alias === alias)[i]!;
    expect(error("champion")).toMatchObject({
      n: 2,
      byLead: [0, 9.09091],
      error: 4.54545,
      firstError: 17.0455
    });
    expect(error("challenger").byLead).toEqual([10, 0]);
    expect(error("reference").byLead[0]).toBe(4);
    expect(error("champion", 1)).toMatchObject({n: 1, byLead: [13.7931, null]});
    expect(record.errors).toHaveLength(4);
  });

  it("counts what the champion's intervals held, with editions as the cases", () => {
    expect(record.coverage).toEqual([
      {lead: 1, cases: 2, n: 2, in80: 1, in95: 1},
      {lead: 2, cases: 1, n: 1, in80: 0, in95: 0}
    ]);
  });

  it("says of hours that their edition is one case", () => {
    const one = {entry: entries[0]!, issued: true, actual: [100, 110], first: [100, 110]};
    expect(trackRecord([one], {kind: "number", block: 2}).coverage).toEqual([
      {lead: 1, cases: 1, n: 2, in80: 2, in95: 2}
    ]);
  });

  it("is empty before anything is issued, and full of gaps before anything is known", () => {
    const none = issuedTrack([], new Map(), {kind: "number", block: 1, head});
    expect(none.record).toEqual({times: [], actual: [], editions: [], errors: [], coverage: [], classes: []});
    expect(none.ledger).toMatchObject({editions: 0, from: null});
    const waiting = issuedTrack(entries.slice(2), new Map(), {kind: "number", block: 1, head});
    expect(waiting.ledger.known).toBe(0);
    expect([waiting.record.actual, waiting.record.errors]).toEqual([[null, null], []]);
  });

  it("keeps the place of a night without an edition", () => {
    const gap = issuedTrack([entryOf(1), entryOf(5)], new Map(), {kind: "number", block: 1, head}).record;
    expect(gap.times.map((time) => time.slice(8, 10))).toEqual(["01", "02", "05", "06"]);
    expect(gap.editions.map(({from}) => from)).toEqual([0, 2]);
  });

  it("shows fewer editions the longer they are", () => {
    expect([1, 7, 49, 168, 2000].map(shownEditions)).toEqual([28, 28, 28, 14, 7]);
  });
});

describe("probabilities", () => {
  const value = [0.05, 0.8];
  const chances = {candidate: "mean", version: "1", runId: "r", alias: "champion" as const, value};
  const one = {...chances, lo80: value, hi80: value, lo95: value, hi95: value};
  const entry = entryOf(1, {series: ["Albury", "Perth"], times: [entryOf(1).origin], forecasts: [one]});
  const {record} = issuedTrack([entry], new Map([scoreOf(entry, [0, 1])]), {
    kind: "probability",
    block: 1,
    head
  });

  it("are scored by Brier, counted by what was said, and have no interval of the outcome", () => {
    expect(record.errors[0]!.error).toBeCloseTo((0.0025 + 0.04) / 2, 8);
    expect(record.classes).toEqual([
      {from: 0, to: 0.1, n: 1, said: 0.05, happened: 0},
      {from: 0.7, to: 1, n: 1, said: 0.8, happened: 1}
    ]);
    expect(record.coverage).toEqual([]);
    expect(record.editions[0]!.forecasts[0]).not.toHaveProperty("lo80");
    expect(record.actual).toEqual([0, 1]);
  });
});
