import {appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {editionNight} from "../../models/watch/edition-night.js";
import {keepNight, nightsPath, readNights} from "../../models/watch/nights.js";
import {publicReason, recent} from "../../models/watch/record.js";
import type {Cards} from "../../src/lib/artifacts/cards.js";
import type {Night} from "../../src/lib/artifacts/pipeline.js";

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "almanac-nights-"));
});
afterEach(() => rmSync(state, {recursive: true}));

const night = (startedAt: string, more: Partial<Night> = {}): Night => ({
  ...{startedAt, seconds: 12.5, threads: 2, edition: startedAt, headline: "it is quiet", status: "ok"},
  ...{studies: [], tasks: {ran: 3, kept: 4, failed: 0, stopped: 0}, bytes: 10, peakMemoryMB: 300},
  ...{failures: [], log: null},
  ...more
});
const first = night("2024-12-24T04:43:00.000Z");
const second = night("2024-12-25T04:43:00.000Z");

describe("the history of nights", () => {
  it("grows by a line for each run, and changes none", async () => {
    expect(await readNights(state)).toEqual([]);
    await keepNight(state, first);
    const before = readFileSync(nightsPath(state), "utf8");
    expect(await keepNight(state, second)).toEqual([first, second]);
    expect(readFileSync(nightsPath(state), "utf8").startsWith(before)).toBe(true);
    expect(await readNights(state)).toEqual([first, second]);
  });

  it("keeps the lines before a damaged one, moves the file aside and says so", async () => {
    await keepNight(state, first);
    appendFileSync(nightsPath(state), '{"startedAt": "2024-\n');
    expect(await readNights(state)).toEqual([first]);
    const said: string[] = [];
    expect(await keepNight(state, second, (line) => void said.push(line))).toEqual([first, second]);
    expect(said[0]).toMatch(/line 2 is no run of the pipeline.*moved to .*corrupt-/);
    expect(readdirSync(join(state, "pipeline")).filter((name) => name.includes("corrupt"))).toHaveLength(1);
  });

  it("notices a changed digit in a line", async () => {
    await keepNight(state, first);
    await keepNight(state, second);
    const text = readFileSync(nightsPath(state), "utf8");
    writeFileSync(nightsPath(state), text.replace('"kept":4', '"kept":5'));
    expect(await readNights(state)).toEqual([]);
    const said: string[] = [];
    await keepNight(state, second, (line) => void said.push(line));
    expect(said[0]).toMatch(/line 1 is no run of the pipeline \(its seal .*moved to .*corrupt-/);
  });

  it("shows the runs of the last thirty days that had one, newest first", () => {
    const days = Array.from({length: 40}, (_, i) => new Date(Date.UTC(2024, 0, 1 + 2 * i)).toISOString());
    const shown = recent([
      ...days.map((day) => night(day)),
      night(`${days.at(-1)!.slice(0, 10)}T09:00:00.000Z`)
    ]);
    expect(shown).toHaveLength(31);
    expect(shown[0]!.startedAt).toBe(`${days.at(-1)!.slice(0, 10)}T09:00:00.000Z`);
    expect(shown.at(-1)!.startedAt).toBe(days[10]);
  });

  it("tells of an edition what its cards say", () => {
    const provenance = {mode: "last-good", asOf: "2024-12-23", sources: []};
    const cards = {
      ...{edition: "2024-12-25T04:50:00.000Z", headline: "it blows"},
      cards: [
        {study: "a", title: "A", status: "stale", message: "Late.", forecast: {provenance}},
        {study: "b", title: "B", status: "absent", message: "HTTP 503", forecast: null}
      ]
    } as unknown as Cards;
    expect(editionNight(cards)).toEqual({
      ...{edition: "2024-12-25T04:50:00.000Z", headline: "it blows", status: "degraded"},
      studies: [
        {study: "a", title: "A", status: "stale", message: "Late.", state: "last good"},
        {study: "b", title: "B", status: "absent", message: "HTTP 503", state: ""}
      ]
    });
    expect(editionNight({...cards, cards: cards.cards.slice(0, 1)}).status).toBe("stale");
  });

  it("tells a reason without the places of this machine, and not at any length", () => {
    expect(publicReason(`${state}/x is gone\n  at y`, state)).toBe("<store>/x is gone");
    expect(publicReason("a".repeat(9999), state)).toHaveLength(500);
    expect(publicReason("", state)).toBe("no message");
  });
});
